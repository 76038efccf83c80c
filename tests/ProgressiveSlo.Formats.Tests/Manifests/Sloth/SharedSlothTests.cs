using System;
using System.IO;
using System.Linq;
using ProgressiveSlo.Formats.Tests.Manifests.Support;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Sloth;

/// <summary>Real specs and what Sloth makes of them, where the shared folder is there.</summary>
public sealed class SharedSlothTests
{
    [Fact]
    public void Rules_of_a_spec_are_what_Sloth_generates()
    {
        foreach (var spec in Specs())
        {
            var result = SlothFiles.Import(spec);
            Assert.Empty(result.Problems);
            var expected = File.ReadAllText(Path.ChangeExtension(spec, ".expected.yml"));
            Assert.Equal(YamlTree.Outline(expected), YamlTree.Outline(SlothFiles.Rules(result.Definitions, SlothFiles.Options)));
        }
    }

    [Fact]
    public void Invalid_specs_have_one_problem_at_the_field_that_is_wrong()
    {
        foreach (var spec in SharedFixtures.Files("sloth/invalid", "*.yaml"))
        {
            var (field, code, definitions) = Path.GetFileName(spec) switch
            {
                "bad-aa.yaml" => ("slos[1].objective", "ObjectiveOutOfRange", 1),
                "bad-k8s.yaml" => ("spec.service", "ServiceNameInvalid", 0),
                "bad-multi.yaml" => ("slos[1].sli", "IndicatorMissing", 3),
                "bad-multi-k8s.yaml" => ("spec.slos[0].alerting.name", "AlertNameMissing", 3),
                var other => throw new InvalidOperationException(other),
            };
            var result = SlothFiles.Import(spec);
            var problem = Assert.Single(result.Problems);
            Assert.Equal((field, code), (problem.Problem.Field, problem.Problem.Code));
            Assert.Equal(definitions, result.Definitions.Count);
            Assert.Contains("BAD!", File.ReadAllLines(spec)[problem.Line - 1], StringComparison.Ordinal);
        }
    }

    private static string[] Specs() => SharedFixtures.Files("sloth", "*.yml")
        .Where(f => !f.EndsWith(".expected.yml", StringComparison.Ordinal))
        .ToArray();
}
