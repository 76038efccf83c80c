using System;
using System.Collections.Generic;
using ProgressiveSlo.Prometheus.Responses;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>Takes one number for each service and day. Series of one service are added up; NaN is no number.</summary>
internal sealed class DaySeries : ISeriesSink
{
    private readonly Dictionary<string, double?[]> _rows = new(StringComparer.Ordinal);
    private readonly string? _label;
    private readonly double _first;
    private readonly int _count;

    /// <param name="label">The label that tells services apart, or null.</param>
    /// <param name="first">Time of the first number.</param>
    /// <param name="count">How many days there are.</param>
    public DaySeries(string? label, DateTime first, int count)
    {
        _label = label;
        _first = (first - UnixTime.Epoch).TotalSeconds;
        _count = count;
    }

    /// <summary>The number of a service on a day; null when there is none.</summary>
    public double? this[string value, int day] => _rows.TryGetValue(value, out var row) ? row[day] : null;

    public void Add(SampleSeries series)
    {
        var row = Row(_label is null ? "" : series.Label(_label));
        for (var i = 0; i < series.Count; i++)
        {
            var day = (int)Math.Round((series.Times[i] - _first) / 86400);
            if (day >= 0 && day < _count)
                Add(row, day, series.Values[i]);
        }
    }

    /// <summary>Takes over what another query about other services or days has found.</summary>
    public void Add(DaySeries other)
    {
        var shift = (int)Math.Round((other._first - _first) / 86400);
        foreach (var pair in other._rows)
        {
            var row = Row(pair.Key);
            for (var i = 0; i < pair.Value.Length; i++)
            {
                if (pair.Value[i] is { } number)
                    Add(row, i + shift, number);
            }
        }
    }

    private static void Add(double?[] row, int day, double number)
    {
        if (!double.IsNaN(number) && !double.IsInfinity(number))
            row[day] = (row[day] ?? 0) + number;
    }

    private double?[] Row(string value)
    {
        if (!_rows.TryGetValue(value, out var row))
            _rows.Add(value, row = new double?[_count]);
        return row;
    }
}
