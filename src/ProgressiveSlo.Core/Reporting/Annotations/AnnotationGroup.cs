using System.Collections.Generic;

namespace ProgressiveSlo.Reporting.Annotations;

/// <summary>What a pipeline shows of one object: lines of the log that can be folded away, and annotations.</summary>
/// <param name="Title">Heading of the lines; prints on one line and holds no command of an agent.</param>
/// <param name="Lines">Lines of the log, each as safe as the title; none when the annotations say it all.</param>
/// <param name="Annotations">The annotations.</param>
public sealed record AnnotationGroup(string Title, IReadOnlyList<string> Lines, IReadOnlyList<Annotation> Annotations);
