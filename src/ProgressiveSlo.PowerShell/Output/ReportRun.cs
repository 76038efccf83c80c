using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Pages;
using ProgressiveSlo.Formats.Reports;
using ProgressiveSlo.Migration.Reporting;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Reporting;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Output;

/// <summary>
/// One call of ConvertTo-SloReport or Export-SloReport: what goes to the output, and what to files. A format for files is one document.
/// Commands for a pipeline go to the output and have a summary in Markdown beside them.
/// </summary>
internal sealed class ReportRun : IDisposable
{
    private readonly StringWriter _text = new() { NewLine = "\n" };
    private readonly ReportDocument _document;
    private readonly ReportFormat _format;
    private readonly bool _auto;
    private readonly List<object> _subjects = [];

    private ReportRun(ReportFormat format, bool auto)
    {
        _format = format;
        _auto = auto;
        Pipeline = ReportRegistry.FindPipeline(format);
        _document = new ReportDocument(Pipeline is null ? format : ReportFormat.Markdown, _text);
    }

    /// <summary>Starts a report.</summary>
    /// <param name="format">Name of the format.</param>
    /// <exception cref="SloValidationException">There is no such format.</exception>
    public static ReportRun Start(string format) =>
        ReportRegistry.FindFormat(format, Environment.GetEnvironmentVariable) is { } found
            ? new ReportRun(found, ReportRegistry.IsAuto(format))
            : throw new SloValidationException(
                "Format",
                $"'{ServiceName.Printable(format)}' is not a report format",
                "Give one of " + string.Join(", ", ReportRegistry.FormatNames)
            );

    /// <summary>Starts a report whose format is that of the file's extension.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="SloValidationException">There is no format with that extension.</exception>
    public static ReportRun StartForFile(string path) =>
        ReportRegistry.FindExtension(Path.GetExtension(path)) is { } found
            ? new ReportRun(found, auto: false)
            : throw new SloValidationException(
                "Format",
                $"The extension of '{PrintableText.Escape(Path.GetFileName(path))}' does not say which report it is",
                "Give -Format, or one of " + string.Join(", ", ReportRegistry.Extensions)
            );

    /// <summary>Whether it needs no file: an agent of a pipeline reads it, or it is Auto, which is Markdown outside of pipelines.</summary>
    public bool IsForAgents => _auto || Pipeline is not null;

    /// <summary>The writer of commands; null for a format for files.</summary>
    public PipelineReport? Pipeline { get; }

    /// <summary>Name of the format.</summary>
    public string FormatName => _format.Name;

    /// <summary>Whether there are commands to be written.</summary>
    public bool HasCommands => _subjects.Count > 0;

    /// <summary>Whether no object was taken.</summary>
    public bool IsEmpty => _document.IsEmpty;

    /// <inheritdoc/>
    public void Dispose() => _text.Dispose();

    /// <summary>Takes an object.</summary>
    /// <param name="subject">The object.</param>
    /// <param name="isJoined">Whether all objects make one document. Otherwise a report of one object is returned at once.</param>
    /// <param name="report">A report for the output, or null when it comes at the end or in the file.</param>
    /// <returns>False when there is no report of such an object.</returns>
    public bool TryAdd(object subject, bool isJoined, out string? report)
    {
        report = null;
        var writer = ReportRegistry.Find(_format, subject);
        if (writer is PipelineReport)
        {
            _subjects.Add(subject);
            _document.Add(ReportRegistry.Find(ReportFormat.Markdown, subject)!, subject);
            return true;
        }

        // With Auto a script is the same inside and outside of pipelines, so what has no commands is Markdown in both.
        writer ??= _auto ? ReportRegistry.Find(ReportFormat.Markdown, subject) : null;
        if (writer is null)
            return false;
        if (isJoined || writer is CombinedReport)
        {
            _document.Add(writer, subject);
            return true;
        }

        using var text = new StringWriter { NewLine = "\n" };
        writer.Write(subject, text);
        report = text.ToString();
        return true;
    }

    /// <summary>The error for an object that has no report in this format.</summary>
    /// <param name="subject">The object.</param>
    public SloValidationException Unsupported(object subject)
    {
        var formats = ReportRegistry.FormatsFor(subject);
        var fix =
            formats.Count > 0
                ? "Give one of " + string.Join(", ", formats)
                : "Pipe plans (New-SloPlan, Import-SloPlan), readiness results (Test-SloPhaseReadiness), findings "
                    + "(Test-SloManifest), an inventory (Get-SloInventory), gaps or maturity (Compare-SloInventory), parallel "
                    + "runs (Compare-SloParallelRun), or a migration (New-SloMigration)";
        return new SloValidationException(
            "InputObject",
            $"There is no {FormatName} report of a value of type {subject.GetType().Name}",
            fix
        );
    }

    /// <summary>Ends the document: the report, or the summary beside the commands.</summary>
    public string Complete()
    {
        _document.Complete();
        return _text.ToString();
    }

    /// <summary>The commands of all objects.</summary>
    public string Commands()
    {
        using var text = new StringWriter { NewLine = "\n" };
        Pipeline!.WriteAll(_subjects, text);
        return text.ToString();
    }

    /// <summary>What the pipeline's agent wants in files.</summary>
    /// <param name="summary">The summary in Markdown.</param>
    public IReadOnlyList<PipelineFile> Files(string summary) => Pipeline!.Files(_subjects, summary);
}

/// <summary>All reports of all registries.</summary>
internal static class ReportRegistry
{
    /// <summary>The name that stands for the format of the pipeline that runs the process.</summary>
    public const string Auto = "Auto";

    public static IEnumerable<string> FormatNames =>
        All.Select(w => w.Format.Name).Append(Auto).Distinct().OrderBy(n => n, StringComparer.Ordinal);

    private static IEnumerable<IReportWriter> All =>
        CoreReports.All.Concat(MigrationReports.All).Concat(FormatReports.All).Concat(PageReports.All);

    /// <summary>The format of that name, or null.</summary>
    /// <param name="name">The name; Auto is the format of the pipeline that runs the process, and Markdown outside of pipelines.</param>
    /// <param name="environment">Gives the value of an environment variable, or null.</param>
    public static ReportFormat? FindFormat(string name, Func<string, string?> environment) =>
        IsAuto(name)
            ? All.OfType<PipelineReport>().FirstOrDefault(r => r.Runs(environment))?.Format ?? ReportFormat.Markdown
            : All.Select(w => w.Format).FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The format of files with that extension, or null.</summary>
    /// <param name="extension">The extension, with its dot; case does not matter.</param>
    public static ReportFormat? FindExtension(string extension) =>
        All.Select(w => w.Format).FirstOrDefault(f => string.Equals(f.Extension, extension, StringComparison.OrdinalIgnoreCase));

    /// <summary>The extensions that choose a format.</summary>
    public static IEnumerable<string> Extensions =>
        All.Select(w => w.Format.Extension).OfType<string>().Distinct().OrderBy(e => e, StringComparer.Ordinal);

    public static bool IsAuto(string name) => string.Equals(name, Auto, StringComparison.OrdinalIgnoreCase);

    /// <summary>The writer of that format for that object, or null.</summary>
    public static IReportWriter? Find(ReportFormat format, object subject) =>
        All.FirstOrDefault(w => w.Format == format && w.Accepts(subject));

    /// <summary>The writer of commands in that format, or null when it is a format for files.</summary>
    public static PipelineReport? FindPipeline(ReportFormat format) => All.OfType<PipelineReport>().FirstOrDefault(r => r.Format == format);

    /// <summary>Names of the formats that there are for that object.</summary>
    public static IReadOnlyList<string> FormatsFor(object subject) =>
        All.Where(w => w.Accepts(subject)).Select(w => w.Format.Name).OrderBy(n => n, StringComparer.Ordinal).ToArray();
}
