using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Formats.Evidence;

/// <summary>A row as it was written.</summary>
/// <param name="Line">Its line, from 1; 0 when it came from no file.</param>
/// <param name="Cells">Its cells by what they hold.</param>
internal sealed record EvidenceRecord(int Line, IReadOnlyDictionary<EvidenceColumn, EvidenceCell> Cells)
{
    /// <summary>The cells of unknown columns whose name tells of the counts beside them, or of the evidence.</summary>
    public IReadOnlyList<EvidenceCell> Claims { get; init; } = [];
}

/// <summary>A cell as it was written.</summary>
/// <param name="Name">Its column's name, as written.</param>
/// <param name="Text">Its text; empty for none.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
internal sealed record EvidenceCell(string Name, string Text, int Line, int Column);

/// <summary>What a column of counts may hold.</summary>
internal enum EvidenceColumn
{
    Service,
    Time,
    Good,
    Bad,
    Total,
    LatencyP95,
    LatencyP99,
    ErrorRatio,
    Coverage,
    Namespace,
    Incidents,
    LatencyBuckets,
    Exclusions,
    LatencyUnit,

    /// <summary>An unknown column, of which there may be several, whose name tells of the counts or of the evidence; see
    /// <see cref="ClaimedCount"/> and <see cref="RowDoubts"/>.</summary>
    Claim,
}

/// <summary>The names of columns, with or without underscores and capitals.</summary>
internal static class EvidenceColumns
{
    private static readonly string[] _known =
    [
        "Service",
        "Namespace",
        "Date",
        "Good",
        "Bad",
        "Total",
        "Coverage",
        "LatencyP95",
        "LatencyP99",
        "LatencyUnit",
    ];

    /// <summary>The column that a name means, or null for one that means nothing here.</summary>
    public static EvidenceColumn? Parse(string name) =>
        name.Trim().Replace("_", "").Replace(" ", "").ToUpperInvariant() switch
        {
            "SERVICE" => EvidenceColumn.Service,
            "NAMESPACE" => EvidenceColumn.Namespace,
            "DATE" or "TIME" or "TIMESTAMP" or "DAY" or "HOUR" => EvidenceColumn.Time,
            "GOOD" or "GOODEVENTS" => EvidenceColumn.Good,
            "BAD" or "BADEVENTS" => EvidenceColumn.Bad,
            "TOTAL" or "TOTALEVENTS" => EvidenceColumn.Total,
            "LATENCYP95" => EvidenceColumn.LatencyP95,
            "ERRORRATIO" => EvidenceColumn.ErrorRatio,
            "LATENCYP99" => EvidenceColumn.LatencyP99,
            "LATENCYUNIT" => EvidenceColumn.LatencyUnit,
            "COVERAGE" => EvidenceColumn.Coverage,
            _ => null,
        };

    /// <summary>The column that a name means, or an unknown one that claims something; null for any other.</summary>
    public static EvidenceColumn? ParseAny(string name) => Parse(name) ?? ParseClaim(name);

    /// <summary>Whether an unknown name claims something: null where it does not.</summary>
    public static EvidenceColumn? ParseClaim(string name) =>
        RowDoubts.IsKnown(name) || RowDoubts.IsPlace(name) || ClaimedCount.Kind(name) is not null ? EvidenceColumn.Claim : null;

    /// <summary>Whether a column means nothing, however much its name claims.</summary>
    public static bool IsUnknown(EvidenceColumn? column) => column is null or EvidenceColumn.Claim;

    /// <summary>The column that a name was probably meant to be, where it is not there; or null.</summary>
    /// <param name="name">A name that means nothing here.</param>
    /// <param name="used">The columns that are there.</param>
    public static string? Suggest(string name, ICollection<EvidenceColumn> used)
    {
        var normal = name.Trim().Replace("_", "").Replace(" ", "");
        var free = _known.Where(n => !used.Contains(Parse(n)!.Value)).ToArray();
        if (ClaimedCount.IsBad(name) || ClaimedCount.IsGood(name))
            return free.FirstOrDefault(n => n == (ClaimedCount.IsBad(name) ? "Bad" : "Good"));
        if (ParseClaim(name) is not null)
            return null;
        return ProgressiveSlo.Text.Spelling.Nearest(normal, free)
            ?? free.FirstOrDefault(n =>
                n.StartsWith("LatencyP", StringComparison.Ordinal)
                && normal.IndexOf(n.Substring(7), StringComparison.OrdinalIgnoreCase) >= 0
            )
            ?? free.FirstOrDefault(n =>
                n == "Coverage"
                && (
                    normal.IndexOf(n, StringComparison.OrdinalIgnoreCase) >= 0
                    || (normal.Length >= 3 && n.StartsWith(normal, StringComparison.OrdinalIgnoreCase))
                )
            );
    }

    /// <summary>The column of a record that a name means, or null for one that a record does not have.</summary>
    public static EvidenceColumn? ParseOfRecord(string name) =>
        name.Trim().ToUpperInvariant() switch
        {
            "INCIDENTS" => EvidenceColumn.Incidents,
            "LATENCYBUCKETS" => EvidenceColumn.LatencyBuckets,
            "EXCLUSIONS" => EvidenceColumn.Exclusions,
            _ => Parse(name) is var column && column is EvidenceColumn.ErrorRatio ? null : column,
        };
}

/// <summary>Numbers in cells: with a decimal point, without separators of thousands, whatever the machine's culture.</summary>
internal static class CellNumber
{
    /// <summary>The most events that can be counted exactly: above 2^53 a double no longer holds every whole number.</summary>
    public const long Most = 9_007_199_254_740_992;

    // Milliseconds of a day, as for targets.
    private const decimal LongestLatency = 86_400_000;

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
        if (value > LongestLatency)
            return new FieldProblem(
                cell.Name,
                $"{cell.Text} ms is longer than a day",
                "Give milliseconds, or leave the cell empty where nothing was measured"
            );
        milliseconds = double.Parse(cell.Text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return null;
    }

    /// <summary>The share of an interval that has data, 0 to 1.</summary>
    public static FieldProblem? Share(EvidenceCell cell, out double share)
    {
        share = 0;
        if (Decimal(cell, "a share from 0 to 1, for example 0.9965", out var value) is { } problem)
            return problem;
        if (value is < 0 or > 1)
            return new FieldProblem(
                cell.Name,
                $"{cell.Text} is not a share from 0 to 1",
                value is > 1 and <= 100
                    ? $"Write {ProgressiveSlo.Text.NumberText.Plain(value / 100m)} for {cell.Text} %"
                    : "Give the share of the interval that has data"
            );

        // What was written with all its digits is read to the last one.
        share = double.Parse(cell.Text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return null;
    }

    /// <summary>A ratio as it was written, also one out of range; an empty cell and NaN are NaN.</summary>
    public static FieldProblem? Ratio(EvidenceCell cell, out double ratio)
    {
        ratio = double.NaN;
        if (cell.Text.Length == 0 || cell.Text is "NaN")
            return null;
        if (cell.Text.EndsWith("%", System.StringComparison.Ordinal))
            return new FieldProblem(
                cell.Name,
                $"'{ProgressiveSlo.Naming.ServiceName.Printable(cell.Text)}' is in percent",
                "Write the ratio, for example 0.0015 for 0.15 %"
            );
        if (Decimal(cell, "a ratio, for example 0.0015", out var value) is { } problem)
            return problem;
        ratio = (double)value;
        return null;
    }

    private static FieldProblem? Decimal(EvidenceCell cell, string wanted, out decimal value)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        value = 0;

        // The parser of the runtime skips NUL characters at the end.
        if (cell.Text.IndexOf('\0') < 0 && decimal.TryParse(cell.Text, Style, CultureInfo.InvariantCulture, out value))
            return null;
        var shown = ProgressiveSlo.Naming.ServiceName.Printable(cell.Text);
        return cell.Text.IndexOf(',') >= 0
            ? new FieldProblem(cell.Name, $"'{shown}' has a comma", $"Write it with a decimal point and no thousands separators; {wanted}")
            : new FieldProblem(cell.Name, $"'{shown}' is not a number", $"Give {wanted}");
    }
}

/// <summary>Days and times in cells.</summary>
internal static class CellTime
{
    private static readonly string[] _more =
    [
        "yyyy-MM-dd' 'HH:mm",
        "yyyy-MM-dd' 'HH:mm:ss",
        "yyyy-MM-dd' 'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd' 'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mmK",
    ];

    /// <summary>Reads a day, or a time with or without zone; without zone it is UTC.</summary>
    /// <param name="text">The text.</param>
    /// <param name="time">The time, UTC.</param>
    /// <param name="isDay">Whether it is a day without a time.</param>
    public static bool TryParse(string text, out DateTime time, out bool isDay)
    {
        isDay = text.Length == 10;
        return UtcTime.TryParse(text, out time)
            || DateTime.TryParseExact(
                text,
                _more,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out time
            );
    }
}
