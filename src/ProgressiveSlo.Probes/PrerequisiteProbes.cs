using ProgressiveSlo.Evidence;
using ProgressiveSlo.Migration.Prerequisites;
using ProgressiveSlo.Prometheus.Prerequisites;
using ProgressiveSlo.Prometheus.Transport;

namespace ProgressiveSlo.Probes;

/// <summary>The registry of probes, in the order of the output.</summary>
public static class PrerequisiteProbes
{
    /// <summary>All probes. Those that nobody asked for say so.</summary>
    /// <param name="settings">What is to be probed.</param>
    public static IReadOnlyList<IPrerequisiteProbe> Create(PrerequisiteSettings settings) =>
        Create(settings ?? throw new ArgumentNullException(nameof(settings)), new ProcessRunner(settings.ToolTimeout));

    internal static IReadOnlyList<IPrerequisiteProbe> Create(PrerequisiteSettings settings, IProcessRunner tools)
    {
        var prometheus = new ProbedServer(settings.Prometheus);
        var git = new GitTool(tools, settings.Repository);
        var kubectl = new Kubectl(tools, settings.Kubernetes, settings.KubeContext);
        return
        [
            new PrometheusReadyProbe(prometheus, settings.Now),
            new PrometheusRetentionProbe(prometheus, settings.Window),
            new PrometheusPhaseRetentionProbe(prometheus, settings.Record),
            new PrometheusHistoryProbe(prometheus, settings.Window, settings.Now),
            new PrometheusScrapingProbe(prometheus, settings.Now),
            new PrometheusScrapeIntervalProbe(prometheus, settings.Now),
            new GrafanaHealthProbe(new ProbedServer(settings.Grafana)),
            new GitRepositoryProbe(git),
            new GitRemoteProbe(git),
            new GitCleanProbe(git),
            new PipelineProbe(settings.Repository),
            new PipelineCallsProbe(settings.Repository),
            new KubernetesContextProbe(kubectl),
            new KubernetesResourcesProbe(kubectl),
        ];
    }
}

/// <summary>What is to be probed.</summary>
public sealed record PrerequisiteSettings
{
    /// <summary>The Prometheus, or null to skip it.</summary>
    public PrometheusConnection? Prometheus { get; init; }

    /// <summary>The Grafana, or null to skip it.</summary>
    public PrometheusConnection? Grafana { get; init; }

    /// <summary>How far back the longest window of an SLO reaches.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long data are needed for the gates of phases.</summary>
    public RecordRetention Record { get; init; } = new(90);

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
