using System;
using System.Collections.Generic;

namespace ProgressiveSlo.Prometheus.Responses;

/// <summary>One series of an answer: its labels and its samples. Reused from one series to the next.</summary>
internal sealed class SampleSeries
{
    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);
    private double[] _times = new double[64];
    private double[] _values = new double[64];

    /// <summary>The labels; empty for a scalar.</summary>
    public IReadOnlyDictionary<string, string> Labels => _labels;

    /// <summary>How many samples there are.</summary>
    public int Count { get; private set; }

    /// <summary>Times in seconds since 1970, UTC.</summary>
    public ReadOnlySpan<double> Times => new(_times, 0, Count);

    /// <summary>Values; NaN where there is no number.</summary>
    public ReadOnlySpan<double> Values => new(_values, 0, Count);

    /// <summary>A label's value; empty when it has none, as PromQL has it.</summary>
    public string Label(string name) => _labels.TryGetValue(name, out var value) ? value : "";

    public void Clear()
    {
        _labels.Clear();
        Count = 0;
    }

    /// <summary>Adds a label; false when it is there already.</summary>
    public bool AddLabel(string name, string value)
    {
        if (_labels.ContainsKey(name))
            return false;
        _labels.Add(name, value);
        return true;
    }

    public void AddSample(double time, double value)
    {
        if (Count == _times.Length)
        {
            Array.Resize(ref _times, Count * 2);
            Array.Resize(ref _values, Count * 2);
        }

        _times[Count] = time;
        _values[Count++] = value;
    }
}
