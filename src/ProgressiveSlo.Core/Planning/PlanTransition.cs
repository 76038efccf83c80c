using ProgressiveSlo.Errors;
using ProgressiveSlo.Naming;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Planning;

/// <summary>What is asked of a plan: to go one phase on, one back, or to begin a new record of the phase that it is in.</summary>
/// <param name="By">Who moves it.</param>
/// <param name="At">When, UTC.</param>
public sealed record PlanTransition(string By, DateTime At)
{
    /// <summary>Whether to go back instead of on.</summary>
    public bool Back { get; init; }

    /// <summary>Whether to begin a new record of the phase instead. Needs a reason.</summary>
    public bool Reset { get; init; }

    /// <summary>Whether to go on without a result that says Ready. Needs a reason.</summary>
    public bool Force { get; init; }

    /// <summary>Why; required for a move back, a reset and a forced move.</summary>
    public string? Reason { get; init; }

    /// <summary>What the plan's gate said of the evidence, or null. Whoever makes the move asks it again.</summary>
    public PhaseVerdict? Readiness { get; init; }

    /// <summary>How old that may be; at most <see cref="PlanTransitions.LargestAge"/>.</summary>
    public TimeSpan MaximumAge { get; init; } = PlanTransitions.LargestAge;
}

/// <summary>What a gate said about one phase of a service: all that a plan needs to know of it.</summary>
/// <param name="Service">The service; null when neither plan nor evidence names one.</param>
/// <param name="Phase">Name of the phase whose gate was tried.</param>
/// <param name="Ready">Whether the verdict is Ready.</param>
/// <param name="Verdict">The verdict as a word.</param>
/// <param name="Issues">What keeps the service from being ready; empty when it is.</param>
/// <param name="EvaluatedAt">When it was evaluated, UTC.</param>
/// <param name="EvidenceDigest">Digest of the evidence, or null.</param>
public sealed record PhaseVerdict(
    string? Service,
    string Phase,
    bool Ready,
    string Verdict,
    IReadOnlyList<string> Issues,
    DateTime EvaluatedAt,
    string? EvidenceDigest
)
{
    /// <summary>Namespace of the plan; null when the gate was not tried for a plan.</summary>
    public string? Namespace { get; init; }

    /// <summary>What the verdict rests on: Counts of days, a Ratio over the record, or Estimate for bare numbers.</summary>
    public string Basis { get; init; } = "Estimate";

    /// <summary>The end of the last day that the evidence has, midnight UTC; null where it has no days.</summary>
    public DateTime? EvidenceEnd { get; init; }

    /// <summary>What was left out of the evidence.</summary>
    public IReadOnlyList<PlanExclusion> Exclusions { get; init; } = [];

    /// <summary>What is wrong with the result itself, whatever its verdict; empty for a sound one.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];
}

/// <summary>Moves a plan from phase to phase and writes the move into its history.</summary>
public static class PlanTransitions
{
    /// <summary>
    /// How old a result may be at most: the record is all days since the phase began, and an older result would leave the latest ones out.
    /// </summary>
    public static TimeSpan LargestAge { get; } = TimeSpan.FromHours(24);

    /// <summary>
    /// The plan after the move. The phase that is entered starts on the day of the move (UTC), and the phases after it follow with the
    /// lengths that they were planned with.
    /// </summary>
    /// <param name="plan">The plan; it stays as it is.</param>
    /// <param name="move">The move.</param>
    /// <exception cref="SloValidationException">The move is refused; fields are Plan, Readiness, Reason, By and Force.</exception>
    public static SloPlan Apply(SloPlan plan, PlanTransition move)
    {
        if (plan is null)
            throw new ArgumentNullException(nameof(plan));
        if (move is null)
            throw new ArgumentNullException(nameof(move));
        var by =
            PlanText.Check(move.By, "By") ?? throw new SloValidationException("By", "It is not said who moves the plan", "Give a name");
        var from = plan.Find(plan.CurrentPhase)!;
        var to = Target(plan, from, move);
        var readiness = move.Readiness;
        if (readiness is not null)
            CheckSubject(plan, readiness);
        if (Objections(plan, move) is { Count: > 0 } objections && !move.Force)
            throw new SloValidationException(
                "Readiness",
                string.Join("; ", objections),
                (readiness is null ? "Give a result of Test-SloPhaseReadiness -Plan" : "Fix what is named, and test the gate again")
                    + ", or give -Force and a reason"
            );
        var reason = CheckReason(move);

        var entry = new PlanHistoryEntry(from.Name, to.Name, UtcTime.From(move.At), by)
        {
            Verdict = readiness?.Verdict,
            Basis = readiness?.Basis,
            EvidenceDigest = readiness?.EvidenceDigest,
            EvaluatedAt = readiness?.EvaluatedAt,
            Exclusions = readiness?.Exclusions ?? [],
            Reason = reason,
        };
        return plan.With(Starts(plan, to, move.At), to.Name, PlanHistory.Append(plan, entry));
    }

    /// <summary>What speaks against going on; a forced move goes on all the same. None for a move back and a reset.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="move">The move.</param>
    public static IReadOnlyList<string> Objections(SloPlan plan, PlanTransition move)
    {
        if (plan is null)
            throw new ArgumentNullException(nameof(plan));
        if (move is null)
            throw new ArgumentNullException(nameof(move));
        if (move.Back || move.Reset)
            return [];
        if (move.Readiness is not { } result)
            return [$"Nothing says that '{plan.Service}' is ready to leave {plan.CurrentPhase}"];
        var objections = new List<string>(result.Faults);
        if (!result.Ready)
        {
            var why = result.Issues.Count == 0 ? "" : ": " + string.Join("; ", result.Issues);
            objections.Add($"The verdict on '{plan.Service}' in {plan.CurrentPhase} is {result.Verdict}{why}");
        }

        if (result.Basis == "Estimate")
            objections.Add(
                "The result is an estimate of bare numbers, and only the days of a record, from Get-SloEvidence or a file, move a plan"
            );
        if (
            result.EvidenceDigest is { } digest
            && plan.History.FirstOrDefault(e => e.EvidenceDigest == digest && e.From != e.To) is { } used
        )
            objections.Add($"The evidence moved the plan already, at {UtcTime.Text(used.At)}");
        if (Age(plan, move, result) is { } age)
            objections.Add(age);
        if (result.EvidenceEnd is { } end && end < UtcTime.Day(move.At).AddDays(-1))
            objections.Add(
                $"The evidence ends with {UtcTime.DateText(end.AddDays(-1))}, and "
                    + $"{UtcTime.DateText(UtcTime.Day(move.At).AddDays(-1))} is complete: measure again"
            );
        return objections;
    }

    private static PlannedPhase Target(SloPlan plan, PlannedPhase from, PlanTransition move)
    {
        if (move is { Back: true, Reset: true })
            throw new SloValidationException("Reset", "There are both a move back and a reset", "Give -Back or -Reset");
        if (move.Force && (move.Back || move.Reset))
            throw new SloValidationException("Force", $"A {(move.Back ? "move back" : "reset")} needs no force", "Leave -Force out");
        if (move.Reset)
            return from;
        if (!move.Back)
            return plan.NextPhase(from)
                ?? throw new SloValidationException(
                    "CurrentPhase",
                    $"'{plan.Service}' is in its last phase, {from.Name}",
                    "Leave it there; the last phase is ongoing"
                );
        return from.Order > 1
            ? plan.Phases[from.Order - 2]
            : throw new SloValidationException(
                "Plan",
                $"'{plan.Service}' is in its first phase, {from.Name}",
                "There is nothing to go back to"
            );
    }

    private static void CheckSubject(SloPlan plan, PhaseVerdict readiness)
    {
        if (readiness.Service is null)
            throw new SloValidationException(
                "Readiness",
                "The result names no service",
                "Test the gate with evidence that names its service, or with -Plan"
            );
        if (readiness.Service != plan.Service)
            throw new SloValidationException(
                "Readiness",
                $"The result is of '{readiness.Service}', and the plan is of '{plan.Service}'",
                "Give result and plan of one service"
            );
        if (readiness.Namespace is { } other && other != plan.Namespace)
            throw new SloValidationException(
                "Readiness",
                $"The result is of '{readiness.Service}' in the namespace '{other}', and the plan is in '{plan.Namespace}'",
                "Give result and plan of one namespace"
            );
        if (readiness.Phase == plan.CurrentPhase)
            return;
        var last = Last(plan);
        throw new SloValidationException(
            "Readiness",
            $"The result is of the phase {readiness.Phase}, and '{plan.Service}' is in {plan.CurrentPhase}"
                + (last is null ? "" : $" since {UtcTime.Text(last.At)}, moved by {last.By}"),
            $"Test the gate of {plan.CurrentPhase}"
        );
    }

    private static string? Age(SloPlan plan, PlanTransition move, PhaseVerdict result)
    {
        var age = UtcTime.From(move.At) - result.EvaluatedAt;
        if (age < TimeSpan.FromMinutes(-5))
            return $"The result was made at {UtcTime.Text(result.EvaluatedAt)}, which is in the future: set the clock";
        var most = move.MaximumAge < LargestAge ? move.MaximumAge : LargestAge;
        if (age > most)
            return $"The result of {UtcTime.Text(result.EvaluatedAt)} is older than {PrometheusDuration.Format(most)}";
        return Last(plan) is { } last && result.EvaluatedAt < last.At
            ? $"The result of {UtcTime.Text(result.EvaluatedAt)} is from before the last move, at {UtcTime.Text(last.At)}"
            : null;
    }

    private static PlanHistoryEntry? Last(SloPlan plan) => plan.History.Count > 0 ? plan.History[plan.History.Count - 1] : null;

    private static string? CheckReason(PlanTransition move)
    {
        var reason = PlanText.CheckRemark(move.Reason, "Reason", lines: true);
        return reason is null && (move.Back || move.Force || move.Reset)
            ? throw new SloValidationException(
                "Reason",
                $"A {(move.Back ? "move back" : move.Reset ? "reset" : "forced move")} without a reason",
                "Say why: it is kept in the history"
            )
            : reason;
    }

    private static List<DateTime> Starts(SloPlan plan, PlannedPhase to, DateTime at)
    {
        var day = UtcTime.Day(at);
        var starts = new List<DateTime>(plan.Phases.Count);

        // A phase that was to start later, and was left or skipped early, started on the day of the move at the latest.
        starts.AddRange(plan.Phases.Take(to.Order - 1).Select(phase => phase.StartDate < day ? phase.StartDate : day));
        starts.Add(day);
        SloPlanner.AddFollowing(starts, plan.GetProfile().Phases);
        return starts;
    }
}
