using System.Collections.Generic;
using System.Threading;

namespace ProgressiveSlo.Prometheus.Prerequisites.Tools;

/// <summary>Asks kubectl about one cluster. It only reads.</summary>
/// <param name="runner">Runs it.</param>
/// <param name="isAsked">Whether somebody wants the cluster to be probed.</param>
/// <param name="context">The context that was named, or null for the current one.</param>
internal sealed class Kubectl(IProcessRunner runner, bool isAsked, string? context)
{
    public bool IsAsked => isAsked;

    /// <summary>The context that was named, or null.</summary>
    public string? Context => context;

    public ProcessAnswer Ask(CancellationToken token, params string[] arguments)
    {
        var all = new List<string>(arguments);
        if (context is not null)
            all.Add("--context=" + context);
        return runner.Run("kubectl", all, token);
    }

    /// <summary>Asks what kubectl knows of contexts, which is in its own file.</summary>
    public ProcessAnswer Contexts(CancellationToken token) => runner.Run("kubectl", ["config", "get-contexts", "--output=name"], token);

    /// <summary>Asks for the context that is used when none is named.</summary>
    public ProcessAnswer Current(CancellationToken token) => runner.Run("kubectl", ["config", "current-context"], token);

    /// <summary>Why kubectl gives no answer at all and what helps; null when it gave one.</summary>
    public static (string Problem, string Mend)? Trouble(ProcessAnswer answer) => answer.Outcome switch
    {
        ProcessOutcome.NotFound => ("kubectl is not on PATH", "Install kubectl, or run this where it is installed"),
        ProcessOutcome.TimedOut => ("kubectl gives no answer in time", "Check the way to the cluster and its login, or raise -TimeoutSec"),
        _ => null,
    };
}
