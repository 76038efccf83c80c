using ProgressiveSlo.Errors;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Planning;

/// <summary>Makes plans.</summary>
public static class SloPlanner
{
    /// <summary>The namespace of a service that names none.</summary>
    public const string DefaultNamespace = ServiceName.DefaultNamespace;

    /// <summary>The window of an SLO that names none: 30 days.</summary>
    public static TimeSpan DefaultWindow { get; } = TimeSpan.FromDays(30);

    /// <summary>Checks what was given about a service and makes a subject of it.</summary>
    /// <param name="service">The service's name.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="indicator">What is measured.</param>
    /// <param name="window">The SLO's window.</param>
    /// <param name="namespace">Namespace; <see cref="DefaultNamespace"/> when empty.</param>
    /// <param name="tier">Tier, or null.</param>
    /// <param name="owner">Owner, or null.</param>
    /// <exception cref="SloValidationException">A name is not allowed; the message names the field.</exception>
    public static PlanSpec CreateSpec(
        string? service,
        PhaseProfile profile,
        SloIndicator indicator,
        TimeSpan window,
        string? @namespace = null,
        string? tier = null,
        string? owner = null
    ) =>
        new(ServiceName.Check(service), profile, indicator, window)
        {
            Namespace = PlanText.Check(@namespace, "Namespace") ?? DefaultNamespace,
            Tier = PlanText.Check(tier, "Tier"),
            Owner = PlanText.Check(owner, "Owner"),
        };

    /// <summary>Plans all phases of the subject's profile, one after the other.</summary>
    /// <param name="subject">What the plan is about.</param>
    /// <param name="start">First day; without zone it is taken as UTC, and the time of day is dropped.</param>
    /// <exception cref="SloValidationException">The start is before 1970, or the plan reaches past the year 2199.</exception>
    public static SloPlan Plan(PlanSpec subject, DateTime start)
    {
        if (subject is null)
            throw new ArgumentNullException(nameof(subject));
        var profile = subject.Profile.Phases;
        var day = CheckStart(start);
        var phases = new PlannedPhase[profile.Count];
        for (var i = 0; i < phases.Length; i++)
        {
            DateTime? end = profile[i].DurationDays is { } days ? CheckDay(day.AddDays(days), "StartDate") : null;
            phases[i] = new PlannedPhase(subject, profile[i], day, end, profile[i].SuccessCriteria);
            day = end ?? day;
        }

        return new SloPlan(subject, phases, phases[0].Name, []);
    }

    /// <summary>
    /// Plans the phases from a later one on: those before it begin and end on its first day, and the history says who left them out, and
    /// on what evidence.
    /// </summary>
    /// <param name="subject">What the plan is about.</param>
    /// <param name="start">First day; without zone it is taken as UTC, and the time of day is dropped.</param>
    /// <param name="begin">The phase to begin at.</param>
    /// <exception cref="SloValidationException">The profile has no such phase, or a date or a text is refused.</exception>
    public static SloPlan Plan(PlanSpec subject, DateTime start, PlanStart begin)
    {
        if (begin is null)
            throw new ArgumentNullException(nameof(begin));
        var plan = Plan(subject, start);
        var phase =
            plan.Find(begin.Phase)
            ?? throw new SloValidationException(
                "StartPhase",
                $"'{ServiceName.Printable(begin.Phase)}' is not a phase of the profile '{plan.Profile}'",
                "Give one of " + string.Join(", ", plan.Phases.Select(p => p.Name))
            );
        if (phase.Order == 1)
            return plan;
        var entry = new PlanHistoryEntry(plan.Phases[0].Name, phase.Name, UtcTime.From(begin.At), PlanText.Check(begin.By, "By") ?? "")
        {
            Start = true,
            Reason =
                $"The plan begins at {phase.Name}. "
                + (PlanText.CheckRemark(begin.Evidence, "StartReason") is { } evidence ? "Evidence: " + evidence : "No evidence was given"),
        };
        var skipped = phase.StartDate - plan.StartDate;
        return plan.With(
            plan.Phases.Select(p => p.Order < phase.Order ? plan.StartDate : p.StartDate - skipped).ToArray(),
            phase.Name,
            PlanHistory.Append(plan, entry)
        );
    }

    /// <summary>Puts a plan together again from what was stored. Each phase ends on the day on which the next one starts.</summary>
    /// <param name="subject">What the plan is about.</param>
    /// <param name="starts">First day of each phase of the profile, never falling.</param>
    /// <param name="criteria">Success criteria of each phase, with what was attested.</param>
    /// <param name="currentPhase">Name of the phase that the service is in.</param>
    /// <param name="history">Moves so far, oldest first.</param>
    public static SloPlan Restore(
        PlanSpec subject,
        IReadOnlyList<DateTime> starts,
        IReadOnlyList<IReadOnlyList<SuccessCriterion>> criteria,
        string currentPhase,
        IReadOnlyList<PlanHistoryEntry> history
    )
    {
        if (subject is null)
            throw new ArgumentNullException(nameof(subject));
        var profile = subject.Profile.Phases;
        var phases = new PlannedPhase[profile.Count];
        for (var i = 0; i < phases.Length; i++)
        {
            DateTime? end = i + 1 < phases.Length ? UtcTime.Day(starts[i + 1]) : null;
            var number = Records(profile[i].Name, currentPhase, history);
            phases[i] = new PlannedPhase(subject, profile[i], UtcTime.Day(starts[i]), end, criteria[i], number);
        }

        return new SloPlan(subject, phases, currentPhase, history);
    }

    /// <summary>A phase after the current one as it will be when the plan comes to it.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="phase">A phase of the plan.</param>
    internal static PlannedPhase OnEntry(SloPlan plan, PlannedPhase phase)
    {
        var entry = new PlanHistoryEntry(plan.CurrentPhase, phase.Name, phase.StartDate, "");
        var number = Records(phase.Name, plan.CurrentPhase, [.. plan.History, entry]);
        return new PlannedPhase(plan.Spec, phase.Phase, phase.StartDate, phase.EndDate, phase.SuccessCriteria, number);
    }

    // A phase has a record each time that the plan comes to it. The plan is in its first phase before any move, unless it began later.
    private static int Records(string phase, string currentPhase, IReadOnlyList<PlanHistoryEntry> history)
    {
        var first =
            history.Count == 0 ? currentPhase
            : history[0].Start ? null
            : history[0].From;
        return Math.Max(1, (first == phase ? 1 : 0) + history.Count(e => e.To == phase));
    }

    /// <summary>Adds the first days of the phases after those that have one, each of the length that its profile gives it.</summary>
    /// <param name="starts">First days so far, at least one.</param>
    /// <param name="phases">The phases of the profile.</param>
    /// <exception cref="SloValidationException">The plan reaches past the year 2199.</exception>
    internal static void AddFollowing(List<DateTime> starts, IReadOnlyList<SloPhase> phases)
    {
        while (starts.Count < phases.Count)
            starts.Add(CheckDay(starts[starts.Count - 1].AddDays(phases[starts.Count - 1].DurationDays ?? 0), "Plan"));
    }

    private static DateTime CheckStart(DateTime start)
    {
        var day = UtcTime.Day(start);
        return day >= UtcTime.Earliest
            ? CheckDay(day, "StartDate")
            : throw new SloValidationException("StartDate", $"{UtcTime.DateText(day)} is out of range", "Give a date from 1970-01-01");
    }

    internal static DateTime CheckDay(DateTime day, string field) =>
        day <= UtcTime.Latest
            ? day
            : throw new SloValidationException(
                field,
                $"The plan would reach {UtcTime.DateText(day)}",
                "Give an earlier start; a plan ends before the year 2200"
            );
}

/// <summary>The phase that a plan begins at when it is not the first one.</summary>
/// <param name="Phase">Name of the phase; case does not matter.</param>
/// <param name="By">Who plans it.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Evidence">What shows that the phases before it are not needed, or null.</param>
public sealed record PlanStart(string Phase, string By, DateTime At, string? Evidence);
