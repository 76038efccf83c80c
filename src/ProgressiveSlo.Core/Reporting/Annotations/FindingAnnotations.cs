using System.Collections.Generic;
using ProgressiveSlo.Linting;

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
        var field = finding.Field.Length == 0 ? "" : finding.Field + ": ";
        var annotation = SeverityAnnotation.Of(finding.Severity, finding.Code, $"{field}{finding.Message}. {finding.Guidance}.", finding.Path, finding.Line, finding.Column);
        return new AnnotationGroup(annotation.Title, [], [annotation]);
    }

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Outputs(IReadOnlyList<object> subjects) => [];
}
