using System;
using System.Linq;
using System.Threading;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Prometheus.Prerequisites.Tools;

/// <summary>Whether kubectl knows the context. It is required once somebody asks for it.</summary>
internal sealed class KubernetesContextProbe(Kubectl kubectl) : PrerequisiteProbe("KubernetesContext", PrerequisiteArea.Kubernetes, kubectl.IsAsked)
{
    public override SloPrerequisite Probe(CancellationToken token)
    {
        if (!kubectl.IsAsked)
            return Skipped("nobody asked for a cluster", "Give -Kubernetes, or -KubeContext with the name of a context");
        var known = kubectl.Contexts(token);
        if (Kubectl.Trouble(known) is { } trouble)
            return Fail(trouble.Problem, trouble.Mend);
        if (!known.IsSuccess)
            return Fail("kubectl says: " + known.Complaint, "Mend the file that kubectl reads (KUBECONFIG)");
        var contexts = known.Output.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(c => c.Trim()).ToArray();
        if (kubectl.Context is { } name)
        {
            var escaped = PrintableText.Escape(name);
            return contexts.Contains(name, StringComparer.Ordinal)
                ? Pass($"kubectl knows the context '{escaped}'", escaped)
                : Fail($"kubectl knows no context '{escaped}'", contexts.Length == 0 ? "Log in to the cluster; kubectl knows no context at all" : "Give one of " + string.Join(", ", contexts.Take(10).Select(PrintableText.Escape)));
        }

        var current = kubectl.Current(token);
        var context = PrintableText.Escape(current.Output.Trim());
        return current.IsSuccess && context.Length > 0
            ? Pass($"The current context of kubectl is '{context}'", context)
            : Fail("kubectl has no current context", "Run kubectl config use-context, or give -KubeContext");
    }
}
