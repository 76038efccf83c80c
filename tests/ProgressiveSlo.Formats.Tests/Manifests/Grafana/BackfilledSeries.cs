using System.Text;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Tests.Manifests.Grafana;

/// <summary>
/// The series that rules record of definitions, as OpenMetrics text: half of the error budget is used, and one alert fires.
/// </summary>
internal static class BackfilledSeries
{
    /// <summary>When the series end; fixed, so that no test depends on the day.</summary>
    public static DateTime End { get; } = new(2026, 1, 31, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>How long they are.</summary>
    public static TimeSpan Length { get; } = TimeSpan.FromHours(3);

    public static string OpenMetrics(IEnumerable<SloDefinition> definitions)
    {
        return OpenMetrics(definitions.SelectMany(d => Exact(d).Concat(Sloth(d))));
    }

    public static string OpenMetrics(IEnumerable<(string Metric, (string Name, string Value)[] Labels, decimal Value)> all)
    {
        // OpenMetrics wants all series of a metric together.
        var series = all.GroupBy(s => s.Metric).SelectMany(g => g);
        var text = new StringBuilder();
        foreach (var (metric, labels, value) in series)
        {
            var selector =
                metric + "{" + string.Join(",", labels.Where(l => l.Value.Length > 0).Select(l => $"{l.Name}=\"{Escape(l.Value)}\"")) + "}";
            for (var time = End - Length; time <= End; time += TimeSpan.FromMinutes(1))
                text.Append(CultureInfo.InvariantCulture, $"{selector} {value} {new DateTimeOffset(time).ToUnixTimeSeconds()}\n");
        }

        return text.Append("# EOF\n").ToString();
    }

    private static IEnumerable<(string Metric, (string Name, string Value)[] Labels, decimal Value)> Exact(SloDefinition definition)
    {
        (string, string)[] labels = [("slo_id", definition.Id), ("slo_service", definition.Service), ("slo_name", definition.ShortName)];
        (string, string)[] ofPhase = [.. labels, ("phase", definition.Phase ?? "")];
        foreach (var (metric, value) in Common(definition))
            yield return (metric, metric == "slo:objective:ratio" ? ofPhase : labels, value);
        yield return ("slo_info", [.. ofPhase, ("target", definition.Target.ToString(CultureInfo.InvariantCulture))], 1m);
        if (definition.Indicator.Queries!.Total is not null)
        {
            yield return ("slo:events_good:rate5m", labels, 99m);
            yield return ("slo:events_bad:rate5m", labels, 1m);
            yield return ("slo:events_total:rate5m", labels, 100m);
        }

        if (definition.Alerting.Count > 0)
            yield return ("ALERTS", [.. labels, ("alertname", "Burn"), ("alertstate", "firing"), ("severity", "critical")], 1m);
    }

    private static IEnumerable<(string Metric, (string Name, string Value)[] Labels, decimal Value)> Sloth(SloDefinition definition)
    {
        // Sloth puts the labels of a definition on every series.
        (string, string)[] labels =
        [
            ("sloth_id", definition.Id),
            ("sloth_service", definition.Service),
            ("sloth_slo", definition.ShortName),
            ("phase", definition.Phase ?? ""),
        ];
        foreach (var (metric, value) in Common(definition))
            yield return (
                metric,
                metric.Contains("ratio_rate", StringComparison.Ordinal)
                    ? [.. labels, ("sloth_window", metric.Split("ratio_rate")[1])]
                    : labels,
                value
            );
        yield return (
            "sloth_slo_info",
            [.. labels, ("sloth_objective", (definition.Target * 100m).ToString(CultureInfo.InvariantCulture))],
            1m
        );
        if (definition.Alerting.Count > 0)
            yield return ("ALERTS", [.. labels, ("alertname", "Burn"), ("alertstate", "firing"), ("sloth_severity", "page")], 1m);
    }

    private static IEnumerable<(string Metric, decimal Value)> Common(SloDefinition definition)
    {
        var budget = 1m - definition.Target;
        var windows = definition
            .Alerting.SelectMany(a => new[] { a.ShortWindow, a.LongWindow })
            .Append(definition.Window)
            .Append(TimeSpan.FromMinutes(5))
            .Distinct();
        foreach (var window in windows)
            yield return ("slo:sli_error:ratio_rate" + PrometheusDuration.Format(window), budget / 2m);
        yield return ("slo:objective:ratio", definition.Target);
        yield return ("slo:error_budget:ratio", budget);
        yield return ("slo:time_period:days", (decimal)definition.Window.TotalDays);
        yield return ("slo:current_burn_rate:ratio", 0.5m);
        yield return ("slo:period_burn_rate:ratio", 0.5m);
        yield return ("slo:period_error_budget_remaining:ratio", 0.5m);
    }

    private static string Escape(string value) =>
        value
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
}
