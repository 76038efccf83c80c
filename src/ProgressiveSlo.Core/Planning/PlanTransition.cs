using ProgressiveSlo.Errors;
using ProgressiveSlo.Naming;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Planning;

/// <summary>What is asked of a plan: to go one phase on, or one back.</summary>
/// <param name="By">Who moves it.</param>
/// <param name="At">When, UTC.</param>
public sealed record PlanTransition(string By, DateTime At)
{
    /// <summary>Whether to go back instead of on.</summary>
    public bool Back { get; init; }

    /// <summary>Whether to go on without a result that says Ready. Needs a reason.</summary>
    public bool Force { get; init; }

    /// <summary>Why; required for a move back and for a forced one.</summary>
    public string? Reason { get; init; }

    /// <summary>What the gate said, or null.</summary>
    public PhaseVerdict? Readiness { get; init; }

    /// <summary>How old that may be.</summary>
    public TimeSpan MaximumAge { get; init; } = TimeSpan.FromHours(24);
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
);

/// <summary>Moves a plan from phase to phase and writes the move into its history.</summary>
public static class PlanTransitions
{
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
        if (!move.Back && !move.Force)
            CheckReady(plan, from, move);
        var reason = CheckReason(move);

        var entry = new PlanHistoryEntry(from.Name, to.Name, UtcTime.From(move.At), by)
        {
            Verdict = readiness?.Verdict,
            EvidenceDigest = readiness?.EvidenceDigest,
            Reason = reason,
        };
        return plan.With(Starts(plan, to, move.At), to.Name, [.. plan.History, entry]);
    }

    private static PlannedPhase Target(SloPlan plan, PlannedPhase from, PlanTransition move)
    {
        if (!move.Back)
            return plan.NextPhase(from)
                ?? throw new SloValidationException(
                    "Plan",
                    $"'{plan.Service}' is in its last phase, {from.Name}",
                    "Leave it there; the last phase is ongoing"
                );
        if (move.Force)
            throw new SloValidationException("Force", "A move back needs no force", "Leave -Force out");
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

    private static void CheckReady(SloPlan plan, PlannedPhase from, PlanTransition move)
    {
        const string Or = ", or give -Force and a reason";
        if (move.Readiness is not { } result)
            throw new SloValidationException(
                "Readiness",
                $"Nothing says that '{plan.Service}' is ready to leave {from.Name}",
                "Give a result of Test-SloPhaseReadiness" + Or
            );
        if (!result.Ready)
        {
            var why = result.Issues.Count == 0 ? "" : ": " + string.Join("; ", result.Issues);
            throw new SloValidationException(
                "Readiness",
                $"The verdict on '{plan.Service}' in {from.Name} is {result.Verdict}{why}",
                "Fix what is named" + Or
            );
        }

        var age = UtcTime.From(move.At) - result.EvaluatedAt;
        if (age < TimeSpan.FromMinutes(-5))
            throw new SloValidationException(
                "Readiness",
                $"The result was made at {UtcTime.Text(result.EvaluatedAt)}, which is in the future",
                "Set the clock, and test the gate again"
            );
        if (age > move.MaximumAge)
            throw new SloValidationException(
                "Readiness",
                $"The result of {UtcTime.Text(result.EvaluatedAt)} is older than {PrometheusDuration.Format(move.MaximumAge)}",
                "Test the gate again" + Or
            );
        if (Last(plan) is { } last && result.EvaluatedAt < last.At)
            throw new SloValidationException(
                "Readiness",
                $"The result of {UtcTime.Text(result.EvaluatedAt)} is from before the last move, at {UtcTime.Text(last.At)}",
                "Test the gate again" + Or
            );
    }

    private static PlanHistoryEntry? Last(SloPlan plan) => plan.History.Count > 0 ? plan.History[plan.History.Count - 1] : null;

    private static string? CheckReason(PlanTransition move)
    {
        var reason = PlanText.CheckRemark(move.Reason, "Reason", lines: true);
        return reason is null && (move.Back || move.Force)
            ? throw new SloValidationException(
                "Reason",
                $"A {(move.Back ? "move back" : "forced move")} without a reason",
                "Say why: it is kept in the history"
            )
            : reason;
    }

    private static List<DateTime> Starts(SloPlan plan, PlannedPhase to, DateTime at)
    {
        var day = UtcTime.Day(at);
        var starts = new List<DateTime>(plan.Phases.Count);
        foreach (var phase in plan.Phases)
        {
            // A phase that was to start later, and was left or skipped early, started on the day of the move at the latest.
            if (phase.Order < to.Order)
                starts.Add(phase.StartDate < day ? phase.StartDate : day);
            else if (phase.Order == to.Order)
                starts.Add(day);
            else
                starts.Add(
                    SloPlanner.CheckDay(starts[phase.Order - 2].AddDays(plan.Phases[phase.Order - 2].Phase.DurationDays ?? 0), "Plan")
                );
        }

        return starts;
    }
}
