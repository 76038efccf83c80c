namespace ProgressiveSlo.Formats.Csv;

/// <summary>Writes cells of CSV (RFC 4180), separated by commas.</summary>
internal static class CsvText
{
    /// <summary>A cell, in quotes where its text needs them to be read back.</summary>
    public static string Cell(string text) =>
        text.IndexOfAny([',', '"', '\n', '\r', ';', '\t']) < 0 && text.Trim() == text ? text : "\"" + text.Replace("\"", "\"\"") + "\"";
}
