using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Formats.Evidence;

/// <summary>
/// Makes evidence of counts of days or hours that some other tool has exported. Columns: Service, Date or Time, two of Good, Bad and
/// Total, and LatencyP95 and LatencyP99 in milliseconds where they are known. Names are taken with or without capitals and
/// underscores; other columns are left alone. JSON may also hold evidence that was made before, with its days. Times without zone are UTC, and others are turned into UTC.
/// </summary>
public static class EvidenceFile
{
    private static readonly YamlLimits _limits = new() { Bytes = 256L * 1024 * 1024 };

    /// <summary>Reads a file of CSV or JSON; the first character tells which.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="displayPath">The file as the user knows it, for errors.</param>
    /// <param name="service">The service of rows that name none, or null when each must name one.</param>
    /// <param name="warn">Called with what the user should know; or null.</param>
    /// <param name="hourly">Whether hours are wanted beside the days; intervals that do not make up an hour have none.</param>
    /// <returns>The evidence of each service from its first day to its last, in the order in which the file names them.</returns>
    /// <exception cref="SloDocumentException">The file cannot be read, or rows are wrong: each with line, column, field and mend.</exception>
    public static IReadOnlyList<SloMetric> Read(string path, string displayPath, string? service = null, Action<string>? warn = null, bool hourly = false) =>
        ReadText(DocumentFile.Read(path ?? throw new ArgumentNullException(nameof(path)), displayPath, _limits), displayPath, service, warn, hourly);

    /// <summary>Reads a text of CSV or JSON.</summary>
    /// <param name="text">The text.</param>
    /// <param name="displayPath">Where it came from, for errors; may be empty.</param>
    /// <param name="service">The service of rows that name none, or null when each must name one.</param>
    /// <param name="warn">Called with what the user should know; or null.</param>
    /// <param name="hourly">Whether hours are wanted beside the days; intervals that do not make up an hour have none.</param>
    /// <exception cref="SloDocumentException">As for a file.</exception>
    public static IReadOnlyList<SloMetric> ReadText(string text, string displayPath, string? service = null, Action<string>? warn = null, bool hourly = false)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        var rows = new EvidenceRows(displayPath, service);
        var start = text.TrimStart();
        if (start.Length > 0 && start[0] is '[' or '{')
            JsonEvidence.Read(text, rows);
        else
            CsvEvidence.Read(text, rows);
        var metrics = rows.Build(hourly, warn);

        // A header alone is what a query leaves that found nothing, and must not look like evidence without trouble.
        if (metrics.Count == 0)
            warn?.Invoke($"There are no counts in {(displayPath.Length == 0 ? "the text" : $"'{PrintableText.Escape(displayPath)}'")}, so it gives no evidence.");
        return metrics;
    }

    /// <summary>Makes evidence of objects, such as rows that a script has made: the same names, any kind of number and date.</summary>
    /// <param name="objects">Names and values of each.</param>
    /// <param name="service">The service of objects that name none, or null when each must name one.</param>
    /// <param name="warn">Called with what the user should know; or null.</param>
    /// <param name="hourly">Whether hours are wanted beside the days; intervals that do not make up an hour have none.</param>
    /// <exception cref="SloDocumentException">An object is wrong; its number stands where a file has its line.</exception>
    public static IReadOnlyList<SloMetric> ReadObjects(IEnumerable<IEnumerable<KeyValuePair<string, object?>>> objects, string? service = null, Action<string>? warn = null, bool hourly = false)
    {
        if (objects is null)
            throw new ArgumentNullException(nameof(objects));
        var rows = new EvidenceRows("input", service);
        var number = 0;
        foreach (var values in objects)
        {
            number++;
            var cells = new Dictionary<EvidenceColumn, EvidenceCell>();
            foreach (var value in values.Where(v => EvidenceColumns.Of(v.Key) is not null))
                cells[EvidenceColumns.Of(value.Key)!.Value] = new EvidenceCell(value.Key, Text(value.Value), number, 1);
            rows.Add(new EvidenceRecord(number, cells));
        }

        return rows.Build(hourly, warn);
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        // Midnight without zone is what scripts have for a day; a time with zone keeps its own.
        DateTime { Kind: DateTimeKind.Unspecified, TimeOfDay.Ticks: 0 } day => UtcTime.DateText(day),
        DateTime time => UtcTime.Text(time),
        DateTimeOffset time => UtcTime.Text(time.UtcDateTime),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()?.Trim() ?? "",
    };
}
