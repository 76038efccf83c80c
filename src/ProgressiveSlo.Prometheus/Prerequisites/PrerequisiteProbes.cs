using System;
using System.Collections.Generic;
using ProgressiveSlo.Prometheus.Prerequisites.Repository;
using ProgressiveSlo.Prometheus.Prerequisites.Servers;
using ProgressiveSlo.Prometheus.Prerequisites.Tools;

namespace ProgressiveSlo.Prometheus.Prerequisites;

/// <summary>The registry of probes, in the order of the output.</summary>
public static class PrerequisiteProbes
{
    /// <summary>All probes. Those that nobody asked for say so.</summary>
    /// <param name="settings">What is to be probed.</param>
    public static IReadOnlyList<IPrerequisiteProbe> All(PrerequisiteSettings settings) => All(settings ?? throw new ArgumentNullException(nameof(settings)), new ProcessRunner(settings.ToolTimeout));

    internal static IReadOnlyList<IPrerequisiteProbe> All(PrerequisiteSettings settings, IProcessRunner tools)
    {
        var prometheus = new ProbedServer(settings.Prometheus);
        var git = new GitTool(tools, settings.Repository);
        var kubectl = new Kubectl(tools, settings.Kubernetes, settings.KubeContext);
        return
        [
            new PrometheusReadyProbe(prometheus, settings.Now),
            new PrometheusRetentionProbe(prometheus, settings.Window),
            new PrometheusHistoryProbe(prometheus, settings.Window, settings.Now),
            new PrometheusScrapingProbe(prometheus, settings.Now),
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
