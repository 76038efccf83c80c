using System.Text;

namespace ProgressiveSlo.Testing.Servers;

/// <summary>Samples as OpenMetrics text, for backfilling.</summary>
public sealed class OpenMetricsText
{
    private readonly StringBuilder _text = new();

    /// <summary>Whether there is no sample yet.</summary>
    public bool IsEmpty => _text.Length == 0;

    /// <summary>Adds a counter that starts at 0 and has a sample every minute.</summary>
    /// <param name="series">Metric and labels, as OpenMetrics writes them.</param>
    /// <param name="start">Time of the first sample.</param>
    /// <param name="minutes">How many minutes it goes on.</param>
    /// <param name="increase">By how much it rises in a minute, counted from 0.</param>
    public void Counter(string series, DateTime start, int minutes, Func<int, double> increase)
    {
        var count = 0.0;
        for (var minute = 0; minute <= minutes; minute++)
        {
            Add(series, start.AddMinutes(minute), count);
            count += increase(minute);
        }
    }

    public void Add(string metric, IReadOnlyDictionary<string, string> labels, IEnumerable<(DateTime Time, double Value)> points)
    {
        var series = metric + "{" + string.Join(",", labels.Select(l => $"{l.Key}=\"{Escape(l.Value)}\"")) + "}";
        foreach (var (time, value) in points)
            Add(series, time, value);
    }

    public override string ToString() => _text + "# EOF\n";

    private void Add(string series, DateTime time, double value) =>
        _text.Append(
            CultureInfo.InvariantCulture,
            $"{series} {(double.IsNaN(value) ? "NaN" : value.ToString("R", CultureInfo.InvariantCulture))} "
                + $"{new DateTimeOffset(time, TimeSpan.Zero).ToUnixTimeSeconds()}\n"
        );

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
}
