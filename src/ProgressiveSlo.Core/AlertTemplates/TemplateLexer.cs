using ProgressiveSlo.Naming;

namespace ProgressiveSlo.AlertTemplates;

/// <summary>
/// Takes a template of Go apart, as the server does that fills in the texts of alerts. Source: Go, <c>text/template/parse/lex.go</c>,
/// whose states are the methods here.
/// </summary>
internal sealed class TemplateLexer(string text)
{
    private const string Left = "{{";
    private const string Right = "}}";

    private static readonly HashSet<string> _keywords = new(StringComparer.Ordinal)
    {
        "block",
        "break",
        "continue",
        "define",
        "else",
        "end",
        "if",
        "range",
        "template",
        "with",
    };

    private readonly List<TemplateToken> _tokens = [];
    private int _at;
    private int _depth;

    /// <summary>All tokens, and one that ends them.</summary>
    /// <exception cref="TemplateFailure">The text is not a template.</exception>
    public IReadOnlyList<TemplateToken> Read()
    {
        while (true)
        {
            var open = text.IndexOf(Left, _at, StringComparison.Ordinal);
            var end = open < 0 ? text.Length : open;
            if (end > _at)
                Add(TemplateTokenKind.Text, _at, end);
            if (open < 0)
                break;
            _at = open + Left.Length;
            var isTrimmed = _at + 1 < text.Length && text[_at] == '-' && IsSpace(text[_at + 1]);
            if (string.CompareOrdinal(text, _at + (isTrimmed ? 2 : 0), "/*", 0, 2) == 0)
            {
                Comment(open);
                continue;
            }

            Add(TemplateTokenKind.LeftDelimiter, open, _at);
            _at += isTrimmed ? 1 : 0;
            _depth = 0;
            Action(open);
        }

        Add(TemplateTokenKind.End, text.Length, text.Length);
        return _tokens;
    }

    private void Comment(int open)
    {
        var end = text.IndexOf("*/", _at, StringComparison.Ordinal);
        if (end < 0)
            throw Failure(open, "The comment has no end", "Write '*/}}' after it");
        _at = end + 2;
        _at += RightDelimiter(_at) is { } length and > 0
            ? length
            : throw Failure(open, "The comment ends before the braces do", "Write '}}' right after '*/'");
    }

    private void Action(int open)
    {
        while (true)
        {
            if (RightDelimiter(_at) is { } length and > 0)
            {
                if (_depth > 0)
                    throw Failure(_at, "A parenthesis is not closed", "Write ')' before '}}'");
                Add(TemplateTokenKind.RightDelimiter, _at, _at + length);
                _at += length;
                return;
            }

            if (_at >= text.Length)
                throw Failure(open, "The braces are not closed", "Write '}}' where the placeholder ends");
            Token(text[_at]);
        }
    }

    private void Token(char c)
    {
        var start = _at;
        var next = _at + 1 < text.Length ? text[_at + 1] : '\0';
        if (IsSpace(c))
            Space(start);
        else if (c == '=')
            Take(TemplateTokenKind.Assign, 1);
        else if (c == ':')
            Take(TemplateTokenKind.Declare, next == '=' ? 2 : throw Failure(start, "':' stands alone", "Write ':=' to set a variable"));
        else if (c == '|')
            Take(TemplateTokenKind.Pipe, 1);
        else if (c is '"' or '`' or '\'')
            Quoted(c);
        else if (c == '$')
            Word(TemplateTokenKind.Variable, 1);
        else if (c == '.' && next is < '0' or > '9' && _at + 1 < text.Length)
            Word(TemplateTokenKind.Field, 1);
        else if (c is '.' or '+' or '-' or (>= '0' and <= '9'))
            Number();
        else if (IsWord(c))
            Word(TemplateTokenKind.Identifier, 0);
        else if (c == '(')
            (_, _depth) = (Take(TemplateTokenKind.LeftParenthesis, 1), _depth + 1);
        else if (c == ')')
            (_, _depth) = (
                Take(TemplateTokenKind.RightParenthesis, 1),
                _depth > 0 ? _depth - 1 : throw Failure(start, "')' closes nothing", "Remove it")
            );
        else if (c is > ' ' and <= '~')
            Take(TemplateTokenKind.Other, 1);
        else
            throw Failure(start, $"'{ServiceName.Printable(c.ToString())}' cannot stand between the braces", "Remove it");
    }

    // A space with a minus before the closing braces belongs to these.
    private void Space(int start)
    {
        while (_at < text.Length && IsSpace(text[_at]) && RightDelimiter(_at) == 0)
            _at++;
        if (_at > start)
            Add(TemplateTokenKind.Space, start, _at);
    }

    private void Quoted(char quote)
    {
        var start = _at;
        for (_at++; ; _at++)
        {
            if (_at >= text.Length || (quote != '`' && text[_at] == '\n'))
                throw Failure(start, "The quotes are not closed", $"Write {quote} at the end of the text");
            if (text[_at] == quote)
                break;
            if (quote == '`' || text[_at] != '\\')
                continue;
            if (_at + 1 < text.Length && text[_at + 1] != '\n')
                _at++;
        }

        _at++;
        Add(quote == '\'' ? TemplateTokenKind.Char : TemplateTokenKind.String, start, _at);
    }

    private void Word(TemplateTokenKind kind, int prefix)
    {
        var start = _at;
        for (_at += prefix; _at < text.Length && IsWord(text[_at]); )
            _at++;
        if (!IsTerminated())
            throw Failure(
                _at,
                $"'{ServiceName.Printable(text[_at].ToString())}' cannot stand in a name",
                "Use letters, digits and '_', or write index $labels \"the-name\""
            );
        var word = text.Substring(start, _at - start);
        var what = kind switch
        {
            TemplateTokenKind.Field when word.Length == 1 => TemplateTokenKind.Dot,
            TemplateTokenKind.Identifier when word is "true" or "false" => TemplateTokenKind.Boolean,
            TemplateTokenKind.Identifier when word == "nil" => TemplateTokenKind.Nil,
            TemplateTokenKind.Identifier when _keywords.Contains(word) => TemplateTokenKind.Keyword,
            _ => kind,
        };
        _tokens.Add(new TemplateToken(what, word, start));
    }

    private bool IsTerminated() =>
        _at >= text.Length
        || IsSpace(text[_at])
        || text[_at] is '.' or ',' or '|' or ':' or ')' or '('
        || string.CompareOrdinal(text, _at, Right, 0, Right.Length) == 0;

    private void Number()
    {
        var start = _at;
        while (
            _at < text.Length
            && (
                IsWord(text[_at])
                || text[_at] == '.'
                || (text[_at] is '+' or '-' && (_at == start || char.ToLowerInvariant(text[_at - 1]) is 'e' or 'p'))
            )
        )
            _at++;
        if (!GoNumber.IsNumber(text.Substring(start, _at - start)))
            throw Failure(start, $"'{ServiceName.Printable(text.Substring(start, _at - start))}' is not a number", "Write a number");
        Add(TemplateTokenKind.Number, start, _at);
    }

    // How long the closing braces are at a place, with the minus that trims; 0 when they are not there.
    private int RightDelimiter(int at)
    {
        var trim = at + 1 < text.Length && IsSpace(text[at]) && text[at + 1] == '-' ? 2 : 0;
        return string.CompareOrdinal(text, at + trim, Right, 0, Right.Length) == 0 ? trim + Right.Length : 0;
    }

    private int Take(TemplateTokenKind kind, int length)
    {
        Add(kind, _at, _at + length);
        return _at += length;
    }

    private void Add(TemplateTokenKind kind, int start, int end) =>
        _tokens.Add(new TemplateToken(kind, text.Substring(start, end - start), start));

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\r' or '\n';

    private static bool IsWord(char c) => c == '_' || char.IsLetterOrDigit(c);

    private static TemplateFailure Failure(int position, string message, string fix) => new(position, message, fix);
}
