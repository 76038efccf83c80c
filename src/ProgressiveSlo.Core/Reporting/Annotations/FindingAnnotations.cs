using System.Collections.Generic;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Reporting.Annotations;

/// <summary>Findings of the lint, each at its file, line and column.</summary>
public sealed class FindingAnnotations : IAnnotationSource
{
    /// <inheritdoc/>
    public bool Accepts(object subject) => subject is SloFinding;

    /// <inheritdoc/>
    public AnnotationGroup Group(object subject)
    {
        var finding = (SloFinding)subject;
        var level = finding.Severity switch
        {
            FindingSeverity.Error => AnnotationLevel.Error,
            FindingSeverity.Warning => AnnotationLevel.Warning,
            _ => AnnotationLevel.Notice,
        };
        var field = finding.Field.Length == 0 ? "" : finding.Field + ": ";
        var annotation = new Annotation(level, PrintableText.Escape(finding.Code), PrintableText.Escape($"{field}{finding.Message}. {finding.Guidance}."))
        {
            Path = Location(finding.Path),
            Line = finding.Path.Length == 0 ? 0 : finding.Line,
            Column = finding.Path.Length == 0 || finding.Line == 0 ? 0 : finding.Column,
            Code = PrintableText.Escape(finding.Code),
        };
        return new AnnotationGroup(annotation.Title, [], [annotation]);
    }

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Outputs(IReadOnlyList<object> subjects) => [];

    // Agents split "sourcepath=..." at every '=' that follows another one, so a file of that name needs a folder before it.
    private static string Location(string path) => PrintableText.Escape(path.StartsWith("=", System.StringComparison.Ordinal) ? "./" + path : path);
}
