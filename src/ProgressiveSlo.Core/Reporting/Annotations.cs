using ProgressiveSlo.Findings;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Reporting;

/// <summary>
/// One remark that a pipeline shows beside a run or at a line of a file. Its texts print on one line and hold no command of an agent.
/// </summary>
/// <param name="Level">How loudly.</param>
/// <param name="Title">What it is about, a few words.</param>
/// <param name="Message">What is to be said.</param>
public sealed record Annotation(AnnotationLevel Level, string Title, string Message)
{
    /// <summary>The file that it is about, or empty.</summary>
    public string Path { get; init; } = "";

    /// <summary>Line in the file, from 1; 0 when there is none.</summary>
    public int Line { get; init; }

    /// <summary>Column in the line, from 1; 0 when there is none.</summary>
    public int Column { get; init; }

    /// <summary>Code of the remark, or empty.</summary>
    public string Code { get; init; } = "";
}

/// <summary>How loudly a pipeline shows an annotation.</summary>
public enum AnnotationLevel
{
    /// <summary>Good to know.</summary>
    Notice,

    /// <summary>Look at it; nothing fails.</summary>
    Warning,

    /// <summary>The reason that a gate stays closed, or that a manifest is wrong.</summary>
    Error,
}

/// <summary>What a pipeline shows of one object: lines of the log that can be folded away, and annotations.</summary>
/// <param name="Title">Heading of the lines; prints on one line and holds no command of an agent.</param>
/// <param name="Lines">Lines of the log, each as safe as the title; none when the annotations say it all.</param>
/// <param name="Annotations">The annotations.</param>
public sealed record AnnotationGroup(string Title, IReadOnlyList<string> Lines, IReadOnlyList<Annotation> Annotations);

/// <summary>
/// Turns one kind of object into annotations. To show a new kind in pipelines: a class with this interface, and a line in
/// <see cref="AnnotationSources"/>.
/// </summary>
public interface IAnnotationSource
{
    /// <summary>Whether it knows this kind of object.</summary>
    /// <param name="subject">A readiness result, a finding, ...</param>
    bool Accepts(object subject);

    /// <summary>What is shown of one object.</summary>
    /// <param name="subject">An object that it accepts.</param>
    AnnotationGroup Group(object subject);

    /// <summary>The output variables that later steps can read, name and value; none when no object of the kind is there.</summary>
    /// <param name="subjects">All objects of the report, also of other kinds.</param>
    IReadOnlyList<KeyValuePair<string, string>> Outputs(IReadOnlyList<object> subjects);
}

/// <summary>The registry of what pipelines can show.</summary>
public static class AnnotationSources
{
    /// <summary>One source for each kind of object.</summary>
    public static IReadOnlyList<IAnnotationSource> All { get; } = [new ReadinessAnnotations(), new FindingAnnotations()];

    /// <summary>The source for an object, or null.</summary>
    /// <param name="subject">Any object.</param>
    public static IAnnotationSource? Find(object subject) => All.FirstOrDefault(s => s.Accepts(subject));
}

/// <summary>Makes annotations of what has a severity, a code and a place in a file.</summary>
internal static class SeverityAnnotation
{
    /// <summary>An annotation.</summary>
    public static Annotation Create(FindingSeverity severity, string code, string message, string path, int line, int column)
    {
        var level = severity switch
        {
            FindingSeverity.Error => AnnotationLevel.Error,
            FindingSeverity.Warning => AnnotationLevel.Warning,
            _ => AnnotationLevel.Notice,
        };
        return new Annotation(level, PrintableText.Escape(code), PrintableText.Escape(message))
        {
            Path = Location(path),
            Line = path.Length == 0 ? 0 : line,
            Column = path.Length == 0 || line == 0 ? 0 : column,
            Code = PrintableText.Escape(code),
        };
    }

    // Agents split "sourcepath=..." at every '=' that follows another one, so a file of that name needs a folder before it.
    private static string Location(string path) =>
        PrintableText.Escape(path.StartsWith("=", System.StringComparison.Ordinal) ? "./" + path : path);
}

/// <summary>Findings of the lint and gaps of an inventory, each at its file, line and column.</summary>
public sealed class FindingAnnotations : IAnnotationSource
{
    /// <inheritdoc/>
    public bool Accepts(object subject) => subject is IFinding;

    /// <inheritdoc/>
    public AnnotationGroup Group(object subject)
    {
        var finding = (IFinding)subject;
        if (finding is SloFinding { IgnoredBy: not FindingIgnore.None })
            return new AnnotationGroup(PrintableText.Escape(finding.Code), [], []);
        var about = finding.Subject.Length == 0 ? "" : finding.Subject + ": ";
        var annotation = SeverityAnnotation.Create(
            finding.Severity,
            finding.Code,
            $"{about}{finding.Message}. {finding.Guidance}.",
            finding.Path,
            finding.Line,
            finding.Column
        );
        return new AnnotationGroup(annotation.Title, [], [annotation]);
    }

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Outputs(IReadOnlyList<object> subjects) => [];
}
