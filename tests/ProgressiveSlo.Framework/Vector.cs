using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace ProgressiveSlo.Framework;

/// <summary>A row of reference numbers, cells by the names of the first line.</summary>
internal sealed class Vector
{
    private readonly Dictionary<string, string> _cells;
    private readonly string _line;

    private Vector(string[] names, string line)
    {
        _line = line;
        _cells = names.Zip(line.Split(','), (name, cell) => (name, cell)).ToDictionary(c => c.name, c => c.cell);
    }

    public string this[string column] => _cells[column];

    /// <summary>The rows of a file; never none.</summary>
    public static IReadOnlyList<Vector> Read(string path)
    {
        var lines = File.ReadAllLines(path).Where(line => line.Length > 0).ToArray();
        var names = lines[0].Split(',');
        return lines.Length > 1
            ? lines.Skip(1).Select(line => new Vector(names, line)).ToArray()
            : throw new InvalidDataException($"{path} has no numbers.");
    }

    public double Number(string column) => double.Parse(_cells[column], CultureInfo.InvariantCulture);

    public decimal Decimal(string column) => decimal.Parse(_cells[column], NumberStyles.Float, CultureInfo.InvariantCulture);

    public long Whole(string column) => long.Parse(_cells[column], CultureInfo.InvariantCulture);

    /// <summary>Fails unless that is so.</summary>
    public void Expect(bool condition, object? actual)
    {
        if (!condition)
            throw new InvalidDataException(
                string.Format(CultureInfo.InvariantCulture, "It gives {0:R} for {1}", actual ?? "nothing", _line)
            );
    }

    /// <summary>Fails unless the number is that of the column, with so small a relative error.</summary>
    public void Near(string column, double actual, double tolerance) =>
        Expect(Math.Abs(actual - Number(column)) <= tolerance * Math.Abs(Number(column)), actual);
}
