using ProgressiveSlo.Evidence;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Readiness;

/// <summary>A latency percentile, of the days that are judged, is at most the phase's target.</summary>
internal sealed class LatencyCheck(
    string name,
    string label,
    string key,
    bool required,
    Func<SloEvidence, double?> measured,
    Func<PhaseTargets, double> targetOf
) : IReadinessCheck
{
    public IReadOnlyList<GateSetting> Settings => [];

    public ReadinessCheck? Evaluate(in ReadinessContext context)
    {
        var target = targetOf(context.Phase.Targets);
        if (measured(context.Evidence) is not { } actual)
            return Unknown(context, target, _ => $"{label} latency unknown: give {key}");
        if (context.HasOtherLatencies)
            return UnknownForOtherDays(context, target);

        var over = actual > target;
        return new ReadinessCheck(
            name,
            over ? CheckStatus.Fail : CheckStatus.Pass,
            actual,
            target,
            "ms",
            check =>
            {
                var (text, wanted) = NumberText.Pair(check.Actual!.Value, check.Target!.Value);
                return over ? $"{label} latency {text}ms exceeds target {wanted}ms" : $"{label} latency {text}ms meets target {wanted}ms";
            }
        )
        {
            Blocks = over,
        };
    }

    private ReadinessCheck UnknownForOtherDays(in ReadinessContext context, double target)
    {
        var (from, judged) = (context.Evidence.LatencyFrom!.Value, context.JudgedFrom!.Value);
        var days = (EvidenceCalendar.LastDate(context.Evidence).AddDays(1) - judged).Days.ToString(CultureInfo.InvariantCulture);
        return Unknown(
            context,
            target,
            _ =>
                $"{label} latency unknown: it was measured from {UtcTime.DateText(from)} on, and this gate judges the "
                + $"{days} days from {UtcTime.DateText(judged)} on. Give Get-SloEvidence the plan, or -GateWindow {days}d"
        );
    }

    private ReadinessCheck Unknown(in ReadinessContext context, double target, Func<ReadinessCheck, string> message) =>
        new(name, CheckStatus.Unknown, null, target, "ms", message) { Blocks = required || context.OptionalRequired };
}

/// <summary>Says when a latency percentile would miss the next phase's target. Advice only.</summary>
internal sealed class LookAheadLatencyCheck(string label, Func<SloEvidence, double?> measured, Func<PhaseTargets, double> targetOf)
    : IReadinessCheck
{
    public IReadOnlyList<GateSetting> Settings => [];

    public ReadinessCheck? Evaluate(in ReadinessContext context)
    {
        if (
            context.Next is not { } next
            || context.HasOtherLatencies
            || measured(context.Evidence) is not { } actual
            || actual <= targetOf(next.Targets)
        )
            return null;
        return new ReadinessCheck(
            "LookAheadLatency" + label,
            CheckStatus.Advice,
            actual,
            targetOf(next.Targets),
            "ms",
            check =>
            {
                var (text, wanted) = NumberText.Pair(check.Actual!.Value, check.Target!.Value);
                return $"{label} latency {text}ms would exceed the {wanted}ms target of the next phase ({next.Name})";
            }
        );
    }
}
