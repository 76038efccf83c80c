using System;
using System.Collections.Generic;

namespace ProgressiveSlo.Objectives;

/// <summary>One SLO: an indicator, a target and a window, with the alerting that fits.</summary>
public sealed class SloDefinition
{
    private static readonly IReadOnlyDictionary<string, string> _none = new Dictionary<string, string>();

    /// <summary>Makes a definition.</summary>
    /// <param name="name">Name, unique for the service and phase.</param>
    /// <param name="service">The service.</param>
    /// <param name="indicator">What is measured.</param>
    /// <param name="target">Target as ratio, 0 &lt; target &lt; 1.</param>
    /// <param name="window">The SLO's window (period).</param>
    public SloDefinition(string name, string service, SloIndicator indicator, decimal target, TimeSpan window)
    {
        Name = name ?? throw new ArgumentNullException(nameof(name));
        Service = service ?? throw new ArgumentNullException(nameof(service));
        Indicator = indicator ?? throw new ArgumentNullException(nameof(indicator));
        Target = target;
        Window = window;
    }

    /// <summary>Name, unique for the service and phase.</summary>
    public string Name { get; }

    /// <summary>The service that the SLO is about.</summary>
    public string Service { get; }

    /// <summary>Namespace of the service, or null.</summary>
    public string? Namespace { get; init; }

    /// <summary>Name of the phase that the target belongs to, or null outside a plan.</summary>
    public string? Phase { get; init; }

    /// <summary>What is measured (SLI).</summary>
    public SloIndicator Indicator { get; }

    /// <summary>Target as ratio, 0 &lt; target &lt; 1.</summary>
    public decimal Target { get; }

    /// <summary>The SLO's window (period), rolling.</summary>
    public TimeSpan Window { get; }

    /// <summary>Burn-rate alerts.</summary>
    public IReadOnlyList<BurnRateAlert> Alerting { get; init; } = [];

    /// <summary>Labels, in the order in which they are written.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = _none;

    /// <summary>Annotations, in the order in which they are written.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = _none;

    /// <summary>Where the definition came from (file and line, or plan), or null.</summary>
    public string? Source { get; init; }

    /// <summary>What a reader could not carry over, one entry per field.</summary>
    public IReadOnlyList<string> Losses { get; init; } = [];

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
