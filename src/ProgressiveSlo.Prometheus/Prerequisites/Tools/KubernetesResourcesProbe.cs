using System;
using System.Linq;
using System.Threading;
using ProgressiveSlo.Migration;

namespace ProgressiveSlo.Prometheus.Prerequisites.Tools;

/// <summary>Whether the cluster knows PrometheusRule, and which resources of SLO tools it knows besides.</summary>
internal sealed class KubernetesResourcesProbe(Kubectl kubectl) : PrerequisiteProbe("KubernetesResources", PrerequisiteArea.Kubernetes, kubectl.IsAsked)
{
    private const string Rules = "prometheusrules.monitoring.coreos.com";

    private static readonly string[] _others = [".sloth.slok.dev", ".pyrra.dev", ".openslo.com"];

    public override SloPrerequisite Probe(CancellationToken token)
    {
        if (!kubectl.IsAsked)
            return Skipped("nobody asked for a cluster", "Give -Kubernetes, or -KubeContext with the name of a context");
        var answer = kubectl.Ask(token, "get", "customresourcedefinitions.apiextensions.k8s.io", "--output=name", "--request-timeout=20s");
        if (Kubectl.Trouble(answer) is { } trouble)
            return Unknown(trouble.Problem, trouble.Mend, target: Rules);
        if (!answer.IsSuccess)
            return Unknown("kubectl says: " + answer.Complaint, "Log in to the cluster with the right to list custom resource definitions", target: Rules);

        // customresourcedefinition.apiextensions.k8s.io/prometheusrules.monitoring.coreos.com
        var names = answer.Output.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(l => l.Substring(l.IndexOf('/') + 1).Trim()).ToArray();
        var found = names.Where(n => n == Rules || _others.Any(o => n.EndsWith(o, StringComparison.Ordinal))).OrderBy(n => n, StringComparer.Ordinal).Select(Text.PrintableText.Escape).ToArray();
        var actual = string.Join(", ", found);
        return names.Contains(Rules)
            ? Pass($"The cluster knows {actual}", actual, Rules)
            : Fail($"The cluster does not know {Rules}" + (found.Length > 0 ? ", but " + actual : ""), "Install the Prometheus Operator, or give Prometheus the rules as files", actual, Rules);
    }
}
