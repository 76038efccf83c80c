using System;

namespace ProgressiveSlo.Formats.Evidence;

/// <summary>What a column of counts may hold.</summary>
internal enum EvidenceColumn
{
    Service,
    Time,
    Good,
    Bad,
    Total,
    LatencyP95,
    LatencyP99,
    ErrorRatio,
}

/// <summary>The names of columns, with or without underscores and capitals.</summary>
internal static class EvidenceColumns
{
    /// <summary>The column that a name means, or null for one that means nothing here.</summary>
    public static EvidenceColumn? Of(string name) => name.Trim().Replace("_", "").Replace(" ", "").ToUpperInvariant() switch
    {
        "SERVICE" => EvidenceColumn.Service,
        "DATE" or "TIME" or "TIMESTAMP" or "DAY" or "HOUR" => EvidenceColumn.Time,
        "GOOD" or "GOODEVENTS" => EvidenceColumn.Good,
        "BAD" or "BADEVENTS" => EvidenceColumn.Bad,
        "TOTAL" or "TOTALEVENTS" => EvidenceColumn.Total,
        "LATENCYP95" => EvidenceColumn.LatencyP95,
        "ERRORRATIO" => EvidenceColumn.ErrorRatio,
        "LATENCYP99" => EvidenceColumn.LatencyP99,
        _ => null,
    };
}
