using System.Collections.Generic;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Readiness.Checks;

/// <summary>Enough of the window has data. Judged only where the evidence says how much it covers.</summary>
internal sealed class CoverageCheck : IReadinessCheck
{
    internal static readonly GateSetting Least = GateSetting.Number(
        "coverageMin", 0.99m, 0m, 1m, "Smallest share of the expected intervals that have data, a ratio");

    public IReadOnlyList<GateSetting> Settings => [Least];

    public ReadinessCheck? Evaluate(in ReadinessContext context)
    {
        if (context.Evidence.Coverage is not { } actual)
            return null;
        var least = context.Settings.Number(Least);
        var below = actual < (double)least;
        return new ReadinessCheck("Coverage", below ? CheckStatus.Fail : CheckStatus.Pass, actual, (double)least, "ratio", _ =>
        {
            var (text, wanted) = NumberText.PercentPair(NumberText.Exact(actual), least);
            return below ? $"Only {text} of the window has data, {wanted} needed" : $"{text} of the window has data, {wanted} needed";
        })
        { Blocks = below };
    }
}
