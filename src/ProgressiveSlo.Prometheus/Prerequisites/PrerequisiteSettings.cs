using System;
using ProgressiveSlo.Prometheus.Transport;

namespace ProgressiveSlo.Prometheus.Prerequisites;

/// <summary>What is to be probed.</summary>
public sealed record PrerequisiteSettings
{
    /// <summary>The Prometheus, or null to skip it.</summary>
    public PrometheusConnection? Prometheus { get; init; }

    /// <summary>The Grafana, or null to skip it.</summary>
    public PrometheusConnection? Grafana { get; init; }

    /// <summary>How far back the longest window of an SLO reaches.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Now, in UTC.</summary>
    public DateTime Now { get; init; }

    /// <summary>Full path of a folder in the repository, or null to skip it.</summary>
    public string? Repository { get; init; }

    /// <summary>Whether a cluster is probed.</summary>
    public bool Kubernetes { get; init; }

    /// <summary>Name of kubectl's context, or null for the current one.</summary>
    public string? KubeContext { get; init; }

    /// <summary>The most time that git or kubectl may take for one answer.</summary>
    public TimeSpan ToolTimeout { get; init; } = TimeSpan.FromSeconds(100);
}
