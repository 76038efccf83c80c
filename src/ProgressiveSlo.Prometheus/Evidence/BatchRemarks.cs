using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>
/// What there is to say about how services are measured, beside their numbers: gaps that the indicator fills, and scrapes that are too far
/// apart for the rules.
/// </summary>
internal static class BatchRemarks
{
    // The shortest window that rules and alerts look at, minutes.
    private const double ShortestWindow = 5;

    private const double Hour = 60;

    /// <summary>How a remark about scrapes begins.</summary>
    public const string ScrapesStart = "The series of ";

    /// <summary>The remarks about a service, one sentence each or several.</summary>
    /// <param name="subject">The service.</param>
    /// <param name="evidence">Its evidence.</param>
    /// <param name="samples">Samples of its counter in an hour, or null.</param>
    public static IEnumerable<string> For(EvidenceSubject subject, SloEvidence evidence, double? samples)
    {
        var name = PrintableText.Escape(subject.Service);
        if (evidence.Coverage is { } coverage and < 1 && MayFill(subject.Indicator))
            yield return $"The indicator of '{name}' has a value also where its series have no data (as 'or vector(0)', 'absent' or a long "
                + $"look-back give it). They have data in {NumberText.Percent(RoundedDown(coverage))} of the window, and the rest is not "
                + "counted as good. Find out why data are missing, or take the filler out";
        if (samples > 0 && Hour / samples.Value is var minutes && minutes > ShortestWindow / 2)
            yield return $"{ScrapesStart}'{name}' have a sample every {NumberText.Brief(minutes)} minutes, and the rules look at windows "
                + $"of {NumberText.Brief(ShortestWindow)} minutes, in which rate() takes two: it has no value, or one that misses events, "
                + "and alerts come late or not at all. Scrape at least every 2 minutes, or record the counter every minute (a rule with "
                + "last_over_time over two scrapes) and measure what is recorded";
    }

    /// <summary>The series of which the rules take rates; null for a gauge, of which one sample is enough.</summary>
    public static MetricSelector? Counter(SloIndicator indicator) =>
        indicator switch
        {
            RatioIndicator ratio => ratio.Total,
            NativeLatencyIndicator native => native.Histogram,
            QueryIndicator { DataSource: SloIndicator.Prometheus } query => Rate(query.Total),
            RawRatioIndicator { DataSource: SloIndicator.Prometheus } ratio => Rate(ratio.Query),
            _ => null,
        };

    private static bool MayFill(SloIndicator indicator) =>
        indicator switch
        {
            ThresholdIndicator condition => PromQlParser.ParseOrNull(condition.Query) is { } tree && DataPresence.MayFill(tree),
            QueryIndicator query => WindowedQuery.RatioMayFill(query.Total),
            RawRatioIndicator ratio => WindowedQuery.RatioMayFill(ratio.Query),
            _ => false,
        };

    private static MetricSelector? Rate(string query) =>
        PromQlParser.TryParse(query, PromQlOptions.Template, out var tree, out _)
            ? tree!
                .DescendantsAndSelf()
                .OfType<CallExpression>()
                .Where(c => c.Function.Name is "rate" or "increase" or "irate")
                .SelectMany(c => c.Arguments.OfType<RangeSelector>())
                .Select(r =>
                    r.Selector.Name is { } name ? new MetricSelector(name, [.. r.Selector.Conditions.Select(c => c.Matcher)]) : null
                )
                .LastOrDefault()
            : null;

    // 99.9996 % is not all.
    private static decimal RoundedDown(double coverage) => Math.Floor((decimal)coverage * 10_000m) / 10_000m;
}
