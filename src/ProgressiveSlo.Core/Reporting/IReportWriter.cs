namespace ProgressiveSlo.Reporting;

/// <summary>
/// Writes one kind of object in one report format. To add a report: a class with this interface, and a line in its registry.
/// </summary>
public interface IReportWriter
{
    /// <summary>The format that it writes.</summary>
    ReportFormat Format { get; }

    /// <summary>Whether it can write this object.</summary>
    /// <param name="subject">A plan, a readiness result, ...</param>
    bool Accepts(object subject);

    /// <summary>Writes the report of one object; the text ends with a line break.</summary>
    /// <param name="subject">An object that it accepts.</param>
    /// <param name="output">Where to.</param>
    void Write(object subject, TextWriter output);
}

/// <summary>
/// A report that says something about all its objects together, such as totals: they become one report, and never one each.
/// </summary>
public abstract class CombinedReport : IReportWriter
{
    /// <inheritdoc/>
    public abstract ReportFormat Format { get; }

    /// <inheritdoc/>
    public abstract bool Accepts(object subject);

    /// <inheritdoc/>
    public void Write(object subject, TextWriter output) => WriteAll([subject], output);

    /// <summary>Writes one report of all objects; the text ends with a line break.</summary>
    /// <param name="subjects">Objects that it accepts, in the order of the input.</param>
    /// <param name="output">Where to.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public abstract void WriteAll(IReadOnlyList<object> subjects, TextWriter output);
}

/// <summary>A report format: its name, and how several reports make one document.</summary>
/// <param name="Name">Name as users write it.</param>
/// <param name="Opening">Before the first of several reports.</param>
/// <param name="Separator">Between two reports.</param>
/// <param name="Closing">After the last of several reports.</param>
public sealed record ReportFormat(string Name, string Opening, string Separator, string Closing)
{
    /// <summary>The extension of files in this format, with its dot; null for what is not a file of its own.</summary>
    public string? Extension { get; init; }

    /// <summary>Markdown (CommonMark with tables).</summary>
    public static ReportFormat Markdown { get; } = new("Markdown", "", "\n", "") { Extension = ".md" };

    /// <summary>JSON: one object, or an array of several.</summary>
    public static ReportFormat Json { get; } = new("Json", "[\n", ",\n", "]\n") { Extension = ".json" };
}

/// <summary>The registry of reports that need nothing but the domain. Those that need a library are registered with the formats.</summary>
public static class CoreReports
{
    /// <summary>One writer per kind of object and format. Where several agents seem to run, the first one counts.</summary>
    public static IReadOnlyList<IReportWriter> All { get; } =
    [
        new MarkdownPlanReport(),
        new MarkdownReadinessReport(),
        new MarkdownFindingsReport(),
        new TextFindingsReport(),
        new JUnitReport(),
        new AzurePipelinesReport(),
        new GitHubActionsReport(),
    ];
}
