using System.Collections.Generic;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Readiness.Checks;

/// <summary>The evidence is fresh enough, where a largest age is asked for; evidence that ends in the future is never taken.</summary>
internal sealed class EvidenceAgeCheck : IReadinessCheck
{
    // Clocks of two machines differ; more than this is not a clock's fault.
    private const double LargestClockSkewMinutes = 10;

    public IReadOnlyList<GateSetting> Settings => [];

    public ReadinessCheck? Evaluate(in ReadinessContext context)
    {
        const string Name = "EvidenceAge";
        var most = context.Options.MaximumAge;
        if (context.Evidence.From is { } from && (UtcTime.From(from) - context.Now).TotalMinutes > LargestClockSkewMinutes)
            return new ReadinessCheck(Name, CheckStatus.Unknown, null, most?.TotalHours, "hours", _ => $"The evidence starts in the future, at {UtcTime.Text(from)}") { Blocks = true };
        if (context.Evidence.To is not { } to)
        {
            return most is null
                ? null
                : new ReadinessCheck(Name, CheckStatus.Unknown, null, most.Value.TotalHours, "hours", _ => "Age of the evidence unknown: give to, the end of its window") { Blocks = true };
        }

        var age = context.Now - UtcTime.From(to);
        if (age.TotalMinutes < -LargestClockSkewMinutes)
        {
            return new ReadinessCheck(Name, CheckStatus.Unknown, age.TotalHours, most?.TotalHours, "hours", _ => $"The evidence ends in the future, at {UtcTime.Text(to)}") { Blocks = true };
        }

        if (most is null)
            return null;
        var old = age > most.Value;
        return new ReadinessCheck(Name, old ? CheckStatus.Unknown : CheckStatus.Pass, age.TotalHours, most.Value.TotalHours, "hours", _ => old
            ? $"The evidence ends at {UtcTime.Text(to)}, more than {PrometheusDuration.Format(most.Value)} ago: measure again"
            : $"The evidence ends at {UtcTime.Text(to)}, at most {PrometheusDuration.Format(most.Value)} ago")
        { Blocks = old };
    }
}
