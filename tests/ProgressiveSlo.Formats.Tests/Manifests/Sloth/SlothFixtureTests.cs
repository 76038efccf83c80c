using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Sloth;

/// <summary>Specs with the rules that Sloth makes of them, and specs that it refuses.</summary>
public sealed class SlothFixtureTests
{
    [Fact]
    public void Rules_of_a_spec_are_what_Sloth_generates()
    {
        foreach (var spec in Fixtures.Own.SlothSpecs())
        {
            var result = SlothFiles.Import(spec);
            Assert.Empty(result.Problems);
            var expected = File.ReadAllText(Fixtures.Expected(spec));
            Assert.Equal(YamlTree.Outline(expected), YamlTree.Outline(SlothFiles.Rules(result.Definitions, SlothFiles.Options)));
        }
    }

    [Fact]
    public void Invalid_specs_have_one_problem_at_the_field_that_is_wrong()
    {
        foreach (var spec in Fixtures.Own.Files("sloth/invalid", "*.yaml"))
        {
            var (field, code, definitions) = Path.GetFileName(spec) switch
            {
                "objective.yaml" => ("slos[1].objective", "ObjectiveOutOfRange", 1),
                "service-object.yaml" => ("spec.service", "ServiceNameInvalid", 0),
                "indicator-second-document.yaml" => ("slos[0].sli", "IndicatorMissing", 2),
                "alert-name-first-document.yaml" => ("spec.slos[0].alerting.name", "AlertNameMissing", 2),
                var other => throw new InvalidOperationException(other),
            };
            var result = SlothFiles.Import(spec);
            var problem = Assert.Single(result.Problems);
            Assert.Equal((field, code), (problem.Problem.Field, problem.Problem.Code));
            Assert.Equal(definitions, result.Definitions.Count);
            Assert.EndsWith("# wrong", File.ReadAllLines(spec)[problem.Line - 1], StringComparison.Ordinal);
        }
    }
}
