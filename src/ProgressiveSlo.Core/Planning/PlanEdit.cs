using ProgressiveSlo.Errors;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Planning;

/// <summary>What is to be changed of a plan. What is null stays as it is.</summary>
/// <param name="By">Who changes it.</param>
/// <param name="At">When, UTC.</param>
public sealed record PlanEdit(string By, DateTime At)
{
    /// <summary>The owner; empty for none.</summary>
    public string? Owner { get; init; }

    /// <summary>The tier; empty for none.</summary>
    public string? Tier { get; init; }

    /// <summary>What is measured.</summary>
    public SloIndicator? Indicator { get; init; }

    /// <summary>
    /// How many independent trials a day of that indicator has at most; null for what its kind says. Without an indicator it is not
    /// read.
    /// </summary>
    public double? TrialsPerDay { get; init; }

    /// <summary>The histogram for the latency objectives.</summary>
    public LatencyMetric? Latency { get; init; }

    /// <summary>Whether the plan is to have no latency objectives any more.</summary>
    public bool RemoveLatency { get; init; }

    /// <summary>The SLO's window.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>The profile.</summary>
    public PhaseProfile? Profile { get; init; }

    /// <summary>Labels to set, and with an empty value to remove; others stay.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Why, or null. Kept in the history where the change is.</summary>
    public string? Reason { get; init; }
}

/// <summary>A changed plan.</summary>
/// <param name="Plan">The plan after the change; the one that was given where nothing changed.</param>
/// <param name="Changes">What changed, one text each; empty where nothing did.</param>
/// <param name="IsNewRecord">Whether the record of the phase begins again.</param>
/// <param name="Dropped">Attested criteria that the new profile does not have.</param>
public sealed record EditedPlan(SloPlan Plan, IReadOnlyList<string> Changes, bool IsNewRecord, IReadOnlyList<string> Dropped);

/// <summary>Changes what a plan says, and keeps its phase, its criteria and its history.</summary>
public static class PlanEdits
{
    /// <summary>
    /// The plan after the change. What is judged is one thing over a whole record: where the indicator, a target, the window or the
    /// profile changes, the record of the phase begins again on the day of the change (UTC), and the history says why. So it does where
    /// a histogram is replaced or removed; one that is added only adds a check. A phase that has not begun has no record to begin anew.
    /// </summary>
    /// <param name="plan">The plan; it stays as it is.</param>
    /// <param name="edit">What to change.</param>
    /// <exception cref="SloValidationException">
    /// The change is refused; fields are Plan, By, Owner, Tier, Label, Profile and Reason.
    /// </exception>
    public static EditedPlan Apply(SloPlan plan, PlanEdit edit)
    {
        if (plan is null)
            throw new ArgumentNullException(nameof(plan));
        if (edit is null)
            throw new ArgumentNullException(nameof(edit));
        var by =
            PlanText.Check(edit.By, "By") ?? throw new SloValidationException("By", "It is not said who changes the plan", "Give a name");
        var spec = Edited(plan, edit);
        var measured = MeasuredChanges(plan, spec).ToArray();
        var changes = measured.Concat(OtherChanges(plan, spec)).ToArray();
        if (changes.Length == 0)
            return new EditedPlan(plan, changes, false, []);

        CheckPhases(plan, spec.Profile);
        var current = plan.Find(plan.CurrentPhase)!;
        var day = UtcTime.Day(edit.At);
        var isNewRecord = measured.Length > 0 && day > current.StartDate;
        var history = plan.History;
        if (isNewRecord)
            history = PlanHistory.Append(
                plan,
                new PlanHistoryEntry(current.Name, current.Name, UtcTime.From(edit.At), by) { Reason = Reason(measured, edit.Reason) }
            );
        if (history.Count == 0 && spec.Profile.Phases[0].Name is var first && first != current.Name)
            throw new SloValidationException(
                "Profile",
                $"'{plan.Service}' is in {current.Name} without a move, and the profile '{spec.Profile.Name}' begins with {first}",
                "Make a new plan with New-SloPlan and that profile: this one has no record yet"
            );
        var next = SloPlanner.Restore(
            spec,
            Starts(plan, spec.Profile, isNewRecord ? day : current.StartDate),
            spec.Profile.Phases.Select(p => (IReadOnlyList<SuccessCriterion>)Criteria(plan, p)).ToArray(),
            plan.CurrentPhase,
            history
        );
        return new EditedPlan(next, changes, isNewRecord, [.. Dropped(plan, next)]);
    }

    private static PlanSpec Edited(SloPlan plan, PlanEdit edit)
    {
        var spec = plan.Spec;
        return spec with
        {
            Owner = edit.Owner is { } owner ? PlanText.Check(owner, "Owner") : spec.Owner,
            Tier = edit.Tier is { } tier ? PlanText.Check(tier, "Tier") : spec.Tier,
            Indicator = edit.Indicator ?? spec.Indicator,
            TrialsPerDay = edit.Indicator is null ? spec.TrialsPerDay : edit.TrialsPerDay,
            Latency = edit.RemoveLatency ? null : edit.Latency ?? spec.Latency,
            Window = edit.Window ?? spec.Window,
            Profile = edit.Profile ?? spec.Profile,
            Labels = PlanLabels.Merge(spec.Labels, edit.Labels),
        };
    }

    // What decides over a promotion: whoever could change it and keep the record could choose the numbers that pass.
    private static IEnumerable<string> MeasuredChanges(SloPlan plan, PlanSpec spec)
    {
        if (!plan.Indicator.Equals(spec.Indicator))
            yield return $"the indicator from {plan.Indicator} to {spec.Indicator}";
        else if (plan.TrialsPerDay != spec.TrialsPerDay)
            yield return "how many independent trials a day has";
        if (plan.LatencyMetric is { } latency && latency != spec.Latency)
            yield return spec.Latency is null
                ? $"the latency metric {latency} removed"
                : $"the latency metric from {latency} to {spec.Latency}";
        if (plan.Window != spec.Window)
            yield return $"the window from {PrometheusDuration.Format(plan.Window)} to {PrometheusDuration.Format(spec.Window)}";
        var profile = plan.GetProfile();
        if (profile.Name != spec.Profile.Name)
            yield return $"the profile from {profile.Name} to {spec.Profile.Name}";
        else if (!ReferenceEquals(profile, spec.Profile) && !ProfileComparer.Same(spec.Profile, profile))
            yield return $"phases, targets or thresholds of the profile {profile.Name}";
    }

    private static IEnumerable<string> OtherChanges(SloPlan plan, PlanSpec spec)
    {
        if (plan.Owner != spec.Owner)
            yield return $"the owner from {plan.Owner ?? "none"} to {spec.Owner ?? "none"}";
        if (plan.Tier != spec.Tier)
            yield return $"the tier from {plan.Tier ?? "none"} to {spec.Tier ?? "none"}";
        if (plan.LatencyMetric is null && spec.Latency is { } added)
            yield return $"the latency metric {added} added";
        foreach (var label in plan.Labels.Keys.Union(spec.Labels.Keys).OrderBy(l => l, StringComparer.Ordinal))
        {
            var (before, after) = (Value(plan.Labels, label), Value(spec.Labels, label));
            if (before != after)
                yield return $"the label {label} from {before ?? "none"} to {after ?? "none"}";
        }
    }

    private static string? Value(IReadOnlyDictionary<string, string> labels, string name) =>
        labels.TryGetValue(name, out var value) ? value : null;

    // A plan is where it is, and has been where its history says.
    private static void CheckPhases(SloPlan plan, PhaseProfile profile)
    {
        var needed = plan.History.SelectMany(e => new[] { e.From, e.To }).Append(plan.CurrentPhase).Distinct();
        if (needed.FirstOrDefault(name => profile.Phases.All(p => p.Name != name)) is not { } missing)
            return;
        throw new SloValidationException(
            "Profile",
            missing == plan.CurrentPhase
                ? $"'{plan.Service}' is in {missing}, and the profile '{profile.Name}' has no such phase"
                : $"The history of '{plan.Service}' names {missing}, and the profile '{profile.Name}' has no such phase",
            "Give a profile that has the phases " + string.Join(", ", needed)
        );
    }

    private static string Reason(string[] changes, string? reason)
    {
        var text = "Changed: " + string.Join("; ", changes);
        if (text.Length > PlanText.LongestRemark / 2)
            text = text.Substring(0, PlanText.LongestRemark / 2) + "...";
        return PlanText.CheckRemark(reason, "Reason", lines: true) is { } said ? $"{text}. {said}" : text;
    }

    // Phases up to the current one have begun when they did; those after it follow with the lengths that the profile has.
    private static List<DateTime> Starts(SloPlan plan, PhaseProfile profile, DateTime current)
    {
        var starts = new List<DateTime>(profile.Phases.Count);
        var order = profile.Phases.First(p => p.Name == plan.CurrentPhase).Order;
        foreach (var phase in profile.Phases.Take(order - 1))
        {
            var began = plan.Find(phase.Name)?.StartDate ?? (starts.Count > 0 ? starts[starts.Count - 1] : plan.StartDate);
            starts.Add(began < current ? began : current);
        }

        starts.Add(current);

        // A profile may have its phases in another order than the one before it.
        for (var i = order - 2; i >= 0; i--)
        {
            if (starts[i] > starts[i + 1])
                starts[i] = starts[i + 1];
        }

        SloPlanner.AddFollowing(starts, profile.Phases);
        return starts;
    }

    private static SuccessCriterion[] Criteria(SloPlan plan, SloPhase phase)
    {
        var attested = plan.Find(phase.Name)?.SuccessCriteria.Where(c => c.Completed).ToDictionary(c => c.Text) ?? [];
        return phase
            .SuccessCriteria.Select(c =>
                attested.TryGetValue(c.Text, out var there)
                    ? c with
                    {
                        Completed = true,
                        Note = there.Note,
                        By = there.By,
                        At = there.At,
                    }
                    : c
            )
            .ToArray();
    }

    private static IEnumerable<string> Dropped(SloPlan plan, SloPlan next) =>
        from phase in plan.Phases
        from criterion in phase.SuccessCriteria
        where criterion.Completed && next.Find(phase.Name)?.SuccessCriteria.Any(c => c.Text == criterion.Text) != true
        select $"{phase.Name}: {criterion.Text}";
}
