using System.Threading;
using ProgressiveSlo.Migration.Prerequisites;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Probes;

/// <summary>Whether kubectl knows the context. It is required once somebody asks for it.</summary>
internal sealed class KubernetesContextProbe(Kubectl kubectl)
    : PrerequisiteProbe("KubernetesContext", PrerequisiteArea.Kubernetes, kubectl.IsRequested)
{
    public override SloPrerequisite Probe(CancellationToken token)
    {
        if (!kubectl.IsRequested)
            return Skipped("nobody asked for a cluster", "Give -Kubernetes, or -KubeContext with the name of a context");
        var known = kubectl.Contexts(token);
        if (Kubectl.FindProblem(known) is { } trouble)
            return Fail(trouble.Problem, trouble.Fix);
        if (!known.IsSuccess)
            return Fail("kubectl says: " + known.FirstErrorLine, "Fix the file that kubectl reads (KUBECONFIG)");
        var contexts = known.Output.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(c => c.Trim()).ToArray();
        if (kubectl.Context is { } name)
        {
            var escaped = PrintableText.Escape(name);
            return contexts.Contains(name, StringComparer.Ordinal)
                ? Pass($"kubectl knows the context '{escaped}'", escaped)
                : Fail(
                    $"kubectl knows no context '{escaped}'",
                    contexts.Length == 0
                        ? "Log in to the cluster; kubectl knows no context at all"
                        : "Give one of " + string.Join(", ", contexts.Take(10).Select(PrintableText.Escape))
                );
        }

        var current = kubectl.Current(token);
        var context = PrintableText.Escape(current.Output.Trim());
        return current.IsSuccess && context.Length > 0
            ? Pass($"The current context of kubectl is '{context}'", context)
            : Fail("kubectl has no current context", "Run kubectl config use-context, or give -KubeContext");
    }
}

/// <summary>Whether the cluster knows PrometheusRule, and which resources of SLO tools it knows besides.</summary>
internal sealed class KubernetesResourcesProbe(Kubectl kubectl)
    : PrerequisiteProbe("KubernetesResources", PrerequisiteArea.Kubernetes, kubectl.IsRequested)
{
    private const string Rules = "prometheusrules.monitoring.coreos.com";

    private static readonly string[] Others = [".sloth.slok.dev", ".pyrra.dev", ".openslo.com"];

    public override SloPrerequisite Probe(CancellationToken token)
    {
        if (!kubectl.IsRequested)
            return Skipped("nobody asked for a cluster", "Give -Kubernetes, or -KubeContext with the name of a context");
        var answer = kubectl.Run(token, "get", "customresourcedefinitions.apiextensions.k8s.io", "--output=name", "--request-timeout=20s");
        if (Kubectl.FindProblem(answer) is { } trouble)
            return Unknown(trouble.Problem, trouble.Fix, target: Rules);
        if (!answer.IsSuccess)
            return Unknown(
                "kubectl says: " + answer.FirstErrorLine,
                "Log in to the cluster with the right to list custom resource definitions",
                target: Rules
            );

        // customresourcedefinition.apiextensions.k8s.io/prometheusrules.monitoring.coreos.com
        var names = answer
            .Output.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
            .Select(l => l.Substring(l.IndexOf('/') + 1).Trim())
            .ToArray();
        var found = names
            .Where(n => n == Rules || Others.Any(o => n.EndsWith(o, StringComparison.Ordinal)))
            .OrderBy(n => n, StringComparer.Ordinal)
            .Select(ProgressiveSlo.Text.PrintableText.Escape)
            .ToArray();
        var actual = string.Join(", ", found);
        return names.Contains(Rules)
            ? Pass($"The cluster knows {actual}", actual, Rules)
            : Fail(
                $"The cluster does not know {Rules}" + (found.Length > 0 ? ", but " + actual : ""),
                "Install the Prometheus Operator, or give Prometheus the rules as files",
                actual,
                Rules
            );
    }
}

/// <summary>Asks kubectl about one cluster. It only reads.</summary>
/// <param name="runner">Runs it.</param>
/// <param name="isAsked">Whether somebody wants the cluster to be probed.</param>
/// <param name="context">The context that was named, or null for the current one.</param>
internal sealed class Kubectl(IProcessRunner runner, bool isAsked, string? context)
{
    public bool IsRequested => isAsked;

    /// <summary>The context that was named, or null.</summary>
    public string? Context => context;

    public ProcessResult Run(CancellationToken token, params string[] arguments)
    {
        var all = new List<string>(arguments);
        if (context is not null)
            all.Add("--context=" + context);
        return runner.Run("kubectl", all, token);
    }

    /// <summary>Asks what kubectl knows of contexts, which is in its own file.</summary>
    public ProcessResult Contexts(CancellationToken token) => runner.Run("kubectl", ["config", "get-contexts", "--output=name"], token);

    /// <summary>Asks for the context that is used when none is named.</summary>
    public ProcessResult Current(CancellationToken token) => runner.Run("kubectl", ["config", "current-context"], token);

    /// <summary>Why kubectl gives no answer at all and what helps; null when it gave one.</summary>
    public static (string Problem, string Fix)? FindProblem(ProcessResult answer) =>
        answer.Outcome switch
        {
            ProcessOutcome.NotFound => ("kubectl is not on PATH", "Install kubectl, or run this where it is installed"),
            ProcessOutcome.TimedOut => (
                "kubectl gives no answer in time",
                "Check the way to the cluster and its login, or raise -TimeoutSec"
            ),
            _ => null,
        };
}
