namespace ProgressiveSlo.AlertTemplates;

/// <summary>A token of a template.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text.</param>
/// <param name="Position">Index of its first character.</param>
internal readonly record struct TemplateToken(TemplateTokenKind Kind, string Text, int Position);

/// <summary>Kinds of tokens. Source: Go, <c>text/template/parse</c>.</summary>
internal enum TemplateTokenKind
{
    End,
    Text,
    LeftDelimiter,
    RightDelimiter,
    Space,
    Assign,
    Declare,
    Pipe,
    String,
    Char,
    Number,
    Variable,
    Field,
    Dot,
    Boolean,
    Nil,
    Identifier,
    Keyword,
    LeftParenthesis,
    RightParenthesis,
    Other,
}

/// <summary>Why Prometheus refuses a template.</summary>
/// <param name="Position">Index of the character where it stands.</param>
/// <param name="Message">What is wrong, without a full stop.</param>
/// <param name="Fix">What to do, without a full stop.</param>
internal sealed record AlertTemplateError(int Position, string Message, string Fix);

/// <summary>Carries an error out of the lexer and the parser; never leaves this namespace.</summary>
internal sealed class TemplateFailure(int position, string message, string fix) : Exception(message)
{
    public AlertTemplateError Error { get; } = new(position, message, fix);
}
