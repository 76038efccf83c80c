using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Statistics;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Readiness;

/// <summary>Availability is at least the phase's target. Required.</summary>
internal sealed class AvailabilityCheck : IReadinessCheck
{
    public IReadOnlyList<GateSetting> Settings => [];

    public ReadinessCheck? Evaluate(in ReadinessContext context)
    {
        const string Name = "Availability";
        var evidence = context.Evidence;
        var target = context.Phase.Targets.Availability;
        if (!EvidenceAvailability.IsKnown(evidence))
        {
            return new ReadinessCheck(
                Name,
                CheckStatus.Unknown,
                null,
                (double)target,
                "ratio",
                _ =>
                    evidence.TotalEvents == 0
                        ? "Availability unknown: there was no traffic (total_events is 0)"
                        : "Availability unknown: give availability, or good_events and total_events"
            )
            {
                Blocks = true,
            };
        }

        var below = EvidenceAvailability.IsBelow(evidence, target);
        return new ReadinessCheck(
            Name,
            below ? CheckStatus.Fail : CheckStatus.Pass,
            EvidenceAvailability.Value(evidence),
            (double)target,
            "ratio",
            _ =>
            {
                var (actual, wanted) = NumberText.PercentPair(1m - EvidenceAvailability.ErrorRatio(evidence), target);
                return below ? $"Availability {actual} below target {wanted}" : $"Availability {actual} meets target {wanted}";
            }
        )
        {
            Blocks = below,
        };
    }
}

/// <summary>
/// There are enough events to ever show the target. With n events and no failure at all, the one-sided lower bound of
/// availability is (1 − confidence)^(1/n); it reaches the target at n = ln(1 − confidence) / ln(target).
/// Source: Clopper and Pearson (1934), case of no failures.
/// </summary>
internal sealed class SampleSizeCheck : IReadinessCheck
{
    /// <summary>The confidence of all bounds.</summary>
    internal static readonly GateSetting Confidence = GateSetting.Number(
        "confidence",
        0.95m,
        0.5m,
        0.9999m,
        "One-sided confidence of bounds, a ratio"
    );

    public IReadOnlyList<GateSetting> Settings => [Confidence];

    public ReadinessCheck? Evaluate(in ReadinessContext context)
    {
        if (context.Evidence.TotalEvents is not { } events || events == 0)
            return null;
        var confidence = context.Options.Confidence ?? context.Settings.Number(Confidence);
        var target = context.Phase.Targets.Availability;
        var least = MinimumEvents.ToDemonstrate(target, (double)confidence, 0);
        var few = events < least;
        return new ReadinessCheck(
            "Falsifiability",
            few ? CheckStatus.Unknown : CheckStatus.Pass,
            events,
            least,
            "events",
            check =>
            {
                var wanted = check.Target!.Value.ToString("F0", CultureInfo.InvariantCulture);
                return few
                    ? $"Only {events.ToString(CultureInfo.InvariantCulture)} events: even without a failure, {wanted} are "
                        + $"needed to show {NumberText.PercentShort(target)} at {NumberText.PercentShort(confidence)} confidence"
                    : $"{events.ToString(CultureInfo.InvariantCulture)} events are enough to show "
                        + $"{NumberText.PercentShort(target)}, {wanted} needed";
            }
        )
        {
            Blocks = few,
        };
    }
}

/// <summary>
/// How much of the error budget of the phase's target the window of the evidence has used, and what the error budget policy asks for then.
/// Advice only.
/// </summary>
internal sealed class ErrorBudgetCheck : IReadinessCheck
{
    public IReadOnlyList<GateSetting> Settings => [];

    public ReadinessCheck? Evaluate(in ReadinessContext context) =>
        context.Evidence is { GoodEvents: { } good, TotalEvents: > 0 and { } total }
            ? Of(good, total, context.Phase.Targets.Availability, context.Policy ?? [])
            : null;

    private static ReadinessCheck Of(long good, long total, decimal target, IReadOnlyList<ErrorBudgetPolicyStep> policy)
    {
        // Over the whole window the burn rate is the share that is used.
        var consumed = ErrorBudgetArithmetic.BurnRate((decimal)(total - good) / total, target);
        return new ReadinessCheck(
            "ErrorBudget",
            CheckStatus.Advice,
            (double)consumed,
            1,
            "ratio",
            _ => Describe(good, total, target, consumed) + Step(policy, consumed)
        );
    }

    private static string Step(IReadOnlyList<ErrorBudgetPolicyStep> policy, decimal consumed) =>
        ErrorBudgetPolicy.StepAt(policy, consumed) is { } step ? ". The error budget policy asks for this: " + step.Consequence : "";

    private static string Describe(long good, long total, decimal target, decimal consumed)
    {
        var allowed = NumberText.Plain(decimal.Round((1m - target) * total, 1));
        return $"{NumberText.Times(consumed * 100m)}% of the error budget of {NumberText.PercentShort(target)} is used: "
            + $"{(total - good).ToString(CultureInfo.InvariantCulture)} bad events of the {allowed} that it allows in "
            + $"{total.ToString(CultureInfo.InvariantCulture)}";
    }
}

/// <summary>What the next phase's availability target would say of the same window. Advice only.</summary>
internal sealed class LookAheadAvailabilityCheck : IReadinessCheck
{
    public IReadOnlyList<GateSetting> Settings => [];

    public ReadinessCheck? Evaluate(in ReadinessContext context)
    {
        if (context.Next is not { } next || !EvidenceAvailability.IsKnown(context.Evidence))
            return null;
        var evidence = context.Evidence;
        var target = next.Targets.Availability;
        return new ReadinessCheck(
            "LookAheadAvailability",
            CheckStatus.Advice,
            EvidenceAvailability.Value(evidence),
            (double)target,
            "ratio",
            _ => Describe(evidence, next)
        );
    }

    private static string Describe(SloEvidence evidence, SloPhase next)
    {
        var target = next.Targets.Availability;
        var errors = EvidenceAvailability.ErrorRatio(evidence);
        var (actual, _) = NumberText.PercentPair(1m - errors, target);
        var burn = ErrorBudgetArithmetic.BurnRate(errors, target);
        var budget = $"the {NumberText.PercentShort(target)} budget of the next phase ({next.Name})";
        return burn > 1m
            ? $"Availability {actual} would burn {NumberText.Times(burn)} times {budget}"
            : $"Availability {actual} would use {NumberText.Times(burn * 100m)}% of {budget}";
    }
}
