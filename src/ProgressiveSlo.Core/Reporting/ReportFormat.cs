namespace ProgressiveSlo.Reporting;

/// <summary>A report format: its name, and how several reports make one document.</summary>
/// <param name="Name">Name as users write it.</param>
/// <param name="Opening">Before the first of several reports.</param>
/// <param name="Separator">Between two reports.</param>
/// <param name="Closing">After the last of several reports.</param>
public sealed record ReportFormat(string Name, string Opening, string Separator, string Closing)
{
    /// <summary>Markdown (CommonMark with tables).</summary>
    public static ReportFormat Markdown { get; } = new("Markdown", "", "\n", "");

    /// <summary>JSON: one object, or an array of several.</summary>
    public static ReportFormat Json { get; } = new("Json", "[\n", ",\n", "]\n");
}
