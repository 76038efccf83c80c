using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace ProgressiveSlo.Prometheus.Transport;

/// <summary>
/// A text as somebody reads it: without escapes, however often it was escaped, without what does not print, and with letters of usual
/// width. Two spellings of a secret are one there.
/// </summary>
internal static class FoldedText
{
    // Nobody escapes that often, and each round costs.
    private const int MostRounds = 32;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);

    private static readonly Regex _percent = new("(?:%[0-9A-Fa-f]{2})+", RegexOptions.CultureInvariant, _patience);

    private static readonly Regex _backslash = new(
        @"\\(?:u\{?(?<hex>[0-9A-Fa-f]{4,6})\}?|U(?<hex>[0-9A-Fa-f]{8})|x(?<hex>[0-9A-Fa-f]{2})|(?<octal>[0-3][0-7]{2})|(?<plain>[^A-Za-z0-9]))",
        RegexOptions.CultureInvariant,
        _patience
    );

    // Colors and titles of terminals.
    private static readonly Regex _terminal = new(
        "(?:\u001B\\[|\u009B)[0-?]*[ -/]*[@-~]|\u001B\\][^\u0007\u001B]*(?:\u0007|\u001B\\\\)?",
        RegexOptions.CultureInvariant,
        _patience
    );

    /// <summary>The folded text; null where it is escaped so often that it can hide anything.</summary>
    public static string? Of(string text)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var next = Step(text);
            if (next == text)
                return text;
            text = next;
        }

        return null;
    }

    /// <summary>The text without any space.</summary>
    public static string WithoutSpaces(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static string Step(string text)
    {
        var plain = _percent.Replace(text, m => Bytes(m.Value));
        plain = _backslash.Replace(plain, Character);
        plain = WebUtility.HtmlDecode(plain);
        plain = Normalize(_terminal.Replace(plain, ""));
        return string.Concat(plain.Where(c => c == ' ' || !IsUnprinted(c)));
    }

    private static string Bytes(string escapes)
    {
        var bytes = new byte[escapes.Length / 3];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = byte.Parse(escapes.Substring((3 * i) + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetString(bytes);
    }

    private static string Character(Match match)
    {
        if (match.Groups["plain"] is { Success: true } plain)
            return plain.Value;
        var code = match.Groups["octal"] is { Success: true } octal
            ? Convert.ToInt32(octal.Value, 8)
            : int.Parse(match.Groups["hex"].Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return code is < 0 or > 0x10FFFF ? match.Value
            : code > 0xFFFF ? char.ConvertFromUtf32(code)
            : ((char)code).ToString();
    }

    private static string Normalize(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair.
            return string.Concat(text.Where(c => !char.IsSurrogate(c))).Normalize(NormalizationForm.FormKC);
        }
    }

    private static bool IsUnprinted(char c) =>
        char.GetUnicodeCategory(c)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.EnclosingMark
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
        // Letters that show nothing: Hangul fillers and the blank pattern of Braille.
        || c is '\u115F' or '\u1160' or '\u3164' or '\uFFA0' or '\u2800';
}
