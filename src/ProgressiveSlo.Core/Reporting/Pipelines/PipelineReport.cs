using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ProgressiveSlo.Reporting.Annotations;

namespace ProgressiveSlo.Reporting.Pipelines;

/// <summary>
/// Commands for the agent of a pipeline. An agent reads them from the output of a step and from nowhere else, so they never go to a file;
/// the file beside them is the summary in Markdown.
/// </summary>
public abstract class PipelineReport : JointReport
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
