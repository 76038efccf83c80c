using ProgressiveSlo.Text;

namespace ProgressiveSlo.PromQL;

/// <summary>
/// Cuts a text into tokens. What a character means depends on what is open around it: inside braces every word is a label, and right
/// after a bracket comes a duration. Follows the lexer of Prometheus 2.42, oddities included.
/// </summary>
internal sealed class Lexer(string text, bool allowPlaceholders)
{
    private static readonly char[] PlaceholderStops = ['{', '}', '\n', '\r'];

    private int _position;
    private bool _inBraces;
    private int _brace;
    private bool _inBrackets;
    private bool _durationNext;

    public string Text { get; } = text;

    /// <summary>The next token. After the end of the text it is <see cref="TokenKind.End"/> for ever.</summary>
    public Token Next()
    {
        if (_durationNext)
        {
            _durationNext = false;
            return DurationAfterBracket();
        }

        SkipSpacesAndComments();
        if (_position >= Text.Length)
        {
            if (_inBraces)
                throw Failure(_brace, "'{' is never closed", "Write '}' after the last label condition");
            return new Token(TokenKind.End, _position, _position);
        }

        return _inBraces ? InsideBraces() : Outside();
    }

    private Token Outside()
    {
        var start = _position;
        var c = Text[start];

        // Prometheus takes any letter inside brackets for the colon of a subquery: x[5m y] is x[5m:].
        if (AsciiChars.IsWordStart(c) || c == ':')
            return _inBrackets ? Take(TokenKind.Colon, 1) : Word();
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
                return Peek(1) == '=' ? Take(TokenKind.LessOrEqual, 2) : Take(TokenKind.Less, 1);
            case '>':
                return Peek(1) == '=' ? Take(TokenKind.GreaterOrEqual, 2) : Take(TokenKind.Greater, 1);
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
        _durationNext = true;
        return token;
    }

    private Token DurationAfterBracket()
    {
        // Spaces may stand here, comments may not.
        while (AsciiChars.IsSpace(Peek(0)))
            _position++;
        if (allowPlaceholders && Peek(0) == '{' && Peek(1) == '{')
            return Placeholder();
        var start = _position;
        SkipWord();
        if (start == _position)
            throw Failure(start, "There is no duration after '['", DurationSyntax.Expected);
        return new Token(TokenKind.Duration, start, _position);
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

        return new Token(hasColon ? TokenKind.MetricIdentifier : Keywords.Find(Text, start, _position - start), start, _position);
    }

    private Token NumberOrDuration()
    {
        var start = _position;
        var isHex = Text[start] == '0' && Peek(1) is 'x' or 'X';
        if (isHex)
            _position += 2;
        SkipDigits(isHex);
        if (Peek(0) == '.')
        {
            _position++;
            SkipDigits(isHex);
        }

        if (Peek(0) is 'e' or 'E')
        {
            _position++;
            if (Peek(0) is '+' or '-')
                _position++;
            SkipDigits(false);
        }

        if (!AsciiChars.IsWord(Peek(0)))
            return new Token(TokenKind.Number, start, _position);

        // A unit follows: what stands here is a duration, from its first digit on.
        _position = start;
        SkipWord();
        return new Token(TokenKind.Duration, start, _position);
    }

    private Token Placeholder()
    {
        var start = _position;
        var end = Text.IndexOf("}}", start + 2, StringComparison.Ordinal);
        var stop = Text.IndexOfAny(PlaceholderStops, start + 2);
        if (end < 0 || stop != end)
            throw Failure(start, "The placeholder is not closed", "Write it as {{.window}}, on one line");
        if (string.IsNullOrWhiteSpace(Text.Substring(start + 2, end - start - 2)))
            throw Failure(start, "The placeholder has no name", "Write a name between the braces, for example {{.window}}");
        _position = end + 2;
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
                while (_position + 1 < Text.Length && Text[_position + 1] is not ('\n' or '\r'))
                    _position++;
            }
            else if (!AsciiChars.IsSpace(c))
            {
                return;
            }
        }
    }

    private void SkipDigits(bool hex)
    {
        while (AsciiChars.IsDigit(Peek(0)) || (hex && AsciiChars.IsHexDigit(Peek(0))))
            _position++;
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
