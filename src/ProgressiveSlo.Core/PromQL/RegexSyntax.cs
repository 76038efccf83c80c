using ProgressiveSlo.Text;

namespace ProgressiveSlo.PromQL;

/// <summary>
/// Checks regular expressions by the rules of RE2 as Go 1.19 has them, and with the names of groups of Go 1.22, and says whether they match
/// the empty text. It does not match; it needs no stack however deep the expression nests.
/// </summary>
internal sealed class RegexSyntax
{
    private const int MostRepeats = 1000;
    private const int MostHeight = 1000;

    private readonly string _pattern;
    private Stack<RegexGroup>? _open;
    private RegexGroup _group = new();
    private int _position;
    private int? _lastName;

    // The last thing read was a repetition, which another repetition may not follow.
    private bool _repeated;

    private bool _hasGoName;

    private RegexSyntax(string pattern) => _pattern = pattern;

    /// <summary>Checks the expression of a label condition.</summary>
    public static RegexCheck Check(string pattern)
    {
        try
        {
            // Prometheus compiles ^(?:pattern)$, too. The two differ only when the pattern quotes its own end away.
            if (pattern.IndexOf("\\Q", StringComparison.Ordinal) >= 0)
                new RegexSyntax("^(?:" + pattern + ")$").Read();
            var syntax = new RegexSyntax(pattern);
            return new RegexCheck(null, syntax.Read()) { HasGoName = syntax._hasGoName };
        }
        catch (RegexFailure failure)
        {
            return new RegexCheck(failure.Message, false);
        }
    }

    private bool Read()
    {
        if (RegexRunes.HasBrokenRune(_pattern))
            throw new RegexFailure("it has bytes that are not UTF-8");

        while (_position < _pattern.Length)
        {
            var wasRepeated = _repeated;
            _repeated = false;
            Step(wasRepeated);
        }

        if (_open is { Count: > 0 })
            throw new RegexFailure("a '(' is not closed");
        return _group.Close(MostHeight).MatchesEmpty;
    }

    private void Step(bool wasRepeated)
    {
        switch (_pattern[_position])
        {
            case '(':
                OpenGroup();
                break;
            case ')':
                CloseGroup();
                break;
            case '|':
                _group.Alternate();
                _position++;
                break;
            case '^' or '$':
                Add(matchesEmpty: true, 1);
                break;
            case '[':
                _lastName ??= _pattern.LastIndexOf(":]", StringComparison.Ordinal);
                _position = RegexClass.End(_pattern, _position, _lastName.Value);
                Add(matchesEmpty: false, 0);
                break;
            case '*' or '?':
                _position++;
                Repeat(wasRepeated, 0, -1, isCounted: false);
                break;
            case '+':
                _position++;
                Repeat(wasRepeated, 1, -1, isCounted: false);
                break;
            case '{':
                Braces(wasRepeated);
                break;
            case '\\':
                Backslash();
                break;
            default:
                Add(matchesEmpty: false, RegexRunes.Length(_pattern, _position));
                break;
        }
    }

    private void Add(bool matchesEmpty, int length)
    {
        _group.Add(new RegexPart(matchesEmpty));
        _position += length;
    }

    private void OpenGroup()
    {
        var isCapture = true;
        if (At(1) == '?')
        {
            if (At(2) == 'P' && At(3) == '<')
            {
                ReadName(4);
            }
            else if (At(2) == '<' && At(3) is not ('=' or '!'))
            {
                _hasGoName = true;
                ReadName(3);
            }
            else if (!ReadFlags())
            {
                // Flags such as (?i) hold for the rest of the group; what stands before them can still be repeated.
                return;
            }
            else
            {
                isCapture = false;
            }
        }
        else
        {
            _position++;
        }

        (_open ??= new Stack<RegexGroup>()).Push(_group);
        _group = new RegexGroup { IsCapture = isCapture };
    }

    private void ReadName(int prefix)
    {
        var start = _position + prefix;
        var end = _pattern.IndexOf('>', start);
        for (var i = start; i < end; i++)
        {
            if (!AsciiChars.IsWord(_pattern[i]))
                end = -1;
        }

        if (end <= start)
            throw new RegexFailure("a group's name is not of letters, digits and '_'");
        _position = end + 1;
    }

    // True when a group begins, false when the flags stand for themselves.
    private bool ReadFlags()
    {
        var isNegated = false;
        var hasFlag = false;
        for (var i = _position + 2; i < _pattern.Length; i++)
        {
            switch (_pattern[i])
            {
                case 'i' or 'm' or 's' or 'U':
                    hasFlag = true;
                    continue;
                case '-' when !isNegated:
                    isNegated = true;
                    hasFlag = false;
                    continue;
                case ':' or ')' when !isNegated || hasFlag:
                    _position = i + 1;
                    return _pattern[i] == ':';
                default:
                    throw new RegexFailure("RE2 has no such group as (?" + _pattern[i]);
            }
        }

        throw new RegexFailure("a '(?' is not finished");
    }

    private void CloseGroup()
    {
        if (_open is null || _open.Count == 0)
            throw new RegexFailure("a ')' closes nothing");
        var part = _group.Close(MostHeight);
        if (_group.IsCapture)
            part = part.Wrapped(MostHeight);
        _group = _open.Pop();
        _group.Add(part);
        _position++;
    }

    private void Braces(bool wasRepeated)
    {
        var i = _position + 1;
        if (!ReadCount(ref i, out var least))
        {
            Add(matchesEmpty: false, 1);
            return;
        }

        var most = least;
        if (i < _pattern.Length && _pattern[i] == ',')
        {
            i++;
            most = -1;
            if (i < _pattern.Length && _pattern[i] != '}' && !ReadCount(ref i, out most))
                i = _pattern.Length;
        }

        // What is not a repetition is a plain brace.
        if (i >= _pattern.Length || _pattern[i] != '}')
        {
            Add(matchesEmpty: false, 1);
            return;
        }

        if (least > MostRepeats || most > MostRepeats || (most >= 0 && least > most))
            throw new RegexFailure("a repetition counts over 1000, or from more to less");
        _position = i + 1;
        Repeat(wasRepeated, least, most, isCounted: true);
    }

    private bool ReadCount(ref int position, out int count)
    {
        count = 0;
        var start = position;
        for (; position < _pattern.Length && AsciiChars.IsDigit(_pattern[position]); position++)
            count = Math.Min((count * 10) + (_pattern[position] - '0'), MostRepeats + 1);
        return position > start && (position == start + 1 || _pattern[start] != '0');
    }

    private void Repeat(bool wasRepeated, int least, int most, bool isCounted)
    {
        if (At(0) == '?')
            _position++;
        if (wasRepeated)
            throw new RegexFailure("a repetition follows a repetition");
        if (!_group.Repeat(least, most, isCounted, MostHeight))
            throw new RegexFailure("a repetition has nothing to repeat");
        if (isCounted && (least >= 2 || most >= 2) && _group.RepeatsOfLast > MostRepeats)
            throw new RegexFailure("nested repetitions count over 1000");
        _repeated = true;
    }

    private void Backslash()
    {
        switch (At(1))
        {
            case 'A' or 'z' or 'B':
                Add(matchesEmpty: true, 2);
                break;
            case 'b':
                // The empty text has no word and no boundary of one.
                Add(matchesEmpty: false, 2);
                break;
            case 'Q':
                ReadQuoted();
                break;
            default:
                _position = RegexClass.IsClassEscape(_pattern, _position)
                    ? RegexClass.ClassEscapeEnd(_pattern, _position)
                    : RegexClass.EscapeEnd(_pattern, _position, out _);
                Add(matchesEmpty: false, 0);
                break;
        }
    }

    private void ReadQuoted()
    {
        var start = _position + 2;
        var end = _pattern.IndexOf("\\E", start, StringComparison.Ordinal);
        _position = end < 0 ? _pattern.Length : end + 2;
        if (end < 0)
            end = _pattern.Length;
        if (end == start)
            return;

        // What follows \E repeats the last quoted character alone.
        if (RegexRunes.Length(_pattern, start) < end - start)
            _group.Add(new RegexPart(false));
        _group.Add(new RegexPart(false));
    }

    private char At(int ahead) => _position + ahead < _pattern.Length ? _pattern[_position + ahead] : '\0';
}

/// <summary>What a check of a regular expression found.</summary>
/// <param name="Problem">What is wrong with it, or null when Prometheus accepts it.</param>
/// <param name="MatchesEmpty">Whether it matches the empty text.</param>
internal readonly record struct RegexCheck(string? Problem, bool MatchesEmpty)
{
    /// <summary>Whether a group is named as in (?&lt;name&gt;...), which Go takes since 1.22.</summary>
    public bool HasGoName { get; init; }
}

/// <summary>Carries a problem from deep in the check of a regular expression to its entry.</summary>
internal sealed class RegexFailure(string problem) : Exception(problem);
