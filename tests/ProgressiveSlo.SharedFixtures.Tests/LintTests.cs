using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.SharedFixtures.Tests;

public sealed class LintTests
{
    private const int Mutations = 1000;

    private static readonly string[] Valid = ["sloth", "pyrra", "openslo"];

    private static readonly string[] Invalid = ["sloth/invalid", "openslo/invalid"];

    [Fact]
    public void Valid_specs_have_no_error()
    {
        foreach (var file in Valid.SelectMany(f => SharedFolder.Fixtures.Files(f, "*.*")))
            Assert.Empty(Lint(file).Where(f => f.Severity == FindingSeverity.Error).Select(f => f.ToString()));
    }

    [Fact]
    public void Invalid_specs_have_an_error()
    {
        foreach (var file in Invalid.SelectMany(f => SharedFolder.Fixtures.Files(f, "*.yaml")))
            Assert.True(Lint(file).Any(f => f.Severity == FindingSeverity.Error), file);
    }

    [Fact]
    public void A_latency_SLO_over_failed_requests_is_a_warning()
    {
        var findings = Lint(SharedFolder.Fixtures.Path("pyrra/nginx.yaml")).Where(f => f.Severity == FindingSeverity.Warning).ToArray();
        Assert.Contains(findings, f => f is { Code: "SelectorMismatch", Line: > 20 });
        Assert.All(findings, f => Assert.True(f.Line >= 20, f.ToString()));
    }

    [Fact]
    public void Damaged_bytes_give_findings_of_the_catalog_and_nothing_worse() => Damaged(SpecMutator.Bytes, 20260105);

    [Fact]
    public void Damaged_trees_give_findings_of_the_catalog_and_nothing_worse() => Damaged(SpecMutator.Tree, 20260106);

    private static void Damaged(Func<string, Random, string> mutate, int seed)
    {
        var random = new Random(seed);
        string[] folders = [.. Valid, .. Invalid, "sloth/windows", "rules", "rules/origin"];
        var texts = folders.SelectMany(f => SharedFolder.Fixtures.Files(f, "*.*")).Select(File.ReadAllText).ToArray();
        for (var i = 0; i < Mutations; i++)
        {
            var text = mutate(texts[i % texts.Length], random);
            try
            {
                Assert.All(ManifestImporter.ReadText(text).Problems, p => Assert.NotEmpty(p.Problem.Message));
                foreach (var finding in Linter.LintText(text, new LintOptions { EventsPerSecond = 0.5m }))
                {
                    Assert.NotEmpty(finding.Message);
                    Assert.NotEmpty(finding.Guidance);
                    Assert.True(LintCatalog.Rules.ContainsKey(finding.Code), finding.Code);
                }
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                throw new InvalidOperationException($"{e.GetType()}: {e.Message}\nwhile reading:\n{text}", e);
            }
        }
    }

    private static IReadOnlyList<SloFinding> Lint(string file)
    {
        var linter = new Linter(LintOptions.Default);
        linter.AddFile(file, Path.GetFileName(file));
        return linter.Complete(TestContext.Current.CancellationToken);
    }
}
