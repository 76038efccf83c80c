namespace ProgressiveSlo.PromQL;

/// <summary>A word, sign or literal of the text.</summary>
internal readonly struct Token(TokenKind kind, int start, int end)
{
    public readonly TokenKind Kind = kind;
    public readonly int Start = start;
    public readonly int End = end;
}
