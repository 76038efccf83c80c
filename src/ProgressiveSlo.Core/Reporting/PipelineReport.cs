using System.Text;

namespace ProgressiveSlo.Reporting;

/// <summary>
/// Commands for the agent of a pipeline. An agent reads them from the output of a step and from nowhere else, so they never go to a file;
/// the file beside them is the summary in Markdown.
/// </summary>
public abstract class PipelineReport : CombinedReport
{
    /// <inheritdoc/>
    public override bool Accepts(object subject) => AnnotationSources.Find(subject) is not null;

    /// <summary>Whether this agent runs the process.</summary>
    /// <param name="environment">Gives the value of an environment variable, or null.</param>
    public abstract bool Runs(Func<string, string?> environment);

    /// <inheritdoc/>
    public override void WriteAll(IReadOnlyList<object> subjects, TextWriter output)
    {
        if (subjects is null)
            throw new ArgumentNullException(nameof(subjects));
        if (output is null)
            throw new ArgumentNullException(nameof(output));
        foreach (var line in Lines(subjects))
        {
            output.Write(line);
            output.Write('\n');
        }
    }

    /// <summary>The command that shows a Markdown file with the run, or null when this agent takes summaries another way.</summary>
    /// <param name="path">Full path of the file.</param>
    public virtual string? SummaryCommand(string path) => null;

    /// <summary>What this agent wants in files instead of in the output.</summary>
    /// <param name="subjects">All objects.</param>
    /// <param name="summary">Their summary in Markdown.</param>
    public virtual IReadOnlyList<PipelineFile> Files(IReadOnlyList<object> subjects, string summary) => [];

    /// <summary>The output variables of all objects.</summary>
    /// <param name="subjects">All objects.</param>
    protected static IEnumerable<KeyValuePair<string, string>> Outputs(IReadOnlyList<object> subjects) =>
        AnnotationSources.All.SelectMany(s => s.Outputs(subjects));

    /// <summary>The lines that open a group which can be folded.</summary>
    /// <param name="title">Its title.</param>
    protected abstract string Open(string title);

    /// <summary>The line that ends it.</summary>
    protected abstract string Close { get; }

    /// <summary>The line of an annotation.</summary>
    /// <param name="annotation">The annotation.</param>
    protected abstract string Line(Annotation annotation);

    /// <summary>The lines that set output variables, when this agent takes them from the output.</summary>
    /// <param name="outputs">Names and values.</param>
    protected virtual IEnumerable<string> OutputLines(IEnumerable<KeyValuePair<string, string>> outputs) => [];

    private IEnumerable<string> Lines(IReadOnlyList<object> subjects)
    {
        foreach (var subject in subjects)
        {
            var group = AnnotationSources.Find(subject)!.Group(subject);
            if (group.Lines.Count > 0)
            {
                // The dash keeps text from outside from the start of a line, where commands stand.
                yield return Open(group.Title);
                foreach (var line in group.Lines)
                    yield return "- " + line;
                yield return Close;
            }

            foreach (var annotation in group.Annotations)
                yield return Line(annotation);
        }

        foreach (var line in OutputLines(Outputs(subjects)))
            yield return line;
    }
}

/// <summary>Text for a file that a pipeline's agent reads after the step.</summary>
/// <param name="Variable">The environment variable that names the file.</param>
/// <param name="Text">What to append to it; ends with a line break.</param>
public sealed record PipelineFile(string Variable, string Text);

/// <summary>
/// Writes commands for the agent of a pipeline, so that the agent reads back what was meant. A property value must not begin with '=', and
/// the last one of GitHub must not end in a space: the agents have no way to say that.
/// </summary>
internal sealed class PipelineCommand
{
    private readonly string _open;
    private readonly string _close;
    private readonly char _separator;
    private readonly (string Text, string Escaped)[] _data;
    private readonly (string Text, string Escaped)[] _property;

    private PipelineCommand(string open, string close, char separator, (string, string)[] data, (string, string)[] property)
    {
        _open = open;
        _close = close;
        _separator = separator;
        _data = data;
        _property = property;
    }

    /// <summary>
    /// Logging commands of Azure Pipelines. Source: Command.cs and CommandStringConvertor.cs of microsoft/azure-pipelines-agent. The
    /// properties end at the first ']', a property at ';', and %AZP25 becomes '%' last of all.
    /// </summary>
    public static PipelineCommand Azure { get; } =
        new("##vso[", "]", ';', [("%", "%AZP25"), ("\r", "%0D"), ("\n", "%0A")], [(";", "%3B"), ("]", "%5D")]);

    /// <summary>
    /// Workflow commands of GitHub Actions. Source: ActionCommand.cs of actions/runner. The properties end at '::', a property at ',', and
    /// %25 becomes '%' last of all.
    /// </summary>
    public static PipelineCommand GitHub { get; } =
        new("::", "::", ',', [("%", "%25"), ("\r", "%0D"), ("\n", "%0A")], [(":", "%3A"), (",", "%2C")]);

    /// <summary>One line.</summary>
    /// <param name="name">What the agent is to do: <c>task.logissue</c>, <c>error</c>.</param>
    /// <param name="properties">Names and values in order; empty values are left out.</param>
    /// <param name="data">What stands behind them.</param>
    public string Text(string name, IEnumerable<KeyValuePair<string, string>> properties, string data)
    {
        var line = new StringBuilder(_open).Append(name);
        var separator = ' ';
        foreach (var property in properties.Where(p => p.Value.Length > 0))
        {
            line.Append(separator).Append(property.Key).Append('=').Append(Escape(Escape(property.Value, _data), _property));
            separator = _separator;
        }

        return line.Append(_close).Append(Escape(data, _data)).ToString();
    }

    private static string Escape(string text, (string Text, string Escaped)[] pairs) =>
        pairs.Aggregate(text, (t, pair) => t.Replace(pair.Text, pair.Escaped));
}
