using System.Text;

namespace ProgressiveSlo.Reporting;

/// <summary>
/// Workflow commands of GitHub Actions: annotations and groups; output variables and the summary go to the runner's files.
/// </summary>
public sealed class GitHubActionsReport : PipelineReport
{
    private static readonly ReportFormat OwnFormat = new("GitHubActions", "", "", "");

    /// <inheritdoc/>
    public override ReportFormat Format => OwnFormat;

    /// <inheritdoc/>
    protected override string Close => PipelineCommand.GitHub.Text("endgroup", [], "");

    /// <inheritdoc/>
    public override bool Runs(Func<string, string?> environment)
    {
        if (environment is null)
            throw new ArgumentNullException(nameof(environment));
        return string.Equals(environment("GITHUB_ACTIONS"), "true", StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<PipelineFile> Files(IReadOnlyList<object> subjects, string summary)
    {
        var outputs = GitHubOutputs.Text(Outputs(subjects));
        var files = new List<PipelineFile> { new("GITHUB_STEP_SUMMARY", summary) };
        if (outputs.Length > 0)
            files.Insert(0, new PipelineFile("GITHUB_OUTPUT", outputs));
        return files;
    }

    /// <inheritdoc/>
    protected override string Open(string title) => PipelineCommand.GitHub.Text("group", [], title);

    /// <inheritdoc/>
    protected override string Line(Annotation annotation)
    {
        if (annotation is null)
            throw new ArgumentNullException(nameof(annotation));
        var command = annotation.Level switch
        {
            AnnotationLevel.Error => "error",
            AnnotationLevel.Warning => "warning",
            _ => "notice",
        };
        return PipelineCommand.GitHub.Text(
            command,
            [
                new("file", annotation.Path),
                new("line", Number(annotation.Line)),
                new("col", Number(annotation.Column)),
                new("title", annotation.Title),
            ],
            annotation.Message
        );
    }

    private static string Number(int number) => number == 0 ? "" : number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>
/// Writes output variables for the file that GITHUB_OUTPUT names, in the form with a delimiter, as EnvFileKeyValuePairs in
/// FileCommandManager.cs of actions/runner reads it: a value ends at the first line that is the delimiter.
/// </summary>
internal static class GitHubOutputs
{
    /// <summary>The text to append; every value is read back as it is.</summary>
    /// <param name="outputs">Names (letters and digits) and values.</param>
    public static string Text(IEnumerable<KeyValuePair<string, string>> outputs)
    {
        var text = new StringBuilder();
        foreach (var output in outputs)
        {
            var delimiter = Delimiter(output.Value);
            text.Append(output.Key)
                .Append("<<")
                .Append(delimiter)
                .Append('\n')
                .Append(output.Value)
                .Append('\n')
                .Append(delimiter)
                .Append('\n');
        }

        return text.ToString();
    }

    // The whole value is known here, so the delimiter needs no luck: it is made longer until the value does not hold it.
    private static string Delimiter(string value)
    {
        var delimiter = "SLO_END";
        while (value.Contains(delimiter))
            delimiter += "_";
        return delimiter;
    }
}
