using System;
using System.Collections.Generic;
using ProgressiveSlo.Prometheus.Responses;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>Takes one number for each service from an instant query; NaN is no number, and series of one service are added up.</summary>
internal sealed class ServiceNumbers : ISeriesSink
{
    private readonly Dictionary<string, double> _numbers = new(StringComparer.Ordinal);
    private readonly string? _label;

    public ServiceNumbers(string? label) => _label = label;

    public double? this[string value] => _numbers.TryGetValue(value, out var number) ? number : null;

    public void Add(SampleSeries series)
    {
        if (series.Count > 0 && !double.IsNaN(series.Values[0]) && !double.IsInfinity(series.Values[0]))
            Add(_label is null ? "" : series.Label(_label), series.Values[0]);
    }

    public void Add(ServiceNumbers other)
    {
        foreach (var pair in other._numbers)
            Add(pair.Key, pair.Value);
    }

    private void Add(string value, double number)
    {
        _numbers.TryGetValue(value, out var before);
        _numbers[value] = before + number;
    }
}
