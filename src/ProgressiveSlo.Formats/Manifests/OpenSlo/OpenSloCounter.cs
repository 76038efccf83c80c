using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>
/// What <c>counter: true</c> (openslo/v1) and <c>incremental: true</c> (openslo/v1alpha) say: the queries give counters, which grow for
/// ever. A definition has rates of events. Source: OpenSLO's README, "SLI".
/// </summary>
internal static class OpenSloCounter
{
    /// <summary>The loss of a document that says that its metrics are no counters.</summary>
    public const string Gauges = "The metrics are gauges; their queries are taken as they stand, as rates of events";

    /// <summary>
    /// The source with the rate of its counters in place of the counters; itself, with a loss noted, where that is not known.
    /// </summary>
    public static MetricSource Rate(MetricSource source, MapReader map, string part, string key, OpenSloContext context)
    {
        if (source.DataSource != SloIndicator.Prometheus)
            return source;
        if (CounterQuery.ToRate(source.Query) is { } rate)
            return source with { Query = rate };
        context.AddLoss(
            map,
            key,
            $"The query of {part} is more than a sum of counters, so it stays as it is, and has no {SliQueries.Window}"
        );
        return source;
    }
}
