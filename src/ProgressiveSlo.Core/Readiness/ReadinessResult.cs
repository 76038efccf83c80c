using System;
using System.Collections.Generic;
using System.Linq;

namespace ProgressiveSlo.Readiness;

/// <summary>What the gate says about one service in one phase, and why.</summary>
public sealed class ReadinessResult
{
    private readonly SloMetric? _evidence;
    private IReadOnlyList<string>? _issues;
    private IReadOnlyList<string>? _advice;

    internal ReadinessResult(string? service, string phase, string? nextPhase, IReadOnlyList<ReadinessCheck> checks, DateTime evaluatedAt, SloMetric? evidence = null)
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
    public bool Ready => Outcome == Readiness.Verdict.Ready;

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

    /// <summary>SHA-256 of the evidence that was judged, <c>sha256:</c> and 64 hexadecimal digits: the same measurements give the same text.</summary>
    public string? EvidenceDigest => _evidence is null ? null : Readiness.EvidenceDigest.Of(_evidence);

    /// <summary>The same as <see cref="Verdict"/>.</summary>
    internal Verdict Outcome { get; }

    /// <summary>Service, phase and verdict.</summary>
    public override string ToString() => $"{Service ?? "(no service)"} in {Phase}: {Verdict}";

    private static Verdict Judge(IReadOnlyList<ReadinessCheck> checks)
    {
        var verdict = Readiness.Verdict.Ready;
        foreach (var check in checks)
        {
            if (!check.Blocks)
                continue;
            if (check.Outcome == CheckStatus.Unknown)
                return Readiness.Verdict.InsufficientEvidence;
            verdict = Readiness.Verdict.NotReady;
        }

        return verdict;
    }
}
