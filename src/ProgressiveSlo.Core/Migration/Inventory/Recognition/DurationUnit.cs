using System.Linq;

namespace ProgressiveSlo.Migration;

/// <summary>The unit in which a metric counts time, by its name; seconds where the name says nothing, as Prometheus advises.</summary>
internal static class DurationUnit
{
    public static double Of(string metric)
    {
        var words = Words.Of(metric);
        if (words.Any(w => w is "ms" or "millis" or "milliseconds" or "msec" or "msecs"))
            return 0.001;
        return words.Any(w => w is "us" or "microseconds" or "usec") ? 0.000001 : words.Any(w => w is "ns" or "nanoseconds") ? 0.000000001 : 1;
    }
}
