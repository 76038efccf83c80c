using ProgressiveSlo.Text;

namespace ProgressiveSlo.Linting;

/// <summary>Names of recorded series, level:metric:operations. Source: Prometheus documentation, "Recording rules".</summary>
internal static class RecordedName
{
    private static readonly string[] _rates = ["rate", "irate", "increase"];
    private static readonly string[] _ratios = ["ratio"];

    /// <summary>Whether the last operation is a rate, or an increase over some window.</summary>
    public static bool IsRate(string metric) => Ends(metric, _rates) && !Ends(metric, _ratios);

    /// <summary>Whether the last operation is a rate or a ratio, of which no rate can be taken.</summary>
    public static bool IsRateOrRatio(string metric) => Ends(metric, _rates) || Ends(metric, _ratios);

    /// <summary>Whether the series are buckets of a histogram, recorded or not.</summary>
    public static bool IsBuckets(string metric) => metric.Split(':').Any(p => p.EndsWith("_bucket", StringComparison.Ordinal));

    private static bool Ends(string metric, string[] operations)
    {
        var last = metric.Substring(metric.LastIndexOf(':') + 1);
        return last.Length < metric.Length
            && last.Split('_').Any(w => operations.Any(o => w.StartsWith(o, StringComparison.Ordinal) && w.Skip(o.Length).All(IsWindow)));
    }

    private static bool IsWindow(char c) => AsciiChars.IsDigit(c) || c is 's' or 'm' or 'h' or 'd' or 'w';
}
