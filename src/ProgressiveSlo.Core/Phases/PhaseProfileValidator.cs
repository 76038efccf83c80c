using System.Text.RegularExpressions;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Phases;

/// <summary>Says whether a profile makes sense: every problem, each with its field and fix.</summary>
public static class PhaseProfileValidator
{
    /// <summary>The longest phase that can be planned, in days.</summary>
    public const int LongestPhaseDays = PrometheusDuration.LongestDays;

    private static readonly Regex _phaseName = new(
        "^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,62}[A-Za-z0-9])?\\z",
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    /// <summary>All problems of a profile, in the order of its fields; none when it is sound.</summary>
    /// <param name="phases">The phases in order.</param>
    public static IEnumerable<FieldProblem> Validate(IReadOnlyList<SloPhase> phases)
    {
        if (phases is null)
            throw new ArgumentNullException(nameof(phases));
        if (phases.Count == 0)
            yield return new FieldProblem("phases", "A profile without phases", "List at least one phase");

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < phases.Count; i++)
        {
            var field = string.Format(CultureInfo.InvariantCulture, "phases[{0}]", i);
            if (!_phaseName.IsMatch(phases[i].Name))
                yield return new FieldProblem(
                    field + ".name",
                    $"'{phases[i].Name}' is not a phase name",
                    "Use 1 to 64 letters, digits, '_', '-' or '.'; first and last a letter or digit"
                );
            else if (!names.Add(phases[i].Name))
                yield return new FieldProblem(field + ".name", $"Phase '{phases[i].Name}' is duplicated", "Give each phase its own name");

            foreach (var problem in ValidateDuration(phases[i], i == phases.Count - 1, field))
                yield return problem;
            foreach (var problem in ValidateTargets(phases[i].Targets, field + ".targets"))
                yield return problem;
            if (i > 0)
            {
                foreach (var problem in ValidateStep(phases[i - 1], phases[i], field + ".targets"))
                    yield return problem;
            }

            foreach (var problem in CriterionValidator.Validate(phases[i].SuccessCriteria, field))
                yield return problem;
            for (var a = 0; a < phases[i].Alerting.Count; a++)
            {
                foreach (
                    var problem in ValidateAlert(
                        phases[i].Alerting[a],
                        phases[i].Targets.Availability,
                        string.Format(CultureInfo.InvariantCulture, "{0}.alerting[{1}]", field, a)
                    )
                )
                    yield return problem;
            }
        }
    }

    /// <summary>All problems of an error budget policy; none when it is sound.</summary>
    /// <param name="policy">The steps.</param>
    public static IEnumerable<FieldProblem> Validate(IReadOnlyList<ErrorBudgetPolicyStep> policy)
    {
        if (policy is null)
            throw new ArgumentNullException(nameof(policy));
        for (var i = 0; i < policy.Count; i++)
        {
            var field = string.Format(CultureInfo.InvariantCulture, "errorBudgetPolicy[{0}].consumed", i);
            var consumed = policy[i].Consumed;
            if (consumed is <= 0 or > 100)
                yield return new FieldProblem(
                    field,
                    $"{NumberText.Plain(consumed)} is not a share of the error budget",
                    "Write a ratio above 0, for example 0.5 for half of the budget and 1 for all of it"
                );
            else if (i > 0 && consumed <= policy[i - 1].Consumed)
                yield return new FieldProblem(
                    field,
                    $"{NumberText.Plain(consumed)} is not above {NumberText.Plain(policy[i - 1].Consumed)} of the step before",
                    "Let the shares rise from step to step"
                );
            foreach (var word in policy[i].Forbids.Where(w => !ErrorBudgetPolicyStep.Forbiddable.Contains(w)))
                yield return new FieldProblem(
                    string.Format(CultureInfo.InvariantCulture, "errorBudgetPolicy[{0}].forbids", i),
                    $"'{Naming.ServiceName.Printable(word)}' is not something that a policy can forbid",
                    "Write " + string.Join(" or ", ErrorBudgetPolicyStep.Forbiddable)
                );
        }
    }

    private static IEnumerable<FieldProblem> ValidateDuration(SloPhase phase, bool last, string field)
    {
        field += ".durationDays";
        if (phase.DurationDays is null && !last)
            yield return new FieldProblem(
                field,
                $"Phase '{phase.Name}' has no duration, and only the last phase is ongoing",
                "Give the number of days"
            );
        else if (phase.DurationDays is not null && last)
            yield return new FieldProblem(
                field,
                $"The last phase '{phase.Name}' has a duration, and the last phase is ongoing",
                "Leave durationDays out, or add a phase behind it"
            );
        else if (phase.DurationDays is < 1 or > LongestPhaseDays)
            yield return new FieldProblem(
                field,
                $"{NumberText.Plain((decimal)phase.DurationDays.Value)} days is out of range",
                $"Give whole days from 1 to {LongestPhaseDays}"
            );
    }

    private static IEnumerable<FieldProblem> ValidateTargets(PhaseTargets targets, string field)
    {
        if (ErrorBudgetArithmetic.TargetProblem(targets.Availability, field + ".availability") is { } problem)
            yield return problem;

        if (targets.LatencyP95Milliseconds is not (> 0 and <= 86_400_000))
            yield return new FieldProblem(
                field + ".latencyP95Milliseconds",
                $"{NumberText.Plain(targets.LatencyP95Milliseconds)} is not a latency target",
                "Give milliseconds, more than 0 and at most one day"
            );
        if (targets.LatencyP99Milliseconds is not (> 0 and <= 86_400_000))
            yield return new FieldProblem(
                field + ".latencyP99Milliseconds",
                $"{NumberText.Plain(targets.LatencyP99Milliseconds)} is not a latency target",
                "Give milliseconds, more than 0 and at most one day"
            );
        else if (targets.LatencyP99Milliseconds < targets.LatencyP95Milliseconds)
            yield return new FieldProblem(
                field + ".latencyP99Milliseconds",
                "The p99 target is below the p95 target, and no service can have that",
                "Give a p99 target of at least the p95 target"
            );
    }

    private static IEnumerable<FieldProblem> ValidateStep(SloPhase before, SloPhase phase, string field)
    {
        if (phase.Targets.Availability <= before.Targets.Availability)
        {
            yield return new FieldProblem(
                field + ".availability",
                $"{NumberText.Plain(phase.Targets.Availability)} of '{phase.Name}' is not above "
                    + $"{NumberText.Plain(before.Targets.Availability)} of '{before.Name}'",
                "Let targets rise from phase to phase"
            );
        }

        if (phase.Targets.LatencyP95Milliseconds > before.Targets.LatencyP95Milliseconds)
            yield return Rising("latencyP95Milliseconds", before.Targets.LatencyP95Milliseconds, phase.Targets.LatencyP95Milliseconds);
        if (phase.Targets.LatencyP99Milliseconds > before.Targets.LatencyP99Milliseconds)
            yield return Rising("latencyP99Milliseconds", before.Targets.LatencyP99Milliseconds, phase.Targets.LatencyP99Milliseconds);

        FieldProblem Rising(string name, double was, double now) =>
            new(
                field + "." + name,
                $"{NumberText.Plain(now)} ms of '{phase.Name}' is above {NumberText.Plain(was)} ms of '{before.Name}'",
                "Let latency targets fall, or stay, from phase to phase"
            );
    }

    private static IEnumerable<FieldProblem> ValidateAlert(BurnRateAlert alert, decimal target, string field)
    {
        if (PrintableText.IsBlank(alert.Severity))
            yield return new FieldProblem(field + ".severity", "An alert without severity", "Write for example critical, warning or info");
        if (alert.LongWindow <= alert.ShortWindow)
        {
            yield return new FieldProblem(
                field + ".longWindow",
                $"The long window {PrometheusDuration.Format(alert.LongWindow)} is not longer than the "
                    + $"short window {PrometheusDuration.Format(alert.ShortWindow)}",
                "Give a long window above the short one, for example 6h and 30m"
            );
        }

        if (BurnRateRange.FindProblem(alert.BurnRate) is { } problem)
        {
            yield return new FieldProblem(field + ".burnRate", problem.Message, problem.Fix) { Code = problem.Code };
        }
        else if (target is > 0 and < 1 && !alert.IsReachable(target))
        {
            yield return new FieldProblem(
                field + ".burnRate",
                $"The alert can never fire: {NumberText.Plain(alert.BurnRate)} × the budget of "
                    + $"{NumberText.PercentShort(1m - target)} is an error ratio of 100 % or more",
                $"Give a factor below {NumberText.Plain(Math.Round(1m / (1m - target), 2))}"
            );
        }
    }
}
