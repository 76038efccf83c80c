using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Evidence;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Series;

namespace ProgressiveSlo.Formats.Series;

/// <summary>
/// Reads event series of files: rows of CSV or JSON, one for each step, with Service, Time (the start of the step), and two of Good, Bad
/// and Total; or the compact form, one line for each day. Files may be packed by gzip.
/// </summary>
public static class SeriesFile
{
    /// <summary>The most bytes of a file, and of its text when it is unpacked.</summary>
    public const long MostBytes = 512L * 1024 * 1024;

    private static readonly DocumentLimits _limits = new() { Bytes = MostBytes };

    /// <summary>Reads a file; series of the compact form come one by one.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="displayPath">The file as the user knows it, for errors.</param>
    /// <param name="service">The service of rows that name none, or null when each must name one.</param>
    /// <param name="step">Length of the steps of rows, or null to find it.</param>
    /// <exception cref="SloDocumentException">The file cannot be read, or rows are wrong: each with line, column, field and
    /// fix.</exception>
    public static IEnumerable<EventSeries> Read(string path, string displayPath, string? service = null, TimeSpan? step = null) =>
        ReadText(PackedFile.Read(path ?? throw new ArgumentNullException(nameof(path)), displayPath, _limits), displayPath, service, step);

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="displayPath">Where it came from, for errors; may be empty.</param>
    /// <param name="service">The service of rows that name none, or null when each must name one.</param>
    /// <param name="step">Length of the steps of rows, or null to find it.</param>
    /// <exception cref="SloDocumentException">As for a file.</exception>
    public static IEnumerable<EventSeries> ReadText(string text, string displayPath, string? service = null, TimeSpan? step = null)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        if (CompactSeries.Recognises(text))
            return CompactSeries.Read(text, displayPath);
        var rows = new SeriesRows(displayPath, service, step);
        var start = text.TrimStart();
        if (start.Length > 0 && start[0] is '[' or '{')
            JsonEvidence.Read(text, rows);
        else
            CsvEvidence.Read(text, rows);
        return rows.Build();
    }

    /// <summary>Makes series of objects with the names of the columns.</summary>
    /// <param name="objects">The objects, in order of time for each service.</param>
    /// <param name="service">The service of objects that name none, or null when each must name one.</param>
    /// <param name="step">Length of the steps, or null to find it.</param>
    /// <exception cref="SloDocumentException">An object is wrong; its number stands where a file has its line.</exception>
    public static IReadOnlyList<EventSeries> ReadObjects(
        IEnumerable<IEnumerable<KeyValuePair<string, object?>>> objects,
        string? service = null,
        TimeSpan? step = null
    )
    {
        var rows = new SeriesRows("input", service, step);
        EvidenceFile.AddObjects(objects ?? throw new ArgumentNullException(nameof(objects)), rows);
        return rows.Build();
    }

    /// <summary>Writes series in the compact form.</summary>
    /// <param name="series">The series.</param>
    /// <param name="writer">Takes the text.</param>
    public static void Write(IEnumerable<EventSeries> series, TextWriter writer) =>
        CompactSeries.Write(
            series ?? throw new ArgumentNullException(nameof(series)),
            writer ?? throw new ArgumentNullException(nameof(writer))
        );
}
