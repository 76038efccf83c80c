using ProgressiveSlo.Text;

namespace ProgressiveSlo.PromQL;

/// <summary>An open group of a regular expression: finished alternatives, the alternative being read, and its last piece.</summary>
internal sealed class RegexGroup
{
    private const int ManyRepeats = 1_000_000;

    private RegexPart _alternatives;
    private bool _hasAlternatives;
    private RegexPart _before = new(true);
    private RegexPart _last;
    private int _count;

    public bool IsCapture { get; init; }

    public int RepeatsOfLast => _last.Repeats;

    public void Add(RegexPart part)
    {
        FoldLast();
        _last = part;
        _count++;
    }

    /// <summary>Repeats the last piece.</summary>
    /// <returns>False when there is none.</returns>
    public bool Repeat(int least, int most, bool isCounted, int mostHeight)
    {
        if (_count == 0)
            return false;
        var factor = most < 0 ? least : most;
        var inner = _last.Wrapped(mostHeight);

        // x{0} is valid whatever x is.
        var repeats =
            !isCounted ? inner.Repeats
            : most == 0 ? 1
            : Math.Min(ManyRepeats, inner.Repeats * Math.Max(1, factor));
        _last = new RegexPart(least == 0 || inner.MatchesEmpty, inner.Height, repeats);
        return true;
    }

    public void Alternate()
    {
        var alternative = CloseAlternative();
        _alternatives = _hasAlternatives
            ? _alternatives.Beside(alternative, _alternatives.MatchesEmpty || alternative.MatchesEmpty)
            : alternative;
        _hasAlternatives = true;
        _before = new RegexPart(true);
        _count = 0;
    }

    public RegexPart Close(int mostHeight)
    {
        if (!_hasAlternatives)
            return CloseAlternative();
        Alternate();
        return _alternatives.Wrapped(mostHeight);
    }

    private RegexPart CloseAlternative()
    {
        FoldLast();
        return _count > 1 ? _before.Wrapped(int.MaxValue) : _before;
    }

    private void FoldLast()
    {
        if (_count > 0)
            _before = _before.Beside(_last, _before.MatchesEmpty && _last.MatchesEmpty);
    }
}

/// <summary>What the check remembers of a piece of a regular expression.</summary>
internal readonly struct RegexPart(bool matchesEmpty, int height = 1, int repeats = 1)
{
    /// <summary>Whether the piece matches the empty text.</summary>
    public readonly bool MatchesEmpty = matchesEmpty;

    /// <summary>How deep the piece nests.</summary>
    public readonly int Height = height;

    /// <summary>How often the most repeated thing in it is repeated, by counted repetitions alone.</summary>
    public readonly int Repeats = repeats;

    /// <summary>The piece in one more node.</summary>
    public RegexPart Wrapped(int mostHeight) =>
        Height < mostHeight ? new RegexPart(MatchesEmpty, Height + 1, Repeats) : throw new RegexFailure("it nests too deep");

    /// <summary>Both pieces side by side.</summary>
    public RegexPart Beside(RegexPart other, bool matchesEmpty) =>
        new(matchesEmpty, Math.Max(Height, other.Height), Math.Max(Repeats, other.Repeats));
}

/// <summary>Character classes and escapes of regular expressions.</summary>
internal static class RegexClass
{
    private static readonly HashSet<string> _posixNames = new(StringComparer.Ordinal)
    {
        "alnum",
        "alpha",
        "ascii",
        "blank",
        "cntrl",
        "digit",
        "graph",
        "lower",
        "print",
        "punct",
        "space",
        "upper",
        "word",
        "xdigit",
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
        if (c < 0x80 && !AsciiChars.IsLetter(c) && !AsciiChars.IsDigit(c))
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
        if (!AsciiChars.IsOctalDigit(c) || (c != '0' && (i == pattern.Length || !AsciiChars.IsOctalDigit(pattern[i]))))
            throw new RegexFailure("RE2 has no such escape as \\" + c);
        value = c - '0';
        for (var end = Math.Min(i + 2, pattern.Length); i < end && AsciiChars.IsOctalDigit(pattern[i]); i++)
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
        for (; i < pattern.Length && (braced || i < start + 2) && AsciiChars.IsHexDigit(pattern[i]) && value <= 0x10FFFF; i++)
            value = (value * 16) + AsciiChars.HexValue(pattern[i]);
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

/// <summary>Names of Unicode categories and scripts that <c>\p{...}</c> takes: those of Unicode 13, which Go 1.19 has.</summary>
internal static class UnicodeClasses
{
    private const string Categories =
        "Any C Cc Cf Co Cs L Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So Z Zl Zp Zs";

    private const string Scripts =
        "Adlam Ahom Anatolian_Hieroglyphs Arabic Armenian Avestan Balinese Bamum Bassa_Vah Batak Bengali Bhaiksuki Bopomofo Brahmi "
        + "Braille Buginese Buhid Canadian_Aboriginal Carian Caucasian_Albanian Chakma Cham Cherokee Chorasmian Common Coptic Cuneiform "
        + "Cypriot Cyrillic Deseret Devanagari Dives_Akuru Dogra Duployan Egyptian_Hieroglyphs Elbasan Elymaic Ethiopic Georgian "
        + "Glagolitic Gothic Grantha Greek Gujarati Gunjala_Gondi Gurmukhi Han Hangul Hanifi_Rohingya Hanunoo Hatran Hebrew Hiragana "
        + "Imperial_Aramaic Inherited Inscriptional_Pahlavi Inscriptional_Parthian Javanese Kaithi Kannada Katakana Kayah_Li Kharoshthi "
        + "Khitan_Small_Script Khmer Khojki Khudawadi Lao Latin Lepcha Limbu Linear_A Linear_B Lisu Lycian Lydian Mahajani Makasar "
        + "Malayalam Mandaic Manichaean Marchen Masaram_Gondi Medefaidrin Meetei_Mayek Mende_Kikakui Meroitic_Cursive "
        + "Meroitic_Hieroglyphs Miao Modi Mongolian Mro Multani Myanmar Nabataean Nandinagari New_Tai_Lue Newa Nko Nushu "
        + "Nyiakeng_Puachue_Hmong Ogham Ol_Chiki Old_Hungarian Old_Italic Old_North_Arabian Old_Permic Old_Persian Old_Sogdian "
        + "Old_South_Arabian Old_Turkic Oriya Osage Osmanya Pahawh_Hmong Palmyrene Pau_Cin_Hau Phags_Pa Phoenician Psalter_Pahlavi "
        + "Rejang Runic Samaritan Saurashtra Sharada Shavian Siddham SignWriting Sinhala Sogdian Sora_Sompeng Soyombo Sundanese "
        + "Syloti_Nagri Syriac Tagalog Tagbanwa Tai_Le Tai_Tham Tai_Viet Takri Tamil Tangut Telugu Thaana Thai Tibetan Tifinagh Tirhuta "
        + "Ugaritic Vai Wancho Warang_Citi Yezidi Yi Zanabazar_Square";

    private static readonly HashSet<string> _names = new((Categories + " " + Scripts).Split(' '), StringComparer.Ordinal);

    public static bool Contains(string name) => _names.Contains(name);
}

/// <summary>Characters of a regular expression, each one or two units long.</summary>
internal static class RegexRunes
{
    /// <summary>Whether half a character stands alone; that is how bytes that are not UTF-8 are kept.</summary>
    public static bool HasBrokenRune(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (Length(text, i) == 1)
                return true;
            i++;
        }

        return false;
    }

    public static int Length(string text, int position) =>
        char.IsHighSurrogate(text[position]) && position + 1 < text.Length && char.IsLowSurrogate(text[position + 1]) ? 2 : 1;

    public static int Value(string text, int position) =>
        Length(text, position) == 2 ? char.ConvertToUtf32(text[position], text[position + 1]) : text[position];
}
