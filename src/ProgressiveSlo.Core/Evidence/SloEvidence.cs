namespace ProgressiveSlo.Evidence;

/// <summary>The evidence: measurements of one service over a window. What was not measured is null.</summary>
public sealed record SloEvidence
{
    /// <summary>The service, or null when the evidence does not say.</summary>
    public string? Service { get; init; }

    /// <summary>The namespace of the service, or null when the evidence does not say; a plan takes no evidence of another one.</summary>
    public string? Namespace { get; init; }

    /// <summary>Start of the window, UTC, or null.</summary>
    public DateTime? From { get; init; }

    /// <summary>End of the window, UTC, or null.</summary>
    public DateTime? To { get; init; }

    /// <summary>Good events divided by all events, a ratio from 0 to 1.</summary>
    public double? Availability { get; init; }

    /// <summary>95th percentile of latency from <see cref="LatencyFrom"/> to <see cref="To"/>, milliseconds.</summary>
    public double? LatencyP95 { get; init; }

    /// <summary>99th percentile of latency from <see cref="LatencyFrom"/> to <see cref="To"/>, milliseconds.</summary>
    public double? LatencyP99 { get; init; }

    /// <summary>
    /// Start of the time that the percentiles are of, UTC. The percentile of a part does not follow from that of the whole, so the gate
    /// takes those of its record alone. Null when it is not said; the gate takes the percentiles as they are then, unless
    /// <see cref="Days"/> have their own.
    /// </summary>
    public DateTime? LatencyFrom { get; init; }

    /// <summary>
    /// <c>ms</c> where whoever gave the percentiles says that they are in milliseconds, as from a histogram whose name has its unit. Null
    /// when it is not said: the gate asks then whether a percentile below 1 ms is in seconds.
    /// </summary>
    public string? LatencyUnit { get; init; }

    /// <summary>
    /// Standard deviation of the availability of the days with traffic of the whole window, a ratio. The gate works it out again from the
    /// days that it judges, where there are days.
    /// </summary>
    public double? AvailabilityStdDev { get; init; }

    /// <summary>
    /// Incidents in the last 30 days, whatever the window: up to the moment that was asked for, not to the midnight before it. Null when
    /// it is not known whether anything watches for them.
    /// </summary>
    public long? IncidentsLast30d { get; init; }

    /// <summary>Good events in the window.</summary>
    public long? GoodEvents { get; init; }

    /// <summary>All events in the window.</summary>
    public long? TotalEvents { get; init; }

    /// <summary>Share of the expected intervals that have data, 0 to 1.</summary>
    public double? Coverage { get; init; }

    /// <summary>
    /// Events of each calendar day (UTC) of the window in order, without excluded ones; empty when only sums are known. Those of an
    /// indicator that is a ratio have no events, and say how much of each day has data.
    /// </summary>
    public IReadOnlyList<SloDay> Days
    {
        get;
        init
        {
            field = value ?? [];
            HasDays = field.Count > 0;
        }
    } = [];

    /// <summary>
    /// Events of the hours (UTC) of these days in order; empty unless they were asked for. A day is the sum of its hours; one that has none
    /// is not known by the hour. The gate judges days; hours are for what needs to know when within a day.
    /// </summary>
    public IReadOnlyList<SloHour> Hours
    {
        get;
        init
        {
            field = value ?? [];
            HasHours = field.Count > 0;
        }
    } = [];

    /// <summary>Intervals whose events were taken out of all numbers here.</summary>
    public IReadOnlyList<EvidenceExclusion> Exclusions
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>
    /// What puts the numbers in doubt: warnings of the server, and errors that the indicator cannot see. One sentence each, printable;
    /// empty for evidence without a doubt.
    /// </summary>
    public IReadOnlyList<string> Warnings
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Whether the server said that it could answer only in part, so that events may be missing.</summary>
    public bool Partial { get; init; }

    /// <summary>
    /// Whether there are days. Kept, because counting through the interface of an array is slow where most evidence has none.
    /// </summary>
    internal bool HasDays { get; private init; }

    /// <summary>Whether there are hours; kept for the same reason.</summary>
    internal bool HasHours { get; private init; }

    /// <summary>Whether an availability is known and no event of it: that of an indicator that is a ratio.</summary>
    internal bool IsRatio => Availability is not null && TotalEvents is null && (!HasDays || Days.All(d => d.TotalEvents == 0));
}

/// <summary>An interval whose events were taken out of the evidence, such as announced maintenance.</summary>
/// <param name="From">Start, UTC, inclusive.</param>
/// <param name="To">End, UTC, exclusive.</param>
/// <param name="Reason">Why, as somebody wrote it.</param>
public sealed record EvidenceExclusion(DateTime From, DateTime To, string Reason)
{
    /// <summary>Good events taken out.</summary>
    public long GoodEvents { get; init; }

    /// <summary>All events taken out.</summary>
    public long TotalEvents { get; init; }
}
