using ProgressiveSlo.Text;

namespace ProgressiveSlo.Errors;

/// <summary>One thing that is wrong with one field, and what to write instead.</summary>
/// <param name="Field">Path of the field, for example <c>phases[1].targets.availability</c>; empty for the whole.</param>
/// <param name="Message">What is wrong, one sentence without its full stop.</param>
/// <param name="Mend">What to write instead, one sentence without its full stop.</param>
public sealed record FieldProblem(string Field, string Message, string Mend)
{
    /// <summary>The lint code that the problem is known by, for example <c>ObjectiveFull</c>; empty when it is one of form alone.</summary>
    public string Code { get; init; } = "";

    /// <summary>The problem as one line, <c>field: message. mend.</c>, with nothing in it that a terminal or a log would obey.</summary>
    public override string ToString() =>
        PrintableText.Escape(Field.Length == 0 ? $"{Message}. {Mend}." : $"{Field}: {Message}. {Mend}.");
}
