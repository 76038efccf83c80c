using System.Threading;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Formats.Csv;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Formats.Evidence;

/// <summary>
/// The record of a plan's service as a CSV file: a row for each complete day, in order. A day without data has no counts. What
/// <see cref="EvidenceFile"/> reads of it are the counts, coverage and percentiles of its days, excluded intervals and incidents.
/// </summary>
public static class KeptDaysFile
{
    private const string Header = "Namespace,Service,Date,Good,Total,Coverage,LatencyP95,LatencyP99,Incidents,LatencyBuckets,Exclusions";

    private static readonly DocumentLimits _limits = new() { Bytes = 64L * 1024 * 1024 };

    /// <summary>Whether a text begins with the line that each record begins with.</summary>
    internal static bool IsRecord(string text) =>
        text.StartsWith(Header, StringComparison.Ordinal) && (text.Length == Header.Length || text[Header.Length] is '\r' or '\n');

    /// <summary>Reads a record; one without days where there is no such file yet.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="displayPath">The file as the user knows it, for errors.</param>
    /// <param name="service">The service.</param>
    /// <param name="namespace">Its namespace.</param>
    /// <param name="end">Midnight (UTC) at the end of the last complete day: a row of a later day is refused; null for any day.</param>
    /// <exception cref="SloDocumentException">The file cannot be read, is of another service, or rows are wrong: each with line, column,
    /// field and fix.</exception>
    public static KeptDays Read(string path, string displayPath, string service, string @namespace, DateTime? end = null)
    {
        if (path is null)
            throw new ArgumentNullException(nameof(path));
        return File.Exists(path)
            ? ReadText(DocumentFile.Read(path, displayPath, _limits), displayPath, service, @namespace, end)
            : new KeptDays(service, @namespace, []);
    }

    /// <summary>
    /// Adds what a server has counted to the file, whole or not at all, and with no other process in between: what counts is what the file
    /// holds then. Folders that are missing are made; a file to which nothing is added stays as it is.
    /// </summary>
    /// <param name="path">Full path.</param>
    /// <param name="displayPath">The file as the user knows it, for errors.</param>
    /// <param name="service">The service.</param>
    /// <param name="namespace">Its namespace.</param>
    /// <param name="counted">What the server has counted.</param>
    /// <param name="end">Midnight (UTC) at the end of the last complete day: a row of a later day is refused; null for any day.</param>
    /// <param name="cancel">Ends the wait for another process that has the file.</param>
    /// <returns>The record as it is now.</returns>
    /// <exception cref="SloDocumentException">The file cannot be read, or is not sound.</exception>
    /// <exception cref="SloValidationException">The server counts a kept day otherwise; the file is as it was.</exception>
    /// <exception cref="IOException">The file cannot be written, or another process keeps it; the file is as it was.</exception>
    /// <exception cref="OperationCanceledException">The wait for another process was cancelled; the file is as it was.</exception>
    public static KeptDays Add(
        string path,
        string displayPath,
        string service,
        string @namespace,
        CountedDays counted,
        DateTime? end = null,
        CancellationToken cancel = default
    )
    {
        if (path is null)
            throw new ArgumentNullException(nameof(path));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        KeptDays? now = null;
        LockedFileUpdate.Change(
            path,
            () => Read(path, displayPath, service, @namespace, end),
            before =>
            {
                now = before.With(counted);
                return now.Days.SequenceEqual(before.Days) ? null : now;
            },
            Write,
            _limits.Bytes,
            cancel
        );
        return now!;
    }

    /// <summary>Writes a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="output">Where it goes to; lines end as the writer ends them.</param>
    public static void Write(KeptDays record, TextWriter output)
    {
        if (record is null)
            throw new ArgumentNullException(nameof(record));
        if (output is null)
            throw new ArgumentNullException(nameof(output));
        output.WriteLine(Header);
        foreach (var day in record.Days)
        {
            string[] cells =
            [
                record.Namespace,
                record.Service,
                UtcTime.DateText(day.Day.Date),
                day.HasData ? NumberText.Plain(day.Day.GoodEvents) : "",
                day.HasData ? NumberText.Plain(day.Day.TotalEvents) : "",
                NumberText.Plain(day.Day.Coverage),
                day.Day.LatencyP95 is { } p95 ? NumberText.Plain(p95) : "",
                day.Day.LatencyP99 is { } p99 ? NumberText.Plain(p99) : "",
                KeptCells.Incidents(day.Incidents),
                KeptCells.Buckets(day.Buckets),
                KeptCells.Exclusions(day.Exclusions),
            ];
            output.WriteLine(string.Join(",", cells.Select(CsvText.Cell)));
        }
    }

    /// <summary>Reads the text of a record.</summary>
    /// <param name="text">The text.</param>
    /// <param name="displayPath">The file as the user knows it, for errors.</param>
    /// <param name="service">The service.</param>
    /// <param name="namespace">Its namespace.</param>
    /// <param name="end">As for a file.</param>
    /// <exception cref="SloDocumentException">As for a file.</exception>
    public static KeptDays ReadText(string text, string displayPath, string service, string @namespace, DateTime? end = null)
    {
        var rows = new KeptDayRows(displayPath, service, @namespace, end);
        CsvEvidence.Read(text ?? throw new ArgumentNullException(nameof(text)), rows);
        return rows.Build();
    }
}

/// <summary>Says which file the record of each plan of one call is in: one file for one plan, or a folder for many.</summary>
public sealed class KeptDaysFiles
{
    private readonly string _path;
    private readonly bool _isFolder;
    private readonly Dictionary<string, string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Starts a call.</summary>
    /// <param name="path">Full path. It is a file when its name ends in .csv and no folder has that name, otherwise a folder, in which the
    /// record of each plan is <c>namespace/service.csv</c>.</param>
    public KeptDaysFiles(string path)
    {
        _path = path ?? throw new ArgumentNullException(nameof(path));
        var isSeparated = path.Length > 0 && path[path.Length - 1] == Path.DirectorySeparatorChar;
        var isCsv = string.Equals(Path.GetExtension(path), ".csv", StringComparison.OrdinalIgnoreCase);
        _isFolder = isSeparated || !isCsv || Directory.Exists(path);
    }

    /// <summary>The full path of the file of a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="namespace">Its namespace.</param>
    /// <exception cref="SloValidationException">Another service of this call has that file already.</exception>
    public string PathOf(string service, string @namespace)
    {
        if (service is null)
            throw new ArgumentNullException(nameof(service));
        if (@namespace is null)
            throw new ArgumentNullException(nameof(@namespace));
        var path = _isFolder ? Path.Combine(_path, FileSlug.Create(@namespace), FileSlug.Create(service) + ".csv") : _path;
        var name = $"'{service}' ({@namespace})";
        if (_taken.TryGetValue(path, out var other))
            throw _isFolder
                ? new SloValidationException(
                    "RecordPath",
                    $"The records of {name} and {other} would both be in {Path.GetFileName(path)}",
                    "Rename one, or give a file for each"
                )
                : new SloValidationException(
                    "RecordPath",
                    $"{name} is a second service, and '{Path.GetFileName(path)}' is the record of {other}",
                    "Give a folder for the records of several services"
                );
        _taken.Add(path, name);
        return path;
    }
}
