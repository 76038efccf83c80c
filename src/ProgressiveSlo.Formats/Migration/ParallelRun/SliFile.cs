using System;
using System.Collections.Generic;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Evidence;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Migration;

namespace ProgressiveSlo.Formats.Migration;

/// <summary>
/// Reads the SLI of services over time from CSV or JSON, as a spreadsheet has it. Columns: Service, Date or Time, and two of Good, Bad and
/// Total, or ErrorRatio alone or beside Total. Evidence that was stored as JSON is taken, too. Times without zone are UTC.
/// </summary>
public static class SliFile
{
    private static readonly YamlLimits _limits = new() { Bytes = 256L * 1024 * 1024 };

    /// <summary>Reads a file; the first character tells which of the two it is.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="displayPath">The file as the user knows it, for errors.</param>
    /// <param name="service">The service of rows that name none, or null when each must name one.</param>
    /// <returns>The series of each service, in the order in which the file names them.</returns>
    /// <exception cref="SloDocumentException">The file cannot be read, or rows are wrong: each with line, column, field and mend.</exception>
    public static IReadOnlyList<SliSeries> Read(string path, string displayPath, string? service = null) =>
        ReadText(DocumentFile.Read(path ?? throw new ArgumentNullException(nameof(path)), displayPath, _limits), displayPath, service);

    /// <summary>Reads a text of CSV or JSON.</summary>
    /// <param name="text">The text.</param>
    /// <param name="displayPath">Where it came from, for errors; may be empty.</param>
    /// <param name="service">The service of rows that name none, or null when each must name one.</param>
    /// <exception cref="SloDocumentException">As for a file.</exception>
    public static IReadOnlyList<SliSeries> ReadText(string text, string displayPath, string? service = null)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        var rows = new SliRows(displayPath, service);
        var start = text.TrimStart();
        if (start.Length > 0 && start[0] is '[' or '{')
            JsonEvidence.Read(text, rows);
        else
            CsvEvidence.Read(text, rows);
        return rows.Build();
    }
}
