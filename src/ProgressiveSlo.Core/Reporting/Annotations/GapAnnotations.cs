using System.Collections.Generic;
using ProgressiveSlo.Migration;

namespace ProgressiveSlo.Reporting.Annotations;

/// <summary>Gaps of an inventory, each at its rule or at its line of the catalog.</summary>
public sealed class GapAnnotations : IAnnotationSource
{
    /// <inheritdoc/>
    public bool Accepts(object subject) => subject is SloGap;

    /// <inheritdoc/>
    public AnnotationGroup Group(object subject)
    {
        var gap = (SloGap)subject;
        var service = gap.Service is null ? "" : gap.Service + ": ";
        var annotation = SeverityAnnotation.Of(gap.Severity, gap.Code, $"{service}{gap.Message}. {gap.Guidance}.", gap.Path, gap.Line, 0);
        return new AnnotationGroup(annotation.Title, [], [annotation]);
    }

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Outputs(IReadOnlyList<object> subjects) => [];
}
