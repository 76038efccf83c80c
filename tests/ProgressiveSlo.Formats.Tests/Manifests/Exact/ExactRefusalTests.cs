using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Exact;

/// <summary>What rules cannot say is refused, with the field, the reason and what to write instead.</summary>
public sealed class ExactRefusalTests
{
    [Theory]
    [InlineData(
        60,
        60,
        "14.4",
        "alerting[0]: The short window 1h is not shorter than the long window 1h. Write the shorter window as the short one, or take a "
            + "longer period."
    )]
    [InlineData(
        5,
        60,
        "14.4",
        "alerting[0]: The short window 1h is not shorter than the long window 5m. Write the shorter window as the short one."
    )]
    [InlineData(43260, 60, "1", "alerting[0]: The long window 30d1h is longer than the period 30d. Write a long window within the period.")]
    [InlineData(43200, 60, "1", null)]
    [InlineData(
        60,
        5,
        "-1",
        "alerting[0]: The burn rate -1 is not more than 0, and any bad event would fire the alert. Write more than 0, for example 14.4."
    )]
    [InlineData(
        60,
        5,
        "1000",
        "alerting[0]: 1000 times the error budget of 0.1% is not an error ratio below 100%, so the alert can never fire. "
            + "Write a burn rate below 1000, or give other alerts with -AlertWindowSet."
    )]
    [InlineData(60, 5, "999.9", null)]
    public void An_alert_that_makes_no_sense_is_refused_with_its_numbers(int longMinutes, int shortMinutes, string factor, string? expected)
    {
        var alert = new BurnRateAlert(
            "critical",
            TimeSpan.FromMinutes(longMinutes),
            TimeSpan.FromMinutes(shortMinutes),
            decimal.Parse(factor, System.Globalization.CultureInfo.InvariantCulture)
        );
        Assert.Equal(expected, Refusal(ExactSamples.Make(RatioIndicator.Default, alerts: [alert])));
    }

    [Theory]
    [InlineData("0", "target: The target 0 leaves no error budget to watch. Write a ratio between 0 and 1, for example 0.999.")]
    [InlineData("1", "target: The target 1 leaves no error budget to watch. Write a ratio between 0 and 1, for example 0.999.")]
    [InlineData("0.0001", null)]
    [InlineData("0.9999", null)]
    public void A_target_leaves_a_budget(string target, string? expected) =>
        Assert.Equal(
            expected,
            Refusal(
                ExactSamples.Make(
                    RatioIndicator.Default,
                    target: decimal.Parse(target, System.Globalization.CultureInfo.InvariantCulture),
                    alerts: []
                )
            )
        );

    [Theory]
    [InlineData(30, "window: The window 30m is too short for rules that record rates over 5m and 30m. Write a window of more than 30m.")]
    [InlineData(31, null)]
    public void A_period_is_longer_than_half_an_hour(int minutes, string? expected) =>
        Assert.Equal(expected, Refusal(ExactSamples.Make(RatioIndicator.Default, alerts: []).With(window: TimeSpan.FromMinutes(minutes))));

    [Theory]
    [InlineData(299, "tenant", null)]
    [InlineData(
        300,
        "tenant",
        "alertSettings.group.interval: Rules that are evaluated every 5m leave gaps in their series. Write less than 5m, for example 30s."
    )]
    [InlineData(30, "slo_id", "alertSettings.group.labels: The rules use the label slo_id themselves. Use another name.")]
    [InlineData(
        30,
        "__tenant",
        "alertSettings.group.labels: '__tenant' is not a label name of Prometheus. Use letters, digits and '_', with no digit first and no "
            + "'__'."
    )]
    [InlineData(
        30,
        "a-b",
        "alertSettings.group.labels: 'a-b' is not a label name of Prometheus. Use letters, digits and '_', with no digit first and no '__'."
    )]
    public void A_group_leaves_no_gaps_and_has_labels_of_its_own(int seconds, string label, string? expected)
    {
        var group = new RuleGroupSettings
        {
            Interval = TimeSpan.FromSeconds(seconds),
            Labels = new Dictionary<string, string> { [label] = "x" },
        };
        Assert.Equal(expected, Refusal(ExactSamples.Make(RatioIndicator.Default, settings: new AlertSettings { Group = group })));
    }

    [Theory]
    [InlineData("handler", null)]
    [InlineData("slo_id", "slo_id")]
    [InlineData("tenant", "tenant")]
    [InlineData("region", "region")]
    public void Series_are_not_grouped_by_a_label_of_the_rules(string label, string? refused)
    {
        var definition = ExactSamples.Make(
            RatioIndicator.Default.WithGrouping([label]),
            settings: new AlertSettings { Group = new RuleGroupSettings { Labels = new Dictionary<string, string> { ["region"] = "eu" } } }
        );
        var options = new ManifestOptions { RuleLabels = new Dictionary<string, string> { ["tenant"] = "a" } };
        Assert.Equal(
            refused is null
                ? null
                : $"indicator.grouping: The label {refused} names the SLO on its series, and series cannot be kept apart by it. "
                    + "Group by another label.",
            Refusal(definition, options)
        );
    }

    [Fact]
    public void A_language_that_is_not_PromQL_is_named() =>
        Assert.Equal(
            "indicator: The queries are written for BigQuery, and Prometheus rules need PromQL. Write the indicator in PromQL, or use a "
                + "format that keeps the data source.",
            Refusal(ExactSamples.Make(new RawRatioIndicator("SELECT 1", dataSource: "BigQuery")))
        );

    [Theory]
    [InlineData("sum(rate(x[{{.window}}])", "indicator.bad: The query is not PromQL: *. Correct the query.")]
    [InlineData(
        "x[{{.window}}]",
        "indicator.bad: The query gives no number at a time, as a rule must. Put a function such as rate around the range."
    )]
    [InlineData(
        "sum(rate(x[{{.period}}]))",
        "indicator.bad: The placeholder {{.period}} is unknown. Write {{.window}} where the window goes."
    )]
    public void A_query_that_no_rule_can_have_is_refused_with_what_to_do(string query, string expected)
    {
        var said = Refusal(ExactSamples.Make(QueryIndicator.FromBad(query, "sum(rate(y[{{.window}}]))")))!;
        var star = expected.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
            Assert.Equal(expected, said);
        else
        {
            Assert.StartsWith(expected[..star], said, StringComparison.Ordinal);
            Assert.EndsWith(expected[(star + 1)..], said, StringComparison.Ordinal);
            Assert.DoesNotContain("..", said, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("indicator.good")]
    [InlineData("indicator.total")]
    [InlineData("indicator.errorRatio")]
    public void A_query_is_named_by_its_field(string field)
    {
        const string Good = "sum(rate(x[{{.window}}]))",
            Wrong = "sum(rate(x[5m])";
        SloIndicator indicator =
            field == "indicator.errorRatio"
                ? new RawRatioIndicator(Wrong)
                : QueryIndicator.FromGood(field == "indicator.good" ? Wrong : Good, field == "indicator.total" ? Wrong : Good);
        Assert.StartsWith(field + ": ", Refusal(ExactSamples.Make(indicator)), StringComparison.Ordinal);
    }

    private static string? Refusal(SloDefinition definition, ManifestOptions? options = null)
    {
        try
        {
            ExactSamples.Write(definition, options);
            return null;
        }
        catch (ManifestNotWritableException e)
        {
            return e.Problem.ToString();
        }
    }
}
