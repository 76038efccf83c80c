using ProgressiveSlo.Text;

namespace ProgressiveSlo.PromQL;

/// <summary>
/// Cuts a text into tokens. What a character means depends on what is open around it: inside braces every word is a label, and between
/// brackets stand durations. Follows the lexer of Prometheus 3.14, and of 2.42 for versions before 2.54, oddities included.
/// </summary>
internal sealed partial class Lexer(string text, bool allowPlaceholders, bool isOld)
{
    private static readonly char[] _placeholderStops = ['{', '}', '\n', '\r'];

    private int _position;
    private bool _inBraces;
    private int _brace;
    private bool _inBrackets;

    // Whether a number or a duration stood between the brackets already.
    private bool _hasDuration;

    public string Text { get; } = text;

    /// <summary>The next token. After the end of the text it is <see cref="TokenKind.End"/> for ever.</summary>
    public Token Next()
    {
        SkipSpacesAndComments();
        if (_position >= Text.Length)
        {
            if (_inBraces)
                throw Failure(_brace, "'{' is never closed", "Write '}' after the last label condition");
            return new Token(TokenKind.End, _position, _position);
        }

        return _inBraces ? InsideBraces() : Outside();
    }

    /// <summary>Whether the next sign that is not a space opens a parenthesis.</summary>
    private bool IsBeforeParenthesis()
    {
        var at = _position;
        while (at < Text.Length && AsciiChars.IsSpace(Text[at]))
            at++;
        return at < Text.Length && Text[at] == '(';
    }

    private Token Outside()
    {
        var start = _position;
        var c = Text[start];

        if (AsciiChars.IsWordStart(c) || c == ':')
            return _inBrackets ? InsideBrackets(c) : Word();
        if (AsciiChars.IsDigit(c) || (c == '.' && AsciiChars.IsDigit(Peek(1))))
            return NumberOrDuration();

        switch (c)
        {
            case '(':
                return Take(TokenKind.LeftParen, 1);
            case ')':
                return Take(TokenKind.RightParen, 1);
            case ',':
                return Take(TokenKind.Comma, 1);
            case '{':
                if (allowPlaceholders && Peek(1) == '{')
                    return Placeholder();
                _inBraces = true;
                _brace = start;
                return Take(TokenKind.LeftBrace, 1);
            case '[':
                return LeftBracket();
            case ']':
                _inBrackets = false;
                return Take(TokenKind.RightBracket, 1);
            case '"' or '\'' or '`':
                return Quoted();
            case '*':
                return Take(TokenKind.Multiply, 1);
            case '/':
                return Take(TokenKind.Divide, 1);
            case '%':
                return Take(TokenKind.Modulo, 1);
            case '+':
                return Take(TokenKind.Add, 1);
            case '-':
                return Take(TokenKind.Subtract, 1);
            case '^':
                return Take(TokenKind.Power, 1);
            case '@':
                return Take(TokenKind.At, 1);
            case '<':
                return Peek(1) switch
                {
                    '=' => Take(TokenKind.LessOrEqual, 2),
                    '/' => Take(TokenKind.TrimUpper, 2),
                    _ => Take(TokenKind.Less, 1),
                };
            case '>':
                return Peek(1) switch
                {
                    '=' => Take(TokenKind.GreaterOrEqual, 2),
                    '/' => Take(TokenKind.TrimLower, 2),
                    _ => Take(TokenKind.Greater, 1),
                };
            case '=' when Peek(1) == '=':
                return Take(TokenKind.Equal, 2);
            case '!' when Peek(1) == '=':
                return Take(TokenKind.NotEqual, 2);
            case '=' or '!':
                throw Failure(
                    start,
                    $"'{c}' is not an operator between expressions",
                    "Write == or != to compare; =, =~ and !~ stand in label conditions"
                );
            default:
                throw Failure(
                    start,
                    $"{AsciiChars.Describe(Text, start)} has no meaning here",
                    "Remove it, or quote it when it belongs to a text"
                );
        }
    }

    private Token InsideBraces()
    {
        var start = _position;
        var c = Text[start];
        if (AsciiChars.IsWordStart(c))
        {
            while (AsciiChars.IsWord(Peek(0)))
                _position++;
            return new Token(TokenKind.Identifier, start, _position);
        }

        switch (c)
        {
            case ',':
                return Take(TokenKind.Comma, 1);
            case '}':
                _inBraces = false;
                return Take(TokenKind.RightBrace, 1);
            case '"' or '\'' or '`':
                return Quoted();
            case '=':
                return Peek(1) == '~' ? Take(TokenKind.RegexMatch, 2) : Take(TokenKind.Assign, 1);
            case '!' when Peek(1) == '~':
                return Take(TokenKind.RegexNoMatch, 2);
            case '!' when Peek(1) == '=':
                return Take(TokenKind.NotEqual, 2);
            default:
                throw Failure(
                    start,
                    $"{AsciiChars.Describe(Text, start)} has no meaning in label conditions",
                    "Write label, operator (=, !=, =~, !~) and quoted value, for example {code=~\"5..\"}"
                );
        }
    }

    private Token LeftBracket()
    {
        var token = Take(TokenKind.LeftBracket, 1);
        _inBrackets = true;
        _hasDuration = false;
        return token;
    }

    // A colon, or a word of durations: a letter or '_' begins each.
    private Token InsideBrackets(char first)
    {
        // Older versions take any letter after the duration for the colon of a subquery: x[5m y] is x[5m:].
        if (first == ':' || (isOld && _hasDuration))
            return Take(TokenKind.Colon, 1);
        var start = _position;
        var end = start;
        while (end < Text.Length && AsciiChars.IsWordStart(Text[end]))
            end++;
        var kind = Keywords.Find(Text, start, end - start);
        if (
            kind
            is not (TokenKind.StepKeyword or TokenKind.RangeKeyword or TokenKind.MaxOf or TokenKind.MinOf or TokenKind.Max or TokenKind.Min)
        )
            throw Failure(start, $"{AsciiChars.Describe(Text, start)} has no meaning in a duration", DurationSyntax.Expected);
        return Take(kind, end - start);
    }

    private Token Word()
    {
        var start = _position;
        var hasColon = false;
        for (; _position < Text.Length; _position++)
        {
            var c = Text[_position];
            if (c == ':')
                hasColon = true;
            else if (!AsciiChars.IsWord(c))
                break;
        }

        if (hasColon)
            return new Token(TokenKind.MetricIdentifier, start, _position);
        var kind = Keywords.Find(Text, start, _position - start);
        return new Token(kind.IsFill() && !IsBeforeParenthesis() ? TokenKind.Identifier : kind, start, _position);
    }

    private Token Placeholder()
    {
        var start = _position;
        var end = Text.IndexOf("}}", start + 2, StringComparison.Ordinal);
        var stop = Text.IndexOfAny(_placeholderStops, start + 2);
        if (end < 0 || stop != end)
            throw Failure(start, "The placeholder is not closed", "Write it as {{.window}}, on one line");
        if (string.IsNullOrWhiteSpace(Text.Substring(start + 2, end - start - 2)))
            throw Failure(start, "The placeholder has no name", "Write a name between the braces, for example {{.window}}");
        _position = end + 2;
        _hasDuration = true;
        return new Token(TokenKind.Placeholder, start, _position);
    }

    private Token Quoted()
    {
        var start = _position;
        _position = StringLiteralSyntax.End(Text, start);
        return new Token(TokenKind.Text, start, _position);
    }

    private void SkipSpacesAndComments()
    {
        for (; _position < Text.Length; _position++)
        {
            var c = Text[_position];
            if (c == '#')
            {
                // Between brackets, comments stand after the first duration alone.
                if (_inBrackets && !_hasDuration)
                    return;

                while (_position + 1 < Text.Length && Text[_position + 1] is not ('\n' or '\r'))
                    _position++;
            }
            else if (!AsciiChars.IsSpace(c))
            {
                return;
            }
        }
    }

    private void SkipWord()
    {
        while (AsciiChars.IsWord(Peek(0)))
            _position++;
    }

    private Token Take(TokenKind kind, int length)
    {
        var start = _position;
        _position += length;
        return new Token(kind, start, _position);
    }

    // NUL stands for the end of the text; no rule accepts a NUL.
    private char Peek(int ahead) => _position + ahead < Text.Length ? Text[_position + ahead] : '\0';

    private static ParseFailure Failure(int position, string problem, string expected) => new(position, problem, expected);
}
