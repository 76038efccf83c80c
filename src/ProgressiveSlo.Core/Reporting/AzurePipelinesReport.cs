namespace ProgressiveSlo.Reporting;

/// <summary>Logging commands of Azure Pipelines: issues, output variables, and the upload of a summary.</summary>
public sealed class AzurePipelinesReport : PipelineReport
{
    private static readonly ReportFormat OwnFormat = new("AzurePipelines", "", "", "");

    /// <inheritdoc/>
    public override ReportFormat Format => OwnFormat;

    /// <inheritdoc/>
    protected override string Close => "##[endgroup]";

    /// <inheritdoc/>
    public override bool Runs(Func<string, string?> environment)
    {
        if (environment is null)
            throw new ArgumentNullException(nameof(environment));
        return string.Equals(environment("TF_BUILD"), "true", StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public override string SummaryCommand(string path) => PipelineCommand.Azure.Text("task.uploadsummary", [], path);

    /// <inheritdoc/>
    protected override string Open(string title) => "##[group]" + title;

    /// <inheritdoc/>
    protected override string Line(Annotation annotation)
    {
        if (annotation is null)
            throw new ArgumentNullException(nameof(annotation));
        if (annotation.Level == AnnotationLevel.Notice)
            return NoticeLine(annotation);

        // At a file, the agent itself puts "file(line,column): error code: " before the message.
        var place = annotation.Path.Length > 0;
        return PipelineCommand.Azure.Text(
            "task.logissue",
            [
                new("type", annotation.Level == AnnotationLevel.Error ? "error" : "warning"),
                new("sourcepath", annotation.Path),
                new("linenumber", Number(annotation.Line)),
                new("columnnumber", Number(annotation.Column)),
                new("code", annotation.Code),
            ],
            place ? annotation.Message : annotation.Title + ": " + annotation.Message
        );
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> OutputLines(IEnumerable<KeyValuePair<string, string>> outputs) =>
        outputs.Select(o => PipelineCommand.Azure.Text("task.setvariable", [new("variable", o.Key), new("isOutput", "true")], o.Value));

    // Azure Pipelines has no issue below a warning, and crying wolf would hide the wolves: a plain line of the log.
    private static string NoticeLine(Annotation annotation)
    {
        var place =
            annotation.Path.Length == 0 ? ""
            : annotation.Line == 0 ? annotation.Path + ": "
            : $"{annotation.Path}({Number(annotation.Line)},{Number(annotation.Column)}): ";
        return $"- {place}{annotation.Title}: {annotation.Message}";
    }

    private static string Number(int number) => number == 0 ? "" : number.ToString(CultureInfo.InvariantCulture);
}
