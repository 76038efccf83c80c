using ProgressiveSlo.Text;

namespace ProgressiveSlo.Errors;

/// <summary>One thing that is wrong with one field, and what to write instead.</summary>
/// <param name="Field">Path of the field, for example <c>phases[1].targets.availability</c>; empty for the whole.</param>
/// <param name="Message">What is wrong, one sentence without its full stop.</param>
/// <param name="Fix">What to write instead, one sentence without its full stop.</param>
public sealed record FieldProblem(string Field, string Message, string Fix)
{
    /// <summary>The lint code that the problem is known by, for example <c>ObjectiveFull</c>; empty when it is one of form alone.</summary>
    public string Code { get; init; } = "";

    /// <summary>Whether a tool refuses the document for it, however grave its code is elsewhere.</summary>
    public bool IsRefused { get; init; }

    /// <summary>
    /// Whether the SLO that it is about is read all the same: only its query is text that nobody here understands.
    /// </summary>
    public bool IsKept { get; init; }

    /// <summary>The problem as one line, <c>field: message. fix.</c>, with nothing in it that a terminal or a log would obey.</summary>
    public override string ToString() => PrintableText.Escape(Field.Length == 0 ? $"{Message}. {Fix}." : $"{Field}: {Message}. {Fix}.");
}

/// <summary>A problem at a place in a document.</summary>
/// <param name="Path">The file as the user knows it, or empty for text that came from no file.</param>
/// <param name="Line">Line, from 1; 0 when the problem is the whole file's.</param>
/// <param name="Column">Column, from 1; 0 when the problem is the whole file's.</param>
/// <param name="Problem">Field, message and fix.</param>
public sealed record DocumentProblem(string Path, int Line, int Column, FieldProblem Problem)
{
    /// <summary>The problem as compilers print it: <c>path(line,column): field: message. fix.</c></summary>
    public override string ToString()
    {
        var path = Path.Length == 0 && Line > 0 ? "document" : PrintableText.Escape(Path);
        var place = PlaceText.Format(path, Line, Column);
        return place.Length == 0 ? Problem.ToString() : $"{place}: {Problem}";
    }
}
