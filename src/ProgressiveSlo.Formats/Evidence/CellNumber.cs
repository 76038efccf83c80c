using System.Globalization;
using ProgressiveSlo.Errors;

namespace ProgressiveSlo.Formats.Evidence;

/// <summary>Numbers in cells: with a decimal point, without separators of thousands, whatever the machine's culture.</summary>
internal static class CellNumber
{
    /// <summary>The most events that can be counted exactly: above 2^53 a double no longer holds every whole number.</summary>
    public const long Most = 9_007_199_254_740_992;

    /// <summary>A whole number of events, 0 or more.</summary>
    public static FieldProblem? Count(EvidenceCell cell, out long count)
    {
        count = 0;
        if (Decimal(cell, "a whole number, for example 86400", out var value) is { } problem)
            return problem;
        if (value < 0)
            return new FieldProblem(cell.Name, $"{cell.Text} is negative", "Give 0 or more events");
        if (decimal.Truncate(value) != value)
            return new FieldProblem(cell.Name, $"{cell.Text} is not a whole number of events", "Give counts of events, not rates");
        if (value > Most)
            return new FieldProblem(cell.Name, $"{cell.Text} is too large for a number of events", "Check the value");
        count = (long)value;
        return null;
    }

    /// <summary>A number of milliseconds, 0 or more.</summary>
    public static FieldProblem? Milliseconds(EvidenceCell cell, out double milliseconds)
    {
        milliseconds = 0;
        if (Decimal(cell, "milliseconds, for example 450", out var value) is { } problem)
            return problem;
        if (value < 0)
            return new FieldProblem(cell.Name, $"{cell.Text} is negative", "Give 0 or more milliseconds, or leave the cell empty");
        milliseconds = (double)value;
        return null;
    }

    /// <summary>A ratio as it was written, also one out of range; an empty cell and NaN are NaN.</summary>
    public static FieldProblem? Ratio(EvidenceCell cell, out double ratio)
    {
        ratio = double.NaN;
        if (cell.Text.Length == 0 || cell.Text is "NaN")
            return null;
        if (cell.Text.EndsWith("%", System.StringComparison.Ordinal))
            return new FieldProblem(cell.Name, $"'{Planning.ServiceName.Printable(cell.Text)}' is in percent", "Write the ratio, for example 0.0015 for 0.15 %");
        if (Decimal(cell, "a ratio, for example 0.0015", out var value) is { } problem)
            return problem;
        ratio = (double)value;
        return null;
    }

    private static FieldProblem? Decimal(EvidenceCell cell, string wanted, out decimal value)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (decimal.TryParse(cell.Text, Style, CultureInfo.InvariantCulture, out value))
            return null;
        var shown = Planning.ServiceName.Printable(cell.Text);
        return cell.Text.IndexOf(',') >= 0
            ? new FieldProblem(cell.Name, $"'{shown}' has a comma", $"Write it with a decimal point and no thousands separators; {wanted}")
            : new FieldProblem(cell.Name, $"'{shown}' is not a number", $"Give {wanted}");
    }
}
