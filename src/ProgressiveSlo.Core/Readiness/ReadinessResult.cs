using System.Text;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Readiness;

/// <summary>What the gate says about one service in one phase, and why.</summary>
public sealed class ReadinessResult
{
    private readonly SloEvidence? _evidence;
    private IReadOnlyList<string>? _issues;
    private IReadOnlyList<string>? _advice;

    internal ReadinessResult(
        string? service,
        string phase,
        string? nextPhase,
        IReadOnlyList<ReadinessCheck> checks,
        DateTime evaluatedAt,
        SloEvidence? evidence = null
    )
    {
        Service = service;
        Phase = phase;
        NextPhase = nextPhase;
        Checks = checks;
        EvaluatedAt = evaluatedAt;
        Outcome = Judge(checks);
        _evidence = evidence;
    }

    /// <summary>The service; null when neither plan nor evidence names one.</summary>
    public string? Service { get; }

    /// <summary>Name of the phase whose gate was tried.</summary>
    public string Phase { get; }

    /// <summary>Name of the phase that comes next; null after the last.</summary>
    public string? NextPhase { get; }

    /// <summary>Whether the verdict is Ready.</summary>
    public bool Ready => Outcome == ProgressiveSlo.Readiness.Verdict.Ready;

    /// <summary>Ready, NotReady or InsufficientEvidence. A word, so that it is one in JSON and CSV too.</summary>
    public string Verdict => Outcome.ToString();

    /// <summary>Every check, in order.</summary>
    public IReadOnlyList<ReadinessCheck> Checks { get; }

    /// <summary>Messages of the checks that keep the service from being ready; empty when it is.</summary>
    public IReadOnlyList<string> Issues => _issues ??= Checks.Where(c => c.Blocks).Select(c => c.Message).ToArray();

    /// <summary>What is worth knowing and decides nothing.</summary>
    public IReadOnlyList<string> Advice => _advice ??= Checks.Where(c => c.Outcome == CheckStatus.Advice).Select(c => c.Message).ToArray();

    /// <summary>When it was evaluated, UTC.</summary>
    public DateTime EvaluatedAt { get; }

    /// <summary>
    /// SHA-256 of the evidence that was judged, <c>sha256:</c> and 64 hexadecimal digits: the same measurements give the same text.
    /// </summary>
    public string? EvidenceDigest => _evidence is null ? null : ProgressiveSlo.Evidence.EvidenceDigester.Compute(_evidence);

    /// <summary>What a plan needs to know of it.</summary>
    public PhaseVerdict ToVerdict() => new(Service, Phase, Ready, Verdict, Issues, EvaluatedAt, EvidenceDigest);

    /// <summary>The same as <see cref="Verdict"/>.</summary>
    internal Verdict Outcome { get; }

    /// <summary>Service, phase and verdict.</summary>
    public override string ToString() => $"{Service ?? "(no service)"} in {Phase}: {Verdict}";

    private static Verdict Judge(IReadOnlyList<ReadinessCheck> checks)
    {
        var verdict = ProgressiveSlo.Readiness.Verdict.Ready;
        foreach (var check in checks)
        {
            if (!check.Blocks)
                continue;
            if (check.Outcome == CheckStatus.Unknown)
                return ProgressiveSlo.Readiness.Verdict.InsufficientEvidence;
            verdict = ProgressiveSlo.Readiness.Verdict.NotReady;
        }

        return verdict;
    }
}

/// <summary>What the gate says.</summary>
public enum Verdict
{
    /// <summary>Every check that decides is met.</summary>
    Ready,

    /// <summary>At least one check that decides is not met.</summary>
    NotReady,

    /// <summary>Something that decides was not measured; never means ready.</summary>
    InsufficientEvidence,
}

/// <summary>The message of a gate that stays closed: each service, its verdict and its issues.</summary>
public static class NotReadyMessage
{
    /// <summary>Makes the message; several lines.</summary>
    /// <param name="results">The results that are not ready.</param>
    /// <param name="evaluated">How many pieces of evidence there were.</param>
    /// <param name="refused">How many of them could not be judged.</param>
    public static string Compose(IReadOnlyList<ReadinessResult> results, int evaluated, int refused)
    {
        if (results is null)
            throw new ArgumentNullException(nameof(results));
        var text = new StringBuilder();
        if (evaluated > 1 || refused > 0)
        {
            text.AppendFormat(CultureInfo.InvariantCulture, "{0} of {1} not ready", results.Count + refused, evaluated);
            if (refused > 0)
                text.AppendFormat(
                    CultureInfo.InvariantCulture,
                    " ({0} with evidence that was refused, see the errors before this one)",
                    refused
                );
            text.Append('.');
        }

        foreach (var result in results)
        {
            if (text.Length > 0)
                text.Append("\n- ");
            text.Append(result.Service is null ? "" : result.Service + ": ")
                .Append(result.Outcome == Verdict.NotReady ? "not ready to leave phase " : "insufficient evidence to leave phase ")
                .Append(result.Phase)
                .Append(": ")
                .Append(string.Join("; ", result.Issues));
        }

        return text.ToString();
    }
}
