using ProgressiveSlo.Text;

namespace ProgressiveSlo.PromQL;

/// <summary>Where numbers and durations end. What they say, <see cref="NumberSyntax"/> and <see cref="DurationSyntax"/> know.</summary>
internal sealed partial class Lexer
{
    private Token NumberOrDuration()
    {
        _hasDuration = true;
        if (isOld)
            return OldNumberOrDuration();
        var start = _position;
        if (ScanNumber())
            return new Token(TokenKind.Number, start, _position);

        // A duration, or neither; the reader of durations says so then.
        SkipWord();
        return new Token(TokenKind.Duration, start, _position);
    }

    // Follows Lexer.scanNumber of Prometheus 3.14 rune by rune: what it lets through need not be a number. False for what is not a number,
    // with the position where it stopped.
    private bool ScanNumber()
    {
        var isHex = false;
        if (Peek(0) == '0')
        {
            _position++;
            if (Peek(0) is 'x' or 'X')
            {
                _position++;
                if (Peek(0) == '_')
                    _position++;
                isHex = true;
            }
        }

        if (Peek(0) == '.')
            _position++;
        if (IsDigit(Peek(0), isHex))
            _position++;
        return ScanRest(isHex) && !AsciiChars.IsWord(Peek(0));
    }

    private bool ScanRest(bool isHex)
    {
        var hasPoint = false;
        var hasExponent = false;
        while (true)
        {
            var c = Peek(0);
            if (c == '.')
            {
                _position++;
                if (hasPoint || isHex || Peek(0) is '_' or '.')
                    return false;
                hasPoint = true;
            }
            else if (c is 'e' or 'E')
            {
                _position++;
                if (hasExponent)
                    return false;
                hasExponent = true;
                if (Peek(0) is '+' or '-')
                    _position++;
                if (IsEndOr(Peek(0)))
                    return false;
            }
            else if (c == '_')
            {
                _position++;
                if (IsEndOr(Peek(0)))
                    return false;
            }
            else if (IsDigit(c, isHex))
            {
                do _position++;
                while (IsDigit(Peek(0), isHex));
            }
            else
            {
                return true;
            }
        }
    }

    private static bool IsDigit(char c, bool isHex) => AsciiChars.IsDigit(c) || (isHex && AsciiChars.IsHexDigit(c));

    // What may not follow an exponent or a '_'.
    private static bool IsEndOr(char c) => c is '\0' or '.' or '_' or 'e' or 'E';

    // Follows Prometheus 2.42.
    private Token OldNumberOrDuration()
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

    private void SkipDigits(bool hex)
    {
        while (AsciiChars.IsDigit(Peek(0)) || (hex && AsciiChars.IsHexDigit(Peek(0))))
            _position++;
    }
}
