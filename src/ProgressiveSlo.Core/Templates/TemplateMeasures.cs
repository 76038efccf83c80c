using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Templates;

/// <summary>What a template says is measured, for one service.</summary>
/// <param name="Indicator">The indicator of availability.</param>
/// <param name="Latency">The histogram for latency objectives, or null for none.</param>
public sealed record TemplateMeasures(SloIndicator Indicator, LatencyMetric? Latency);
