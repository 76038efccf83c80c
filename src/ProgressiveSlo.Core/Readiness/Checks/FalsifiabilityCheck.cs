using System;
using System.Collections.Generic;
using System.Globalization;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Statistics;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Readiness.Checks;

/// <summary>
/// There are enough events to ever show the target. With n events and no failure at all, the one-sided lower bound of
/// availability is (1 − confidence)^(1/n); it reaches the target at n = ln(1 − confidence) / ln(target).
/// Source: Clopper and Pearson (1934), case of no failures.
/// </summary>
internal sealed class FalsifiabilityCheck : IReadinessCheck
{
    /// <summary>The confidence of all bounds.</summary>
    internal static readonly GateSetting Confidence = GateSetting.Number(
        "confidence", 0.95m, 0.5m, 0.9999m, "One-sided confidence of bounds, a ratio");

    public IReadOnlyList<GateSetting> Settings => [Confidence];

    public ReadinessCheck? Evaluate(in ReadinessContext context)
    {
        if (context.Evidence.TotalEvents is not { } events || events == 0)
            return null;
        var confidence = context.Options.Confidence ?? context.Settings.Number(Confidence);
        var target = context.Phase.Targets.Availability;
        var least = MinimumEvents.ToDemonstrate(target, (double)confidence, 0);
        var few = events < least;
        return new ReadinessCheck("Falsifiability", few ? CheckStatus.Unknown : CheckStatus.Pass, events, least, "events", check =>
        {
            var wanted = check.Target!.Value.ToString("F0", CultureInfo.InvariantCulture);
            return few
                ? $"Only {events.ToString(CultureInfo.InvariantCulture)} events: even without a failure, {wanted} are needed to show {NumberText.PercentShort(target)} at {NumberText.PercentShort(confidence)} confidence"
                : $"{events.ToString(CultureInfo.InvariantCulture)} events are enough to show {NumberText.PercentShort(target)}, {wanted} needed";
        })
        { Blocks = few };
    }
}
