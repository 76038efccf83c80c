using System.Text;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Readiness;

/// <summary>What the gate says about one service in one phase, and why.</summary>
public sealed class ReadinessResult
{
    private Func<DateTime?>? _findEarliestDate;
    private DateTime? _earliestDate;
    private IReadOnlyList<string>? _issues;
    private IReadOnlyList<string>? _advice;

    internal ReadinessResult(string? service, string phase, string? nextPhase, IReadOnlyList<ReadinessCheck> checks, DateTime evaluatedAt)
    {
        Service = service;
        Phase = phase;
        NextPhase = nextPhase;
        Checks = checks;
        EvaluatedAt = evaluatedAt;
        Outcome = Judge(checks);
    }

    /// <summary>The service; null when neither plan nor evidence names one.</summary>
    public string? Service { get; }

    /// <summary>Namespace of the plan; null when the gate was not tried for a plan.</summary>
    public string? Namespace { get; internal init; }

    /// <summary>Name of the phase whose gate was tried.</summary>
    public string Phase { get; }

    /// <summary>Name of the phase that comes next; null after the last.</summary>
    public string? NextPhase { get; }

    /// <summary>Whether the verdict is Ready.</summary>
    public bool Ready => Outcome == ProgressiveSlo.Readiness.Verdict.Ready;

    /// <summary>Ready, NotReady or InsufficientEvidence. A word, so that it is one in JSON and CSV too.</summary>
    public string Verdict => Outcome.ToString();

    /// <summary>
    /// Estimate: bare numbers, judged by the source design's rules, which move no plan. Counts: counts of days, judged by the plan's gate;
    /// Ratio: the same for an indicator that is a ratio and has no counts.
    /// </summary>
    public string Basis { get; internal init; } = ProgressiveSlo.Readiness.Basis.Estimate.ToString();

    /// <summary>
    /// How strongly the counts speak for a service that is better than its target, 0 or more; null where that is not known.
    /// </summary>
    public double? Strength => Checks.FirstOrDefault(c => c.Name == EvidenceStrengthCheck.Name)?.Actual;

    /// <summary>Every check, in order.</summary>
    public IReadOnlyList<ReadinessCheck> Checks { get; }

    /// <summary>Messages of the checks that keep the service from being ready; empty when it is.</summary>
    public IReadOnlyList<string> Issues => _issues ??= Checks.Where(c => c.Blocks).Select(c => c.Message).ToArray();

    /// <summary>What is worth knowing and decides nothing.</summary>
    public IReadOnlyList<string> Advice => _advice ??= Checks.Where(c => c.Outcome == CheckStatus.Advice).Select(c => c.Message).ToArray();

    /// <summary>When it was evaluated, UTC.</summary>
    public DateTime EvaluatedAt { get; }

    /// <summary>
    /// The first day (UTC) on which every check could pass if nothing bad happens any more; null for an estimate, and where the gate would
    /// stay closed for ten years.
    /// </summary>
    public DateTime? EarliestDate
    {
        get
        {
            if (_findEarliestDate is { } find)
                (_earliestDate, _findEarliestDate) = (find(), null);
            return _earliestDate;
        }
    }

    /// <summary>What was judged: the evidence that was given, or its days of the record.</summary>
    public SloEvidence? Evidence { get; internal init; }

    /// <summary>
    /// SHA-256 of that evidence, <c>sha256:</c> and 64 hexadecimal digits: the same measurements give the same text.
    /// </summary>
    public string? EvidenceDigest => Evidence is null ? null : EvidenceDigester.Compute(Evidence);

    /// <summary>Works out <see cref="EarliestDate"/> when it is asked for: most results are never asked.</summary>
    internal Func<DateTime?>? FindEarliestDate
    {
        init => _findEarliestDate = value;
    }

    /// <summary>The same as <see cref="Verdict"/>.</summary>
    internal Verdict Outcome { get; }

    /// <summary>Service, phase and verdict.</summary>
    public override string ToString() => $"{Service ?? "(no service)"} in {Phase}: {Verdict}";

    private static Verdict Judge(IReadOnlyList<ReadinessCheck> checks)
    {
        // What failed stays failed, whatever else may come to be known.
        var verdict = ProgressiveSlo.Readiness.Verdict.Ready;
        foreach (var check in checks)
        {
            if (!check.Blocks)
                continue;
            if (check.Outcome == CheckStatus.Fail)
                return ProgressiveSlo.Readiness.Verdict.NotReady;
            verdict = ProgressiveSlo.Readiness.Verdict.InsufficientEvidence;
        }

        return verdict;
    }
}

/// <summary>What the gate says.</summary>
public enum Verdict
{
    /// <summary>Every check that decides is met.</summary>
    Ready,

    /// <summary>At least one check that decides has failed, whatever else is unknown.</summary>
    NotReady,

    /// <summary>Nothing has failed, and something that decides is not known yet; never means ready.</summary>
    InsufficientEvidence,
}

/// <summary>The message of a gate that stays closed: each service, its verdict and its issues.</summary>
public static class NotReadyMessage
{
    /// <summary>Makes the message; several lines.</summary>
    /// <param name="results">The results that are not ready.</param>
    /// <param name="evaluated">How many pieces of evidence there were.</param>
    /// <param name="refused">How many of them could not be judged.</param>
    /// <param name="missing">Services that there was no evidence for.</param>
    public static string Compose(IReadOnlyList<ReadinessResult> results, int evaluated, int refused, IReadOnlyList<string>? missing = null)
    {
        missing ??= [];
        if (results is null)
            throw new ArgumentNullException(nameof(results));
        var text = new StringBuilder();
        if (evaluated > 1 || refused > 0 || missing.Count > 0)
        {
            text.AppendFormat(
                CultureInfo.InvariantCulture,
                "{0} of {1} not ready",
                results.Count + refused + missing.Count,
                evaluated + missing.Count
            );
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
            text.Append(result.Service is null ? "" : ServiceName.InNamespace(result.Service, result.Namespace) + ": ")
                .Append(
                    result.Outcome switch
                    {
                        Verdict.NotReady => "not ready to leave phase ",
                        Verdict.InsufficientEvidence => "insufficient evidence to leave phase ",
                        _ => "only an estimate for phase ",
                    }
                )
                .Append(result.Phase)
                .Append(": ")
                .Append(result.Ready ? Estimate : string.Join("; ", result.Issues));
        }

        foreach (var service in missing)
            text.Append("\n- ").Append(service).Append(": no evidence was given for its plan");

        return text.ToString();
    }

    private const string Estimate = "bare numbers move no plan; give counts of days, or -AllowEstimate";

    /// <summary>Makes the message for results that are ready by an estimate alone.</summary>
    /// <param name="results">One or more.</param>
    public static string OfEstimates(IReadOnlyList<ReadinessResult> results) => Compose(results, results?.Count ?? 0, 0);
}
