using System;
using System.Collections.Generic;

namespace ProgressiveSlo.PromQL;

/// <summary>Character classes and escapes of regular expressions.</summary>
internal static class RegexClass
{
    private static readonly HashSet<string> _posixNames = new(StringComparer.Ordinal)
    {
        "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper", "word", "xdigit",
    };

    /// <summary>Index after the class that starts with the bracket at <paramref name="start"/>.</summary>
    /// <param name="pattern">The expression.</param>
    /// <param name="start">Index of the bracket.</param>
    /// <param name="lastName">Index of the last <c>:]</c> of the expression, so that it need not be looked for again and again.</param>
    public static int End(string pattern, int start, int lastName)
    {
        var i = start + 1;
        if (i < pattern.Length && pattern[i] == '^')
            i++;

        // A ']' right at the start is a member.
        var first = i;
        while (i < pattern.Length && (pattern[i] != ']' || i == first))
        {
            if (i + 2 <= lastName && TrySkipPosix(pattern, ref i))
                continue;
            if (pattern[i] == '\\' && IsClassEscape(pattern, i))
            {
                i = ClassEscapeEnd(pattern, i);
                continue;
            }

            i = Member(pattern, i, out var low);
            if (i + 1 >= pattern.Length || pattern[i] != '-' || pattern[i + 1] == ']')
                continue;
            i = Member(pattern, i + 1, out var high);
            if (high < low)
                throw new RegexFailure("a range of a class runs backwards");
        }

        return i < pattern.Length ? i + 1 : throw new RegexFailure("a '[' is not closed");
    }

    /// <summary>Whether the backslash starts a class such as <c>\d</c> or <c>\pL</c>.</summary>
    public static bool IsClassEscape(string pattern, int backslash) =>
        backslash + 1 < pattern.Length && pattern[backslash + 1] is 'd' or 'D' or 's' or 'S' or 'w' or 'W' or 'p' or 'P';

    /// <summary>Index after a class such as <c>\d</c> or <c>\p{Greek}</c>.</summary>
    public static int ClassEscapeEnd(string pattern, int backslash)
    {
        var i = backslash + 2;
        if (pattern[backslash + 1] is not ('p' or 'P'))
            return i;

        var end = i < pattern.Length && pattern[i] == '{' ? pattern.IndexOf('}', i) : i;
        if (end < 0 || end >= pattern.Length)
            throw new RegexFailure("a Unicode class is not finished");
        var name = end == i ? pattern.Substring(i, 1) : pattern.Substring(i + 1, end - i - 1);
        if (name.StartsWith("^", StringComparison.Ordinal))
            name = name.Substring(1);
        return UnicodeClasses.Contains(name) ? end + 1 : throw new RegexFailure("it names a Unicode class that does not exist");
    }

    /// <summary>Index after an escape of a single character.</summary>
    public static int EscapeEnd(string pattern, int backslash, out int value)
    {
        var i = backslash + 1;
        if (i == pattern.Length)
            throw new RegexFailure("it ends with a backslash");

        var c = pattern[i++];
        value = c;
        if (c < 0x80 && !CharKinds.IsLetter(c) && !CharKinds.IsDigit(c))
            return i;
        var simple = "afnrtv".IndexOf(c);
        if (simple >= 0)
        {
            value = "\a\f\n\r\t\v"[simple];
            return i;
        }

        if (c == 'x')
            return HexEnd(pattern, i, out value);

        // A single digit over 0 would be a back reference.
        if (!CharKinds.IsOctalDigit(c) || (c != '0' && (i == pattern.Length || !CharKinds.IsOctalDigit(pattern[i]))))
            throw new RegexFailure("RE2 has no such escape as \\" + c);
        value = c - '0';
        for (var end = Math.Min(i + 2, pattern.Length); i < end && CharKinds.IsOctalDigit(pattern[i]); i++)
            value = (value * 8) + (pattern[i] - '0');
        return i;
    }

    private static int HexEnd(string pattern, int i, out int value)
    {
        value = 0;
        var braced = i < pattern.Length && pattern[i] == '{';
        if (braced)
            i++;
        var start = i;
        for (; i < pattern.Length && (braced || i < start + 2) && CharKinds.IsHexDigit(pattern[i]) && value <= 0x10FFFF; i++)
            value = (value * 16) + CharKinds.HexValue(pattern[i]);
        var isFinished = braced ? i > start && i < pattern.Length && pattern[i] == '}' : i == start + 2;
        if (!isFinished || value > 0x10FFFF)
            throw new RegexFailure("an escape \\x has not two digits, or in braces no character's");
        return braced ? i + 1 : i;
    }

    private static int Member(string pattern, int i, out int value)
    {
        if (pattern[i] == '\\')
            return EscapeEnd(pattern, i, out value);
        value = RegexRunes.Value(pattern, i);
        return i + RegexRunes.Length(pattern, i);
    }

    private static bool TrySkipPosix(string pattern, ref int position)
    {
        if (pattern[position] != '[' || pattern[position + 1] != ':')
            return false;
        var end = pattern.IndexOf(":]", position + 2, StringComparison.Ordinal);
        var start = pattern[position + 2] == '^' ? position + 3 : position + 2;
        if (end < start || !_posixNames.Contains(pattern.Substring(start, end - start)))
            throw new RegexFailure("it names a class that does not exist");
        position = end + 2;
        return true;
    }
}
