using System;
using System.Linq;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Migration.Inventory;

/// <summary>Makes inventory items of definitions.</summary>
internal static class DefinitionItem
{
    private static readonly string[] _owners = ["owner", "team", "squad"];

    /// <summary>The item of a definition.</summary>
    public static SloInventoryItem Of(SloDefinition definition) => new()
    {
        Service = definition.Service,
        Name = definition.ShortName,
        Measure = Measure(definition),
        Method = SloMethod.Definition,
        Target = definition.Target,
        Window = definition.Window,
        AlertWindows = [.. definition.Alerting.Select(a => new InventoryAlert("", a.Severity)
        {
            LongWindow = a.LongWindow,
            ShortWindow = a.ShortWindow,
            BurnRate = a.BurnRate,
            Threshold = a.ErrorRatioThreshold(definition.Target),
            Line = definition.Source?.PlaceOf("alerting").Line ?? 0,
        })],
        Format = definition.Source?.Format ?? "",
        Path = definition.Source?.Path ?? "",
        Line = definition.Source?.Line ?? 0,
        Query = Query(definition.Indicator),
        Owner = _owners.Select(o => definition.Labels.TryGetValue(o, out var owner) && owner.Length > 0 ? owner : null).FirstOrDefault(o => o is not null),
        Certainty = Certainty.Certain,
        Reason = $"a definition in the format {definition.Source?.Format} says it",
    };

    private static SloMeasure Measure(SloDefinition definition) => definition.Indicator switch
    {
        NativeLatencyIndicator => SloMeasure.Latency,
        RatioIndicator { LatencyThreshold: not null } => SloMeasure.Latency,
        RatioIndicator ratio => IsLatency(ratio.Total.ToString()) && ratio.Good is { } good && IsLatency(good.ToString()) ? SloMeasure.Latency : SloMeasure.Availability,
        BoolGaugeIndicator => SloMeasure.Availability,
        QueryIndicator query => IsLatency(query.Good ?? query.Bad ?? "") ? SloMeasure.Latency : SloMeasure.Availability,
        RawRatioIndicator raw => IsLatency(raw.Query) ? SloMeasure.Latency : SloMeasure.Availability,
        ThresholdIndicator threshold => IsLatency(threshold.Query) || IsNamedLatency(threshold.Query) ? SloMeasure.Latency : SloMeasure.Unknown,
        _ => SloMeasure.Unknown,
    };

    // Only buckets of a histogram have a bound.
    private static bool IsLatency(string query) => query.IndexOf("_bucket", StringComparison.Ordinal) >= 0 || query.IndexOf("histogram_fraction", StringComparison.Ordinal) >= 0;

    private static bool IsNamedLatency(string query) => query.IndexOf("latency", StringComparison.OrdinalIgnoreCase) >= 0 || query.IndexOf("duration", StringComparison.OrdinalIgnoreCase) >= 0;

    // The error ratio, as rules are written for it.
    private static string Query(SloIndicator indicator) => indicator.Queries switch
    {
        { ErrorRatio: { } ratio } => ratio,
        { Bad: { } bad, Total: { } total } => $"({bad}) / ({total})",
        { Good: { } good, Total: { } total } => $"1 - (({good}) / ({total}))",
        _ => indicator.ToString() ?? "",
    };
}
