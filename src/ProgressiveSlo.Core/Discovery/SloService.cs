using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Discovery;

/// <summary>
/// A service that a Prometheus measures already: how, and what its history says. Its properties bind to New-SloPlan, which makes a plan
/// of it.
/// </summary>
public sealed record SloService
{
    /// <summary>Name of the service.</summary>
    public string Service { get; init; } = "";

    /// <summary>Its namespace; null where no label, or several namespaces, hold one.</summary>
    public string? Namespace { get; init; }

    /// <summary>What kind of service it is, for example <c>http</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Name of the template that measures it; null where an indicator does.</summary>
    public string? Template { get; init; }

    /// <summary>Values of the template's parameters that are not its defaults; null without a template.</summary>
    public IReadOnlyDictionary<string, string>? TemplateParameter { get; init; }

    /// <summary>What measures it where no template fits; otherwise null.</summary>
    public SloIndicator? Indicator { get; init; }

    /// <summary>The label whose value is the service.</summary>
    public string ServiceLabel { get; init; } = "";

    /// <summary>The label that tells errors; null where a metric of its own, a gauge or a condition does.</summary>
    public string? ErrorLabel { get; init; }

    /// <summary>
    /// The histogram of its latencies with conditions, as New-SloPlan takes it; null where there is none that a plan can use.
    /// </summary>
    public string? LatencyMetric { get; init; }

    /// <summary>
    /// Upper bounds of that histogram's buckets in milliseconds, rising, without +Inf. Targets between them have no value.
    /// </summary>
    public IReadOnlyList<double> LatencyBuckets { get; init; } = [];

    /// <summary>Start of the window, UTC.</summary>
    public DateTime From { get; init; }

    /// <summary>End of the window, UTC.</summary>
    public DateTime To { get; init; }

    /// <summary>Days of 24 hours, counted back from the end of the window, in which there were data.</summary>
    public int Days { get; init; }

    /// <summary>Good events of the window; null when they are not known.</summary>
    public long? GoodEvents { get; init; }

    /// <summary>All events of the window; null when they are not known. Minutes where a condition or a gauge is measured.</summary>
    public long? TotalEvents { get; init; }

    /// <summary>Events of a day with data, in the mean.</summary>
    public long? EventsPerDay => Days == 0 || TotalEvents is null ? null : (long)Math.Round((double)TotalEvents.Value / Days);

    /// <summary>Good events divided by all, 0 to 1; null when they are not known, or there were none.</summary>
    public double? Availability => TotalEvents is > 0 && GoodEvents is { } good ? (double)good / TotalEvents.Value : null;

    /// <summary>95th percentile of latency in the window, milliseconds; null when it is not known.</summary>
    public double? LatencyP95 { get; init; }

    /// <summary>99th percentile of latency in the window, milliseconds; null when it is not known.</summary>
    public double? LatencyP99 { get; init; }

    /// <summary>The phase of the profile that a plan could begin at; null when nothing was measured.</summary>
    public string? SuggestedPhase { get; init; }

    /// <summary>Why, on one line.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The reason, which begins with the service.</summary>
    public override string ToString() => Reason;
}
