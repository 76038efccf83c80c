using ProgressiveSlo.Formats.Tests.Migration.Inventory;
using ProgressiveSlo.Migration.Inventory;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Migration.Recognition;

/// <summary>What an item says of the rules that record its series is true, and one that is not understood harms no other.</summary>
public sealed class RecordedElsewhereTests
{
    private const string Alert = "alert: Burn\n        expr: 'job:slo_error:ratio1h > 14.4 * 0.001'";
    private const string NotHere = "the rule that records it is not here";
    private const string Unclear = "the rule that records it is here, but was not understood";

    [Theory]
    [InlineData("avg_over_time(batch:interval[1h])")]
    [InlineData("sum(foo) / (sum(foo")]
    [InlineData("(deriv(queue_depth[1h]) > bool 3) ^ 2")]
    public void A_rule_that_is_there_and_not_understood_is_said_to_be_there(string expression)
    {
        var reason = Read(Record("job:slo_error:ratio1h", expression), Alert).Items.Single().Reason;
        Assert.Contains(Unclear, reason, StringComparison.Ordinal);
        Assert.DoesNotContain(NotHere, reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_is_not_there_is_said_not_to_be() =>
        Assert.Contains(NotHere, Read(Alert).Items.Single().Reason, StringComparison.Ordinal);

    [Fact]
    public void Rules_with_other_labels_are_said_to_have_them() =>
        Assert.Contains(
            "set other labels",
            Read(
                Record("job:slo_error:ratio1h", "avg_over_time(batch:interval[1h])", "name: batch"),
                Alert.Replace("ratio1h", "ratio1h{name=\"web\"}", StringComparison.Ordinal)
            )
                .Items.Single()
                .Reason,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_recording_that_is_not_understood_does_not_cut_the_alert_from_the_other(bool isFirst)
    {
        var unclear = Record("job:slo_error:ratio1h", "avg_over_time(batch:interval[1h])", "name: batch");
        var clear = Record("job:slo_error:ratio1h", Ratio("web"), "name: web");
        var items = isFirst ? Read(unclear, clear, Alert).Items : Read(clear, unclear, Alert).Items;
        Assert.Equal(2, items.Count);
        Assert.All(items, i => Assert.Equal((SloMethod.BurnRateAlert, 0.999m), (i.Method, i.Target)));
        Assert.Contains(items, i => i.Reason.Contains("share of events that fail", StringComparison.Ordinal));
        Assert.Contains(items, i => i.Reason.Contains(Unclear, StringComparison.Ordinal));
    }

    [Fact]
    public void Recordings_of_one_name_that_are_not_understood_are_told_apart_by_their_labels()
    {
        var items = Read(
            Record("job:slo_error:ratio1h", "avg_over_time(batch:interval[1h])", "name: batch"),
            Record("job:slo_error:ratio1h", "avg_over_time(cron:interval[1h])", "name: cron"),
            Alert
        ).Items;
        Assert.Equal(2, items.Count);
        Assert.All(items, i => Assert.Equal(0.999m, i.Target));
    }

    [Theory]
    [InlineData("14.4 * job:slo_error_budget:ratio")]
    [InlineData("on (name) group_left () (14.4 * job:slo_error_budget:ratio)")]
    [InlineData("on (name) job:slo_error_budget:ratio * 14.4")]
    public void Budgets_that_are_recorded_for_each_label_set_give_each_its_target(string bound)
    {
        var alert = $"alert: Burn\n        expr: 'job:slo_error:ratio1h > {bound}'";
        string[] budgets =
        [
            Record("job:slo_error_budget:ratio", "vector(0.001)", "name: web"),
            Record("job:slo_error_budget:ratio", "vector(0.01)", "name: api"),
        ];
        string[][] ratios =
        [
            [Record("job:slo_error:ratio1h", Ratio("web"), "name: web"), Record("job:slo_error:ratio1h", Ratio("api"), "name: api")],
            [
                Record("job:slo_error:ratio1h", "avg_over_time(w:interval[1h])", "name: web"),
                Record("job:slo_error:ratio1h", "avg_over_time(a:interval[1h])", "name: api"),
            ],
            [Record("job:slo_error:ratio1h", "sum by (name) (rate(r_total{code=~\"5..\"}[1h])) / sum by (name) (rate(r_total[1h]))")],
            [],
        ];
        foreach (var ratio in ratios)
        {
            var items = Read([.. budgets, .. ratio, alert]).Items;
            Assert.Equal([0.99m, 0.999m], items.Select(i => i.Target!.Value).Order());
            Assert.All(items, i => Assert.DoesNotContain("which no rule here records", i.Reason, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_series_of_targets_is_called_unrecorded_only_when_it_is()
    {
        const string Burn = "alert: Burn\n        expr: 'job:slo_error:ratio1h > 14.4 * job:slo_error_budget:ratio'";
        Assert.Contains("which no rule here records", Read(Burn).Items.Single().Reason, StringComparison.Ordinal);
        Assert.Contains(
            "which a rule here records that was not understood",
            Read(Record("job:slo_error_budget:ratio", "predict_linear(x[1h], 60)"), Burn).Items.Single().Reason,
            StringComparison.Ordinal
        );
    }

    private static string Ratio(string job) =>
        $"sum(rate(r_total{{job=\"{job}\",code=~\"5..\"}}[1h])) / sum(rate(r_total{{job=\"{job}\"}}[1h]))";

    private static string Record(string name, string expression, string labels = "") =>
        $"record: {name}\n        expr: '{expression}'" + (labels.Length > 0 ? $"\n        labels: {{{labels}}}" : "");

    private static Inventory.Inventory Read(params string[] rules) =>
        Inventories.Read("groups:\n  - name: g\n    rules:\n" + string.Concat(rules.Select(r => $"      - {r}\n")));
}
