using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Linting;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Linting;

/// <summary>The checks of queries and alerts on rules that people wrote.</summary>
public sealed class RuleLintTests
{
    private const string Errors = "sum(rate(http_requests_total{job=\"a\",code=~\"5..\"}[5m]))";
    private const string All = "sum(rate(http_requests_total{job=\"a\"}[5m]))";

    [Theory]
    [InlineData("sum(rate(http_requests_total{code=\"5..\"}[5m])) / sum(rate(http_requests_total[5m])) > 0.05", "RegexInEquality")]
    [InlineData("sum by (job) (rate(e_total[5m])) / sum(rate(r_total[5m])) > 0.05", "GroupingMismatch")]
    [InlineData("rate(e_total[5m]) / sum(rate(r_total[5m])) > 0.05", "GroupingMismatch")]
    [InlineData("sum by (job) (a) > on () group_left () sum by (job) (b) and sum(c)", "GroupingMismatch")]
    [InlineData("sum(rate(x_total{job=\"a\",code=~\"5..\"}[5m])) / sum(rate(x_total{job=\"b\"}[5m])) > 0.1", "SelectorMismatch")]
    [InlineData("sum(rate(x_total{code=~\"5..\",path!=\"/health\"}[5m])) / sum(rate(x_total[5m])) > 0.1", "SelectorMismatch")]
    [InlineData("sum(rate(checkout_errors_total[5m])) / sum(rate(payment_requests_total[5m])) > 0.1", "SelectorMismatch")]
    [InlineData("rate(sum(x_total)[5m:1m]) > 1", "RateOfSum")]
    [InlineData("sum(x_errors_total) > 10", "CounterWithoutRate")]
    [InlineData("sum(rate(queue_length[5m])) > 1", "RateOverGauge")]
    [InlineData("sum(rate(node_memory_MemAvailable_bytes[5m])) > 1", "RateOverGauge")]
    [InlineData("rate(job:http_requests:rate5m[5m]) > 1", "RateOverGauge")]
    [InlineData("sum(rate(e_total{code=~\"5..\"}[5m])) / sum(rate(e_total[1h])) > 0.05", "WindowMixed")]
    [InlineData("sum(increase(e_total{code=~\"5..\"}[5m])) / sum(rate(e_total[5m])) > 0.05", "RateMismatch")]
    [InlineData(Errors + " / " + All + " > 5", "AlertUnreachable")]
    [InlineData("1 - " + Errors + " / " + All + " < -1", "AlertUnreachable")]
    [InlineData("up > 1", "AlertUnreachable")]
    [InlineData("avg by (job) (up) >= 0", "AlertAlwaysFires")]
    [InlineData("histogram_quantile(99, sum by (le) (rate(x_seconds_bucket[5m]))) > 1", "QuantileOutOfRange")]
    [InlineData("quantile(95, x) > 1", "QuantileOutOfRange")]
    [InlineData("quantile_over_time(50, x[5m]) > 1", "QuantileOutOfRange")]
    [InlineData("histogram_quantile(0.99, sum(rate(x_seconds_bucket[5m]))) > 1", "LabelDropped")]
    [InlineData("sum by (instance) (sum by (job) (x)) > 1", "LabelDropped")]
    [InlineData("sum by (job) (x) / on (instance) y > 1", "LabelDropped")]
    [InlineData("sum by (job) (x) * on (job) group_left (team) sum by (job) (y) > 1", "LabelDropped")]
    [InlineData(Errors + " / " + Errors + " > 0.1", "SidesIdentical")]
    [InlineData("up - up > 0", "SidesIdentical")]
    [InlineData("100 * " + Errors + " / " + All + " > 0.05", "RatioInPercent")]
    [InlineData(Errors + " / " + All, "AlertConditionMissing")]
    [InlineData(Errors + " / " + All + " > bool 0.05", "AlertConditionMissing")]
    [InlineData("up", "AlertConditionMissing")]
    [InlineData("sum(rate(x_total{a=\"1\",a=\"2\"}[5m])) > 1", "SelectorEmpty")]
    [InlineData("sum(rate(x_total{code=~\"5\"}[5m])) > 1", "SelectorEmpty")]
    [InlineData("sum(delta(x_total[5m])) > 1", "CounterFunction")]
    [InlineData("sum(irate(x_total[5m])) > 1", "CounterFunction")]
    [InlineData("avg(rate(x_total{code=~\"5..\"}[5m])) / sum(rate(x_total[5m])) > 0.1", "AggregationMismatch")]
    [InlineData("sum(rate(x_total{code=~\"5..\"}[5m] offset 5m)) / sum(rate(x_total[5m])) > 0.1", "OffsetOneSided")]
    [InlineData("sum(rate(x_seconds_bucket[5m])) > 1", "BucketsAdded")]
    [InlineData("sum(rate(x_seconds_bucket{le=~\"0.1|0.5\"}[5m])) > 1", "BucketsAdded")]
    [InlineData("sum(rate(x_seconds_bucket{le=\"0.5\"}[5m])) - sum(rate(x_seconds_count[5m])) > 1", "BucketsReversed")]
    [InlineData("sum(rate(x_total{code=~\"2..\"}[5m])) / sum(rate(x_total[5m])) > 0.05", "OutcomeInverted")]
    [InlineData("sum(rate(x_seconds_bucket{le=\"1\"}[5m])) / sum(rate(x_seconds_count[5m])) < 0.9", "LatencyBucketSpelling")]
    [InlineData("sum(rate(x_total{code=~\".*\"}[5m])) > 1", "RegexMatchesEmpty")]
    [InlineData("sum(rate(x_total{code=~\"^5..$\"}[5m])) > 1", "RegexAnchored")]
    [InlineData("sum(rate(x_total[30s])) > 1", "RangeTooShort")]
    public void A_classic_mistake_in_an_alert_is_found(string expression, string code) => Assert.Contains(code, Codes(Alert(expression)));

    [Theory]
    [InlineData(Errors + " / " + All + " > 0.05")]
    [InlineData("100 * " + Errors + " / " + All + " > 5")]
    [InlineData("(" + Errors + " / " + All + ") > (14.4 * 0.001)")]
    [InlineData("up == 0")]
    [InlineData("vector(1)")]
    [InlineData("absent(up{job=\"a\"})")]
    [InlineData("sum by (job) (rate(e_total[5m])) / sum by (job) (rate(r_total[5m])) > 0.05")]
    [InlineData("sum by (job, code) (rate(e_total[5m])) / ignoring (code) group_left sum by (job) (rate(e_total[5m])) > 0.05")]
    [InlineData("rate(x_total[5m]) > 2 * rate(x_total[5m] offset 1w)")]
    [InlineData("sum(rate(x_total[5m])) / sum(rate(x_total[5m] offset 1w)) < 0.5")]
    [InlineData("sum(rate(x_seconds_sum[5m])) / sum(rate(x_seconds_count[5m])) > 2")]
    [InlineData("kube_resourcequota{type=\"used\"} / ignoring (type) kube_resourcequota{type=\"hard\"} > 0.9")]
    [InlineData("histogram_quantile(0.99, sum by (le, job) (rate(x_seconds_bucket[5m]))) > 1")]
    [InlineData("sum(up) / count(up) < 0.5")]
    [InlineData("sum(rate(x_total{scope=~\"resource|\"}[5m])) > 1")]
    [InlineData("(sum by (job) (x) > bool 5) == 1")]
    [InlineData("job:errors:ratio5m > 0.05")]
    [InlineData("max by (instance) (node_filesystem_avail_bytes) < 1000")]
    [InlineData("sum(rate(x_total{code=~\"5..\"}[5m])) / (sum(rate(x_total[5m])) > 0) > 0.01")]
    public void A_sound_alert_is_left_alone(string expression) => Assert.Empty(Codes(Alert(expression)));

    [Theory]
    [InlineData("'{{ $labels.instance }} fails'", true)]
    [InlineData("'{{ index $labels \"instance\" }} fails'", true)]
    [InlineData("'{{ .Labels.instance }} fails'", true)]
    [InlineData("'{{ $labels.job }} fails'", false)]
    [InlineData("'{{ $value }} and {{ $externalLabels.instance }}'", false)]
    public void A_text_names_only_labels_that_the_expression_leaves(string summary, bool found) =>
        Assert.Equal(found, Codes(Alert("sum by (job) (x) > 1", summary: summary)).Contains("LabelDropped"));

    [Theory]
    [InlineData("absent(up{job=\"a\"})", "", true)]
    [InlineData("absent(up{job=\"a\"})", "for: 0s", true)]
    [InlineData("absent(up{job=\"a\"})", "for: 5m", false)]
    [InlineData("absent_over_time(up{job=\"a\"}[10m])", "", false)]
    public void An_alert_on_what_is_absent_waits(string expression, string wait, bool found) =>
        Assert.Equal(found, Codes(Alert(expression, wait)).Contains("AbsentWithoutFor"));

    [Fact]
    public void A_value_in_a_label_is_a_new_alert_each_time() =>
        Assert.Contains("LabelTemplate", Codes(Alert("up == 0", labels: "{value: '{{ $value }}'}")));

    [Fact]
    public void A_recorded_ratio_without_a_guard_is_told()
    {
        var rules = "groups:\n- name: g\n  rules:\n  - record: job:errors:ratio5m\n    expr: " + Errors + " / " + All + "\n";
        Assert.Contains("ZeroTrafficNaN", Codes(rules));
        Assert.DoesNotContain("ZeroTrafficNaN", Codes(rules.TrimEnd() + " > 0\n"));
    }

    [Fact]
    public void A_finding_stands_at_the_line_of_its_key()
    {
        var found = Linter.LintText(Alert("up", "for: 5m", summary: "'{{ $labels.instance }}'"), LintOptions.Default);
        Assert.Equal(5, found.Single(f => f.Code == "AlertConditionMissing").Line);
        Assert.Equal("groups[0].rules[0].expr", found.Single(f => f.Code == "AlertConditionMissing").Field);
    }

    [Fact]
    public void A_scrape_interval_that_was_given_makes_a_guess_a_warning()
    {
        var text = Alert("sum(rate(x_total[30s])) > 1");
        FindingSeverity? Of(LintOptions options) => Linter.LintText(text, options).FirstOrDefault(f => f.Code == "RangeTooShort")?.Severity;
        Assert.Equal(FindingSeverity.Information, Of(LintOptions.Default));
        Assert.Equal(FindingSeverity.Warning, Of(new LintOptions { ScrapeInterval = TimeSpan.FromSeconds(30) }));
        Assert.Null(Of(new LintOptions { ScrapeInterval = TimeSpan.FromSeconds(15) }));
    }

    private static string Alert(string expression, string wait = "for: 5m", string summary = "x", string labels = "{severity: page}") =>
        $"groups:\n- name: g\n  rules:\n  - alert: A\n    expr: '{expression.Replace("'", "''", StringComparison.Ordinal)}'\n"
        + (wait.Length == 0 ? "" : $"    {wait}\n")
        + $"    labels: {labels}\n    annotations: {{summary: {summary}}}\n";

    private static string[] Codes(string rules) =>
        Linter.LintText(rules, LintOptions.Default).Select(f => f.Code).Where(c => c != "RulesHandWritten").Distinct().ToArray();
}
