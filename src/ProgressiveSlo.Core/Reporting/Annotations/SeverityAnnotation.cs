using ProgressiveSlo.Linting;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Reporting.Annotations;

/// <summary>Makes annotations of what has a severity, a code and a place in a file.</summary>
internal static class SeverityAnnotation
{
    /// <summary>An annotation.</summary>
    public static Annotation Of(FindingSeverity severity, string code, string message, string path, int line, int column)
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
    private static string Location(string path) => PrintableText.Escape(path.StartsWith("=", System.StringComparison.Ordinal) ? "./" + path : path);
}
