using System.Collections.Generic;
using System.Linq;

namespace ProgressiveSlo.Reporting.Annotations;

/// <summary>The registry of what pipelines can show.</summary>
public static class AnnotationSources
{
    /// <summary>One source for each kind of object.</summary>
    public static IReadOnlyList<IAnnotationSource> All { get; } =
    [
        new ReadinessAnnotations(),
        new FindingAnnotations(),
        new GapAnnotations(),
    ];

    /// <summary>The source for an object, or null.</summary>
    /// <param name="subject">Any object.</param>
    public static IAnnotationSource? Find(object subject) => All.FirstOrDefault(s => s.Accepts(subject));
}
