using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Export;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Tests.Manifests.OpenSlo;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Export;

/// <summary>One SLO that cannot be written or read does not take the others of its document along.</summary>
public sealed class RefusedNeighbourTests
{
    private const string Total = "sum(rate(requests_total[{{.window}}]))";

    public static TheoryData<string> ServiceFormats =>
        [.. ManifestFormats.WritableNames.Where(n => ManifestFormats.FindWriter(n)!.Scope != ManifestScope.Definition)];

    [Theory]
    [MemberData(nameof(ServiceFormats))]
    public void The_others_of_a_document_are_written_as_if_it_were_not_there(string format)
    {
        var (first, last) = (Good("first"), Good("last"));
        var broken = new SloDefinition("broken", "web", QueryIndicator.FromBad("sum(errors_total)", Total), 0.99m, TimeSpan.FromDays(30));
        var text = Write(format, [first, broken, last], out var refusals);
        Assert.Equal(Write(format, [first, last], out _), text);
        Assert.Same(broken, Assert.Single(refusals).Definition);
        Assert.Equal("WindowPlaceholderMissing", refusals[0].Reason.Problem.Code);
    }

    [Fact]
    public void Each_refused_SLO_is_named()
    {
        var bad = Enumerable
            .Range(0, 3)
            .Select(i => new SloDefinition($"bad-{i}", "web", new RawRatioIndicator("x"), 0.99m, TimeSpan.FromDays(30)))
            .ToArray();
        Assert.NotNull(Write("PrometheusRule", [bad[0], Good("a"), bad[1], bad[2]], out var refusals));
        Assert.Equal(["bad-0", "bad-1", "bad-2"], refusals.Select(r => r.Definition.Name));
        Assert.Null(Write("PrometheusRule", bad, out refusals));
        Assert.Equal(3, refusals.Count);
    }

    [Fact]
    public void Of_two_with_one_id_neither_is_written_and_each_id_is_named()
    {
        var text = Write("PrometheusRule", [Good("a"), Good("b"), Good("a"), Good("c"), Good("b")], out var refusals);
        Assert.Equal(Write("PrometheusRule", [Good("c")], out _), text);
        Assert.Equal(["web-a", "web-b"], refusals.Select(r => r.Reason).Select(r => r.Message.Split(':')[0]));
        Assert.All(refusals, r => Assert.Equal("SloDuplicate", r.Reason.Problem.Code));
    }

    [Fact]
    public void Two_names_that_Sloth_takes_for_one_leave_the_rest()
    {
        var text = Write("Sloth", [Good("ä"), Good("a b"), Good("a-b"), Good("plain")], out var refusals);
        Assert.Contains("name: plain", text, StringComparison.Ordinal);
        Assert.Equal("a-b", Assert.Single(refusals).Definition.Name);
    }

    [Theory]
    [InlineData("- target: 1.5")]
    [InlineData("- target: 0.9\n    op: nonsense")]
    [InlineData("- {target: 0.9, targetPercent: 90}")]
    public void One_objective_of_OpenSLO_leaves_the_others(string broken)
    {
        var lines = broken.Split('\n').Select((l, i) => i == 0 ? l : "  " + l.TrimStart());
        var result = OpenSloTexts.Read(OpenSloTexts.Slo.With("- target: 0.995", ["- target: 0.99", .. lines, "- target: 0.95"]));
        Assert.NotEmpty(result.Problems);
        Assert.Equal(["basket-availability-0", "basket-availability-2"], result.Definitions.Select(d => d.Name));
    }

    [Fact]
    public void One_objective_of_openslo_v1alpha_leaves_the_others()
    {
        var result = OpenSloTexts.Read(
            OpenSloTexts.Alpha.Replace("      target: 0.995\n", "      target: 0.995\n    - target: 0.9\n", StringComparison.Ordinal)
        );
        Assert.NotEmpty(result.Problems);
        Assert.Equal("basket-availability-0", Assert.Single(result.Definitions).Name);
    }

    [Fact]
    public void One_objective_of_slo_dev_leaves_the_others()
    {
        var text = Write("SloDev", [Good("a")], out _)!;
        var at = text.IndexOf("  - displayName", StringComparison.Ordinal);
        var result = ManifestImporter.ReadText(text.Insert(at, "  - window: 30d\n    target: 7\n"));
        Assert.Equal("spec.objectives[0].target", Assert.Single(result.Problems).Problem.Field);
        Assert.Equal("a-1", Assert.Single(result.Definitions).Name);
    }

    [Fact]
    public void What_is_wrong_with_the_SLO_itself_leaves_no_objective()
    {
        var text = OpenSloTexts.Slo.With("- target: 0.995", "- target: 0.9", "- target: 0.99").With("service: basket", "service: ''");
        Assert.Empty(OpenSloTexts.Read(text).Definitions);
    }

    // More problems than are kept must not make the later ones look sound.
    [Fact]
    public void Each_of_many_broken_objectives_is_left_out()
    {
        var many = Enumerable.Repeat("- target: 7", 30).Append("- target: 0.9").ToArray();
        var result = OpenSloTexts.Read(OpenSloTexts.Slo.With("- target: 0.995", many));
        Assert.Equal("basket-availability-30", Assert.Single(result.Definitions).Name);
    }

    private static SloDefinition Good(string name) =>
        new(
            name,
            "web",
            QueryIndicator.FromBad($"sum(rate(errors_total{{slo=\"{name}\"}}[{{{{.window}}}}]))", Total),
            0.999m,
            TimeSpan.FromDays(30)
        )
        {
            Alerting = [new("page", TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4m)],
        };

    private static string? Write(string format, SloDefinition[] definitions, out List<RefusedDefinition> refusals)
    {
        refusals = [];
        return ManifestDocuments.WriteAccepted(ManifestFormats.FindWriter(format)!, definitions, ManifestOptions.Default, out _, refusals);
    }
}
