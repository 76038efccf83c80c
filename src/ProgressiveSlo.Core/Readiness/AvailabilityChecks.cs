using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Readiness;

/// <summary>Availability is at least the phase's target: that of the record, or the number that was given.</summary>
internal sealed class AvailabilityCheck : IReadinessCheck
{
    private const string Name = "Availability";

    private static readonly GateSetting _mode = GateOutcome.Mode("availability", "availability must meet the target");

    public IReadOnlyList<GateSetting> Settings => [_mode];

    public ReadinessCheck? Evaluate(ReadinessContext context)
    {
        var evidence = context.Evidence;
        var target = context.Phase.Targets.Availability;
        var mode = context.Record is null ? null : context.Settings.Choice(_mode);
        if (!EvidenceAvailability.IsKnown(evidence))
            return Unknown(context, target, mode);
        var below = EvidenceAvailability.IsBelow(evidence, target);
        return GateOutcome.Of(
            mode,
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
        );
    }

    private static ReadinessCheck Unknown(ReadinessContext context, decimal target, string? mode)
    {
        var (record, evidence) = (context.Record, context.Evidence);
        return GateOutcome.Of(mode, Name, CheckStatus.Unknown, null, (double)target, "ratio", _ => Why(record, evidence));
    }

    private static string Why(GateRecord? record, SloEvidence evidence)
    {
        if (record is { Length: 0 })
            return $"Availability unknown: {FirstDay.Text(record.From)}";
        if (record is null)
            return evidence.TotalEvents == 0
                ? "Availability unknown: there was no traffic (total_events is 0). Measure a time with traffic"
                : "Availability unknown: give availability, or good_events and total_events";
        var when = $"from {UtcTime.DateText(record.From)} to {UtcTime.DateText(record.To)}";

        // What the source of the evidence has warned of says more than can be seen here.
        if (record.Coverage(record.Length) is null or 0)
            return $"Availability unknown: there are no data {when}. "
                + (
                    evidence.Warnings.Count > 0
                        ? "The warnings of the evidence say why"
                        : "Check that the evidence is of this service and of these days, and that its metric is scraped"
                );
        return record.HasCounts
            ? $"Availability unknown: there was no traffic {when}, although there are data. Check that the indicator selects the service's "
                + "events, or wait for traffic"
            : $"Availability unknown: the ratio has no value {when}. "
                + (
                    evidence.Warnings.Count > 0
                        ? "The warnings of the evidence say why"
                        : "Check its query: a ratio has none where nothing is to be divided by"
                );
    }
}

/// <summary>
/// How much of the error budget the SLO's window has used at the end of the record, and what the error budget policy asks for then. Not
/// passed where a step that is reached forbids promotions.
/// </summary>
internal sealed class ErrorBudgetCheck : IReadinessCheck
{
    private static readonly GateSetting _mode = GateOutcome.Mode("errorBudget", "the error budget policy must allow promotions");

    public IReadOnlyList<GateSetting> Settings => [_mode];

    public ReadinessCheck? Evaluate(ReadinessContext context)
    {
        var window = Math.Min(context.WindowDays, context.Record!.Length);
        var (bad, total) = context.Record.Last(window);
        return total == 0
            ? null
            : Of(bad, total, window, context.Phase.Targets.Availability, context.Policy ?? [], context.Settings.Choice(_mode));
    }

    private static ReadinessCheck Of(
        long bad,
        long total,
        int days,
        decimal target,
        IReadOnlyList<ErrorBudgetPolicyStep> policy,
        string mode
    )
    {
        // Over the whole window the burn rate is the share that is used.
        var consumed = ErrorBudgetArithmetic.BurnRate((decimal)bad / total, target);
        var step = ErrorBudgetPolicy.StepAt(policy, consumed);
        var forbids = ErrorBudgetPolicy.Forbids(policy, consumed, ErrorBudgetPolicyStep.Promotion);
        var status =
            forbids ? CheckStatus.Fail
            : step is null ? CheckStatus.Pass
            : CheckStatus.Advice;
        return GateOutcome.Of(
            mode,
            "ErrorBudget",
            status,
            (double)consumed,
            1,
            "ratio",
            _ =>
                Describe(bad, total, days, target, consumed)
                + (step is null ? "" : ". The error budget policy asks for this: " + step.Consequence)
                + (forbids ? ". It forbids promotions" : "")
        );
    }

    private static string Describe(long bad, long total, int days, decimal target, decimal consumed)
    {
        var exact = (1m - target) * total;
        var allowed = NumberText.Plain(decimal.Round(exact, exact < 1000m ? 1 : 0));
        return $"{NumberText.Times(consumed * 100m)}% of the error budget of {NumberText.PercentShort(target)} is used: "
            + $"{CountText.Of(bad, "bad event")} of the {allowed} that it allows in {CountText.Of(total, "event")} "
            + (days == 1 ? "of the last day" : $"of the last {CountText.Whole(days)} days");
    }
}

/// <summary>What the next phase's availability target would say of the same window. Advice only.</summary>
internal sealed class LookAheadAvailabilityCheck : IReadinessCheck
{
    public IReadOnlyList<GateSetting> Settings => [];

    public ReadinessCheck? Evaluate(ReadinessContext context)
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
