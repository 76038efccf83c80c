using System;
using System.Collections.Generic;
using ProgressiveSlo.Prometheus.Responses;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>Takes one number for each service and slot (a day, or an hour). Series of one service are added up; NaN is no number.</summary>
internal sealed class SlotSeries : ISeriesSink
{
    private readonly Dictionary<string, double?[]> _rows = new(StringComparer.Ordinal);
    private readonly string? _label;
    private readonly SlotRange _range;
    private readonly double _first;
    private readonly double _step;

    /// <param name="label">The label that tells services apart, or null.</param>
    /// <param name="range">The slots; a number has the time of its slot's end.</param>
    public SlotSeries(string? label, SlotRange range)
    {
        _label = label;
        _range = range;
        _first = (range.FirstEnd - UnixTime.Epoch).TotalSeconds;
        _step = range.Step.TotalSeconds;
    }

    /// <summary>The number of a service in a slot; null when there is none.</summary>
    public double? this[string value, int slot] => _rows.TryGetValue(value, out var row) ? row[slot] : null;

    public void Add(SampleSeries series)
    {
        var row = Row(_label is null ? "" : series.Label(_label));
        for (var i = 0; i < series.Count; i++)
        {
            var slot = (int)Math.Round((series.Times[i] - _first) / _step);
            if (slot >= 0 && slot < _range.Count)
                Add(row, slot, series.Values[i]);
        }
    }

    /// <summary>Takes over what another query about other services or slots has found.</summary>
    public void Add(SlotSeries other)
    {
        var shift = (int)Math.Round((other._first - _first) / _step);
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

    private static void Add(double?[] row, int slot, double number)
    {
        if (!double.IsNaN(number) && !double.IsInfinity(number))
            row[slot] = (row[slot] ?? 0) + number;
    }

    private double?[] Row(string value)
    {
        if (!_rows.TryGetValue(value, out var row))
            _rows.Add(value, row = new double?[_range.Count]);
        return row;
    }
}
