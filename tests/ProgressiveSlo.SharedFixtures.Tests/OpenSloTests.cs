using ProgressiveSlo.Formats.Manifests.Import;
using Xunit;

namespace ProgressiveSlo.SharedFixtures.Tests;

/// <summary>Examples and test data of OpenSLO's repositories.</summary>
public sealed class OpenSloTests
{
    [Fact]
    public void Valid_files_have_no_problem_and_invalid_ones_have_theirs()
    {
        var all = SharedFolder.Fixtures.Files("openslo", "*.*");
        foreach (var file in all)
            Assert.DoesNotContain(ManifestImporter.ReadFiles([(file, file)]).Problems, p => p.Problem.Code != "IndicatorReferenceOpen");
        Assert.DoesNotContain(
            ManifestImporter.ReadFiles(all.Select(f => (f, f))).Problems,
            p => p.Problem.Code != "IndicatorReferenceOpen"
        );
        foreach (var file in SharedFolder.Fixtures.Files("openslo/invalid", "*.yaml"))
        {
            var result = ManifestImporter.ReadFiles([(file, file)]);
            Assert.Empty(result.Definitions);
            var field = Path.GetFileNameWithoutExtension(file) switch
            {
                "invalid-apiversion" => "apiVersion",
                "unknown-field" => "spec.markdown",
                "service-long-description" => "spec.description",
                "alert-policy-no-cond" => "spec.conditions",
                "alert-condition-no-condition" => "spec.condition",
                "v1_slo_invalid_sli" => "spec.indicatorRef",
                var other => throw new InvalidOperationException(other),
            };
            Assert.Contains(result.Problems, p => p.Problem.Field == field);
        }
    }

    [Fact]
    public void Slos_become_definitions()
    {
        foreach (
            var file in SharedFolder
                .Fixtures.Files("openslo", "*.yaml")
                .Append(SharedFolder.Fixtures.Path("sloth/openslo-getting-started.yml"))
        )
        {
            var text = File.ReadAllText(file);
            var slos = text.Split('\n').Count(line => line.TrimStart(' ', '-').TrimEnd() == "kind: SLO");
            var result = ManifestImporter.ReadText(text);
            Assert.Equal(slos, result.Definitions.Count + result.Problems.Count(p => p.Problem.Code == "IndicatorReferenceOpen"));
        }
    }
}
