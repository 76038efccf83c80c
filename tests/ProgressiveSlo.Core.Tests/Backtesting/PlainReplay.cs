using ProgressiveSlo.Objectives;
using ProgressiveSlo.Series;

namespace ProgressiveSlo.Core.Tests.Backtesting;

/// <summary>
/// The definition, as plainly as it can be written: each window is added up step by step, in decimals. It shares nothing with the product.
/// </summary>
internal static class PlainReplay
{
    public static bool[] Fires(EventSeries series, decimal target, BurnRateAlert alert)
    {
        var fires = new bool[series.Steps + 1];
        for (var t = 1; t <= series.Steps; t++)
            fires[t] = IsAbove(series, target, alert, alert.LongWindow, t) && IsAbove(series, target, alert, alert.ShortWindow, t);
        return fires;
    }

    private static bool IsAbove(EventSeries series, decimal target, BurnRateAlert alert, TimeSpan window, int last)
    {
        var first = Math.Max(0, last - (int)(window / series.Step));

        // Without the sample at its start a window sees a counter from the next sample on, and not what it rose until then.
        var hasSample = first == 0 || series.At(first - 1) is not null;
        decimal bad = 0;
        decimal total = 0;
        for (var i = first; i < last; i++)
        {
            if (series.At(i) is not var (good, all))
                continue;
            if (hasSample || !series.CountsOverGaps)
                (bad, total) = (bad + (all - good), total + all);
            hasSample = true;
        }

        return total > 0 && bad > alert.BurnRate * (1m - target) * total;
    }
}
