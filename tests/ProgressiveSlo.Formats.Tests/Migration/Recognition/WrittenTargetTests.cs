using ProgressiveSlo.Formats.Tests.Migration.Inventory;
using ProgressiveSlo.Migration.Inventory;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Migration.Recognition;

/// <summary>What is written of a target goes before what thresholds may mean, and what disagrees is said.</summary>
public sealed class WrittenTargetTests
{
    private const string Ratio = "sum(rate(r_total{job=\"shop\",code=~\"5..\"}[{0}])) / sum(rate(r_total{job=\"shop\"}[{0}]))";

    [Theory]
    [InlineData("labels: {objective: '99.5'}", "from the label objective")]
    [InlineData("labels: {slo_objective: '0.995'}", "from the label slo_objective")]
    [InlineData("annotations: {objective: '99.5%'}", "from the annotation objective")]
    [InlineData("annotations: {target: '99.5 %'}", "from the annotation target")]
    public void A_written_target_beats_the_usual_factors_and_the_conflict_is_said(string written, string place)
    {
        var item = One(Of("1h") + " > 0.0144", written);
        Assert.Equal((0.995m, Certainty.Likely, SloMethod.BurnRateAlert), (item.Target, item.Certainty, item.Method));
        Assert.Equal(2.88m, item.AlertWindows.Single().BurnRate);
        Assert.Contains(place, item.Reason, StringComparison.Ordinal);
        Assert.Contains("would mean 99.9 % instead", item.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("labels: {objective: '99.9'}")]
    [InlineData("labels: {target: '99.9%'}")]
    [InlineData("annotations: {slo_objective: '0.999'}")]
    public void A_written_target_that_the_usual_factors_confirm_is_certain(string written)
    {
        var item = One(Of("1h") + " > 0.0144", written);
        Assert.Equal((0.999m, Certainty.Certain, 14.4m), (item.Target, item.Certainty, item.AlertWindows.Single().BurnRate));
        Assert.DoesNotContain("trying", item.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("14.4 * 0.001")]
    [InlineData("14.4 * (1 - 0.999)")]
    [InlineData("(1 - 0.999) * 6")]
    public void A_budget_in_the_expression_is_what_fires_and_a_label_that_says_another_target_is_named(string bound)
    {
        var item = One(Of("1h") + " > " + bound, "labels: {objective: '99.5'}");
        Assert.Equal((0.999m, Certainty.Likely), (item.Target, item.Certainty));
        Assert.Contains("but 99.5 % is written, too, from the label objective", item.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_the_whole_window_is_compared_with_beats_a_guess()
    {
        var item = Inventories
            .Read(Groups(Alert("Budget", Of("30d") + " > 0.005", ""), Alert("Fast", Of("1h") + " > 0.0144", "")))
            .Items.Single();
        Assert.Equal((0.995m, Certainty.Likely), (item.Target, item.Certainty));
        Assert.Contains("over its whole window", item.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_anything_written_the_usual_factors_are_still_tried()
    {
        var item = One(Of("1h") + " > 0.0144", "");
        Assert.Equal((0.999m, Certainty.Likely), (item.Target, item.Certainty));
        Assert.Contains("found by trying", item.Reason, StringComparison.Ordinal);
    }

    private static string Of(string range) => Ratio.Replace("{0}", range, StringComparison.Ordinal);

    private static SloInventoryItem One(string expression, string rest) =>
        Inventories.Read(Groups(Alert("Burn", expression, rest))).Items.Single();

    private static string Alert(string name, string expression, string rest) =>
        $"      - alert: {name}\n        expr: '{expression}'\n" + (rest.Length > 0 ? $"        {rest}\n" : "");

    private static string Groups(params string[] rules) => "groups:\n  - name: g\n    rules:\n" + string.Concat(rules);
}
