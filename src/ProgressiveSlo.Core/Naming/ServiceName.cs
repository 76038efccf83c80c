using System.Text;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Naming;

/// <summary>
/// The rules for names of services (and of namespaces, tiers and owners, which are looser), and the slug for tools that want RFC 1123
/// names.
/// </summary>
public static class ServiceName
{
    /// <summary>The namespace of a service where nobody names another one.</summary>
    internal const string DefaultNamespace = "production";

    private const int LongestName = 128;
    private const int LongestSlug = 63;

    private const string Rule =
        "Use 1 to 128 characters: letters and digits of any script, space, '-', '_', '.', "
        + "':', '@', '+'; first and last a letter or digit; no '..'";

    /// <summary>Returns the name when it may name a service. It is kept as it was written.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="SloValidationException">The name breaks the rule; the message says how and gives the rule.</exception>
    public static string Check(string? name)
    {
        if (string.IsNullOrEmpty(name))
            throw Invalid("The service name is empty");
        if (IsPlainAscii(name!))
            return name!;
        if (FirstProblem(name!) is { } problem)
            throw Invalid($"'{Printable(name!)}' is not a service name: {problem}");
        return name!;
    }

    /// <summary>
    /// The name as an RFC 1123 label: lower-case letters, digits and '-', at most 63. Accents are dropped; a name of which
    /// nothing would be left, or that is too long, ends in a short digest of the whole name. Stable, but not always unique.
    /// </summary>
    /// <param name="name">A service name.</param>
    public static string Slug(string name)
    {
        if (name is null)
            throw new ArgumentNullException(nameof(name));

        var slug = new StringBuilder(name.Length);
        var lost = false;
        foreach (var c in name)
        {
            if (AsciiChars.IsSmallLetterOrDigit(c))
                slug.Append(c);
            else if (AsciiChars.IsLetter(c))
                slug.Append((char)(c | 0x20));
            else if (LatinLetters.Plain(c) is { } plain)
                slug.Append(plain);
            else if (char.IsLetterOrDigit(c) || char.IsSurrogate(c))
                lost = true;
            else if (
                CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark
                && slug.Length > 0
                && slug[slug.Length - 1] != '-'
            )
                slug.Append('-');
        }

        while (slug.Length > 0 && slug[slug.Length - 1] == '-')
            slug.Length--;
        if (!lost && slug.Length is > 0 and <= LongestSlug)
            return slug.ToString();

        // Letters without a Latin form, or too many of them: the digest keeps such names apart.
        var digest = Digest.Hex(name, 4);
        slug.Length = Math.Min(slug.Length, LongestSlug - digest.Length - 1);
        return slug.Length == 0 ? "service-" + digest : slug.ToString().TrimEnd('-') + "-" + digest;
    }

    /// <summary>
    /// Whether two names mean one service: rules, catalogs and files write one name with other case and punctuation. No name is the same
    /// as none.
    /// </summary>
    /// <param name="name">A name; null or empty for none.</param>
    /// <param name="other">Another one.</param>
    public static bool IsSame(string? name, string? other) =>
        !string.IsNullOrEmpty(name) && !string.IsNullOrEmpty(other) && (name == other || Slug(name!) == Slug(other!));

    /// <summary>The name on one line with what does not print shown as escapes, cut at 80 characters: for a message.</summary>
    /// <param name="name">Any text.</param>
    public static string Printable(string name)
    {
        const int Longest = 80;
        var text = PrintableText.Escape(name);
        if (text.Length <= Longest)
            return text;

        // Not in the middle of a letter outside the first plane.
        return text.Substring(0, char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest) + "…";
    }

    /// <summary>
    /// The service with its namespace, so that those of two namespaces are told apart: <c>checkout</c> in the usual namespace, and
    /// <c>checkout (staging)</c> in another. Nothing is escaped.
    /// </summary>
    /// <param name="service">The service; null for none.</param>
    /// <param name="namespace">Its namespace; null where it is not known.</param>
    public static string InNamespace(string? service, string? @namespace) =>
        OtherNamespace(@namespace) is { } other ? $"{service} ({other})" : service ?? "";

    /// <summary>
    /// The namespace where it tells a service from another one of its name; null for the usual one, and for none.
    /// </summary>
    /// <param name="namespace">The namespace; null where it is not known.</param>
    public static string? OtherNamespace(string? @namespace) =>
        string.IsNullOrEmpty(@namespace) || @namespace == DefaultNamespace ? null : @namespace;

    private static SloValidationException Invalid(string message) =>
        new(new FieldProblem("Service", message, Rule) { Code = "ServiceNameInvalid" });

    // Nearly every name: it needs no walk by Unicode categories.
    private static bool IsPlainAscii(string name)
    {
        if (name.Length > LongestName || !AsciiChars.IsLetterOrDigit(name[0]) || !AsciiChars.IsLetterOrDigit(name[name.Length - 1]))
            return false;
        for (var i = 1; i < name.Length; i++)
        {
            if (!AsciiChars.IsLetterOrDigit(name[i]) && name[i] is not ('-' or '_') && !(name[i] == '.' && name[i - 1] != '.'))
                return false;
        }

        return true;
    }

    private static string? FirstProblem(string name)
    {
        // Counted in code points, as a reader would count: a letter outside the first plane is one character.
        var count = 0;
        var startsWell = false;
        var endsWell = false;
        for (var i = 0; i < name.Length; i++, count++)
        {
            var pair = char.IsHighSurrogate(name[i]) && i + 1 < name.Length && char.IsLowSurrogate(name[i + 1]);
            if (char.IsSurrogate(name[i]) && !pair)
                return "it is not valid Unicode";
            var category = CharUnicodeInfo.GetUnicodeCategory(name, i);
            var letter =
                category
                is UnicodeCategory.UppercaseLetter
                    or UnicodeCategory.LowercaseLetter
                    or UnicodeCategory.TitlecaseLetter
                    or UnicodeCategory.ModifierLetter
                    or UnicodeCategory.OtherLetter
                    or UnicodeCategory.DecimalDigitNumber
                    or UnicodeCategory.LetterNumber;

            // Marks belong to the letter before them (é in form D, vowels of Indic scripts).
            var mark = i > 0 && category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
            if (!letter && !mark && name[i] is not (' ' or '-' or '_' or '.' or ':' or '@' or '+'))
                return $"'{Printable(name.Substring(i, pair ? 2 : 1))}' is not allowed in it";
            if (name[i] == '.' && i > 0 && name[i - 1] == '.')
                return "it has '..'";
            if (count == 0)
                startsWell = letter;
            endsWell = letter || (mark && endsWell);
            if (pair)
                i++;
        }

        if (count > LongestName)
            return $"it has {count.ToString(CultureInfo.InvariantCulture)} characters";
        if (!startsWell)
            return "it does not begin with a letter or digit";
        return endsWell ? null : "it does not end with a letter or digit";
    }
}
