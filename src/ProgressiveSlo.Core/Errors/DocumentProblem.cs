using System.Globalization;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Errors;

/// <summary>A problem at a place in a document.</summary>
/// <param name="Path">The file as the user knows it, or empty for text that came from no file.</param>
/// <param name="Line">Line, from 1; 0 when the problem is the whole file's.</param>
/// <param name="Column">Column, from 1; 0 when the problem is the whole file's.</param>
/// <param name="Problem">Field, message and mend.</param>
public sealed record DocumentProblem(string Path, int Line, int Column, FieldProblem Problem)
{
    /// <summary>The problem as compilers print it: <c>path(line,column): field: message. mend.</c></summary>
    public override string ToString()
    {
        var place = Line > 0
            ? string.Format(CultureInfo.InvariantCulture, "{0}({1},{2})", Path.Length == 0 ? "document" : PrintableText.Escape(Path), Line, Column)
            : PrintableText.Escape(Path);
        return place.Length == 0 ? Problem.ToString() : $"{place}: {Problem}";
    }
}
