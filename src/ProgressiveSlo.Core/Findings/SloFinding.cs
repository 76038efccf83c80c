using ProgressiveSlo.Errors;
using ProgressiveSlo.Guidance;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Findings;

/// <summary>One thing that the lint found in a manifest or a definition.</summary>
/// <param name="Code">What kind of finding it is, for example <c>PromQlSyntax</c>; each has a page below docs/lint.</param>
/// <param name="Severity">How grave it is.</param>
/// <param name="Message">What is wrong here, one sentence without its full stop.</param>
/// <param name="Path">The file as the user knows it; empty for what came from no file.</param>
/// <param name="Line">Line, from 1; 0 when there is none.</param>
/// <param name="Field">Path of the field in the document's own words, for example <c>slos[0].objective</c>; empty for the whole.</param>
/// <param name="Guidance">What to do about it.</param>
public sealed record SloFinding(string Code, FindingSeverity Severity, string Message, string Path, int Line, string Field, string Guidance)
    : IFinding
{
    string IFinding.Subject => Field;

    /// <summary>Column, from 1; 0 when there is none.</summary>
    public int Column { get; init; }

    /// <summary>The service that it is about, or null.</summary>
    public string? Service { get; init; }

    /// <summary>Name of the definition that it is about, or null.</summary>
    public string? Definition { get; init; }

    /// <summary>The challenge on the way to SLO-as-code that it belongs to, with what helps; null for none.</summary>
    public Challenge? Challenge { get; init; }

    /// <summary>Address of the page about this kind of finding; null when there is none.</summary>
    public string? HelpUri { get; init; }

    /// <summary>What keeps it from being shown.</summary>
    public FindingIgnore IgnoredBy { get; init; }

    /// <summary>Why it is ignored, in the words of whoever did that; null when it is not.</summary>
    public string? IgnoreReason { get; init; }

    /// <summary>Whether a tool refuses the whole file for it. That cannot be ignored.</summary>
    internal bool IsRefusal { get; init; }

    /// <summary>The finding as a problem of a document, for an error or a warning about it.</summary>
    public DocumentProblem ToProblem() => new(Path, Line, Column, new FieldProblem(Field, Message, Guidance) { Code = Code });

    /// <summary>The finding as compilers print it: <c>path(line,column): severity code: field: message</c>.</summary>
    public override string ToString()
    {
        var place =
            Line > 0 ? PlaceText.Format(Path.Length == 0 ? "document" : Path, Line, Column) + ": "
            : Path.Length == 0 ? ""
            : Path + ": ";
        var field = Field.Length == 0 ? "" : Field + ": ";
        return PrintableText.Escape(System.FormattableString.Invariant($"{place}{Severity} {Code}: {field}{Message}."));
    }
}

/// <summary>How grave a finding is.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing.</summary>
    Information,

    /// <summary>Probably not what was meant, or harmful in some situations.</summary>
    Warning,

    /// <summary>Wrong: a tool refuses it, or it does not do what it says.</summary>
    Error,
}

/// <summary>What keeps a finding from being shown.</summary>
public enum FindingIgnore
{
    /// <summary>It is shown.</summary>
    None,

    /// <summary>A comment in the file.</summary>
    Comment,

    /// <summary>A baseline, which has it as known.</summary>
    Baseline,
}

/// <summary>What all findings say, whoever found them: what, how grave, where, and what to do.</summary>
public interface IFinding
{
    /// <summary>What kind of finding it is.</summary>
    string Code { get; }

    /// <summary>How grave it is.</summary>
    FindingSeverity Severity { get; }

    /// <summary>What is wrong here, one sentence without its full stop.</summary>
    string Message { get; }

    /// <summary>What to do about it, without a full stop at the end.</summary>
    string Guidance { get; }

    /// <summary>The file as the user knows it; empty for what came from no file.</summary>
    string Path { get; }

    /// <summary>Line, from 1; 0 when there is none.</summary>
    int Line { get; }

    /// <summary>Column, from 1; 0 when there is none.</summary>
    int Column { get; }

    /// <summary>The field, service or item that it is about; empty for the whole.</summary>
    string Subject { get; }
}
