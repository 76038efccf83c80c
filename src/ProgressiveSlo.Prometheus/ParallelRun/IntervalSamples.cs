using System.Collections;
using ProgressiveSlo.Migration.ParallelRun;
using ProgressiveSlo.Prometheus.Responses;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Prometheus.ParallelRun;

/// <summary>Takes the samples of a part of the intervals, by series. A sample at the end of an interval is that interval's.</summary>
internal sealed class IntervalSamples : ISeriesSink
{
    // More series than anybody would name; their labels are for the message alone.
    private const int MostSeries = 50;

    private readonly Dictionary<string, (IReadOnlyDictionary<string, string> Labels, IntervalRow Row)> _rows = new(StringComparer.Ordinal);
    private readonly ParallelRunSubject _subject;
    private readonly int _count;

    public IntervalSamples(ParallelRunSubject subject, int count)
    {
        _subject = subject;
        _count = count;
    }

    /// <summary>How many series there are, or were before no more were kept.</summary>
    public int Series { get; private set; }

    public IEnumerable<(IReadOnlyDictionary<string, string> Labels, IntervalRow Row)> Rows => _rows.Values;

    public void Add(SampleSeries series)
    {
        var key = string.Join("\n", series.Labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => l.Key + "=" + l.Value));
        if (Find(key, series.Labels) is not { } row)
            return;
        for (var i = 0; i < series.Count; i++)
            Set(row, IntervalAt(_subject, series.Times[i]), series.Values[i]);
    }

    /// <summary>Takes over what was asked for other intervals.</summary>
    public void Add(IntervalSamples other)
    {
        foreach (var pair in other._rows)
        {
            if (Find(pair.Key, pair.Value.Labels) is not { } row)
                continue;
            for (var i = 0; i < _count; i++)
            {
                if (pair.Value.Row.Has[i])
                    Set(row, i, pair.Value.Row.Values[i]);
            }
        }
    }

    /// <summary>The interval that ends at a time.</summary>
    public static int IntervalAt(ParallelRunSubject subject, double seconds) =>
        (int)Math.Round((UnixTime.ToDateTime(seconds) - subject.From).TotalSeconds / subject.Step.TotalSeconds) - 1;

    /// <summary>The series as PromQL writes it.</summary>
    public static string Describe(IReadOnlyDictionary<string, string> labels) =>
        labels.Count == 0
            ? "{}"
            : PromQlPrinter.Print(
                new VectorSelector(
                    labels.TryGetValue("__name__", out var name) ? name : null,
                    [
                        .. labels
                            .Where(l => l.Key != "__name__")
                            .OrderBy(l => l.Key, StringComparer.Ordinal)
                            .Select(l => new LabelCondition(new ProgressiveSlo.PromQL.LabelMatcher(l.Key, "=", l.Value))),
                    ]
                )
            );

    private void Set(IntervalRow row, int slot, double value)
    {
        if (slot < 0 || slot >= _count)
            return;
        row.Values[slot] = value;
        row.Has[slot] = true;
    }

    private IntervalRow? Find(string key, IReadOnlyDictionary<string, string> labels)
    {
        if (_rows.TryGetValue(key, out var known))
            return known.Row;
        Series++;
        if (_rows.Count == MostSeries)
            return null;
        var row = new IntervalRow(_count);
        _rows.Add(key, (labels.ToDictionary(l => l.Key, l => l.Value, StringComparer.Ordinal), row));
        return row;
    }
}

/// <summary>One series by interval: which intervals have a sample, and its value, which may be NaN.</summary>
internal sealed class IntervalRow
{
    public IntervalRow(int count)
    {
        Values = new double[count];
        Has = new BitArray(count);
    }

    public double[] Values { get; }

    public BitArray Has { get; }
}
