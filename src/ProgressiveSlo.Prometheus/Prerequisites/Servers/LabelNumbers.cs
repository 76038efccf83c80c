using System;
using System.Collections.Generic;
using ProgressiveSlo.Prometheus.Responses;

namespace ProgressiveSlo.Prometheus.Prerequisites.Servers;

/// <summary>Takes a number for each value of a label.</summary>
internal sealed class LabelNumbers(string label) : ISeriesSink
{
    private readonly Dictionary<string, double> _numbers = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, double> Numbers => _numbers;

    public void Add(SampleSeries series)
    {
        if (series.Count > 0)
            _numbers[series.Label(label)] = series.Values[0];
    }
}
