using System.Text;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Prometheus.Transport;

/// <summary>
/// Takes secrets out of what a server says: some proxies and errors repeat what they were sent, as it was or escaped for an address, JSON
/// or HTML, in base64, or cut off.
/// </summary>
internal sealed class SecretRedactor
{
    private const int LongestMessage = 1000;
    private const int ShortestSecret = 4;

    // A beginning of a secret this long is taken out, too: whoever repeats a long one often cuts it.
    private const int ShortestBeginning = 16;
    private const int ShortestBase64 = 12;
    private const string Hidden = "***";

    // Words that addresses hold and nobody keeps secret; without them the messages stay readable.
    private static readonly HashSet<string> _harmless = new(["true", "false", "null", "none"], StringComparer.OrdinalIgnoreCase);

    // What is shown is far shorter.
    private const int LongestText = 1_048_576;

    // Shorter ones stand in many texts that have no spaces.
    private const int ShortestSpaced = 12;

    private readonly string[] _secrets;
    private readonly string[] _folded;

    public SecretRedactor(IEnumerable<string> secrets)
    {
        _secrets = secrets
            .SelectMany(Parts)
            .SelectMany(s => Base64(s).Prepend(s))
            .Where(s => s.Length >= ShortestSecret && !_harmless.Contains(s))
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(s => s.Length)
            .ToArray();
        _folded = _secrets
            .Select(s => FoldedText.Of(s) ?? s)
            .Where(s => s.Length >= ShortestSecret && !_harmless.Contains(s))
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(s => s.Length)
            .ToArray();
    }

    /// <summary>The secrets in an address: its query, each of its parameters, and their values.</summary>
    /// <param name="query">The query, without its question mark.</param>
    public static IEnumerable<string> InQuery(string query)
    {
        yield return query;
        foreach (var parameter in query.Split('&'))
        {
            var value = parameter.Substring(parameter.IndexOf('=') + 1);
            yield return parameter;
            yield return value;
            yield return Uri.UnescapeDataString(value.Replace('+', ' '));
        }
    }

    /// <summary>
    /// A message on one printable line, without secrets. A long one is cut in its middle: VictoriaMetrics repeats the query before it says
    /// what is wrong, and others after.
    /// </summary>
    public string Redact(string text)
    {
        var clean = Clean(text);
        return clean.Length <= LongestMessage ? clean : Start(clean, LongestMessage / 2) + "…" + End(clean, LongestMessage / 2);
    }

    /// <summary>The beginning of a text, on one printable line and without secrets.</summary>
    public string Redact(string text, int longest)
    {
        var clean = Clean(text);
        return clean.Length <= longest ? clean : Start(clean, longest) + "…";
    }

    private string Clean(string text)
    {
        if (text.Length > LongestText)
            text = text.Substring(0, LongestText);
        foreach (var secret in _secrets)
            text = Remove(text, secret);
        if (_folded.Length > 0)
            text = RedactFolded(text);
        return PrintableText.Escape(text.Trim());
    }

    private static string Start(string text, int length) => text.Substring(0, char.IsHighSurrogate(text[length - 1]) ? length - 1 : length);

    private static string End(string text, int length)
    {
        var start = text.Length - length;
        return text.Substring(char.IsLowSurrogate(text[start]) ? start + 1 : start);
    }

    // Only where a secret shows is the text as it was read, and not as it was written.
    private string RedactFolded(string text)
    {
        if (FoldedText.Of(text) is not { } folded)
            return Hidden;
        var clean = _folded.Aggregate(folded, Remove);
        if (clean != folded)
            text = clean;
        var dense = FoldedText.WithoutSpaces(clean);
        return _folded.Any(s => s.Length >= ShortestSpaced && dense.IndexOf(FoldedText.WithoutSpaces(s), StringComparison.Ordinal) >= 0)
            ? Hidden
            : text;
    }

    private static string Remove(string text, string secret)
    {
        StringBuilder? clean = null;
        var copied = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var end = SecretMatch.End(text, i, secret, ShortestBeginning);
            if (end < 0)
                continue;
            (clean ??= new StringBuilder()).Append(text, copied, i - copied).Append(Hidden);
            copied = end;
            i = end - 1;
        }

        return clean is null ? text : clean.Append(text, copied, text.Length - copied).ToString();
    }

    // Of "Basic dXNlcjpzZWNyZXQ=" also what follows the scheme, and the password in it.
    private static IEnumerable<string> Parts(string secret)
    {
        yield return secret;
        var space = secret.IndexOf(' ');
        if (space < 0)
            yield break;
        var rest = secret.Substring(space + 1);
        yield return rest;
        if (!secret.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) || Decode(rest) is not { } pair)
            yield break;
        yield return pair;
        yield return pair.Substring(pair.IndexOf(':') + 1);
    }

    // In base64 a text looks in one of three ways, by its place in what surrounds it. The digits at both ends depend on the neighbors.
    private static IEnumerable<string> Base64(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        for (var before = 0; before < 3; before++)
        {
            var text = Convert.ToBase64String([.. new byte[before], .. bytes]).TrimEnd('=');
            var first = before == 0 ? 0 : before + 1;
            var length = text.Length - first - ((before + bytes.Length) % 3 == 0 ? 0 : 1);
            if (length < ShortestBase64)
                continue;
            var middle = text.Substring(first, length);
            yield return middle;
            yield return middle.Replace('+', '-').Replace('/', '_');
        }
    }

    private static string? Decode(string base64)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(base64));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

/// <summary>Finds a secret in a text in which any of its characters may be escaped, each in its own way.</summary>
internal static class SecretMatch
{
    private const int MostWays = 1000;

    private static readonly (string Name, char Character)[] _entities =
    [
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&apos;", '\''),
    ];

    /// <summary>Where the secret that begins at a place ends; -1 when none does.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The place.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="beginning">How much of a longer secret is enough.</param>
    public static int End(string text, int start, string secret, int beginning)
    {
        // Nearly always there is one way to read a character; "&amp;" may be a text of its own or stand for "&".
        Stack<(int Read, int At)>? others = null;
        var (read, at) = (0, start);
        var best = -1;
        while (true)
        {
            if (read == secret.Length)
                return at;
            var size = char.IsHighSurrogate(secret[read]) && read + 1 < secret.Length ? 2 : 1;
            var escaped = Escaped(text, at, secret, read, size);
            var plain = string.CompareOrdinal(text, at, secret, read, size) == 0 && at + size <= text.Length ? at + size : -1;
            if (escaped >= 0 && plain >= 0 && (others ??= new Stack<(int, int)>()).Count < MostWays)
                others.Push((read + size, plain));
            var next = escaped >= 0 ? escaped : plain;
            if (next >= 0)
            {
                (read, at) = (read + size, next);
                continue;
            }

            if (read >= beginning)
                best = Math.Max(best, at);
            if (others is not { Count: > 0 })
                return best;
            (read, at) = others.Pop();
        }
    }

    private static int Escaped(string text, int at, string secret, int i, int size)
    {
        if (at >= text.Length)
            return -1;
        return text[at] switch
        {
            '%' => Percent(text, at, secret.Substring(i, size)),
            '+' => secret[i] == ' ' ? at + 1 : -1,
            '\\' => Backslash(text, at, secret, i, size),
            '&' => Entity(text, at, secret, i, size),
            _ => -1,
        };
    }

    private static int Percent(string text, int at, string character)
    {
        foreach (var b in Encoding.UTF8.GetBytes(character))
        {
            if (at + 2 >= text.Length || text[at] != '%' || Number(text, at + 1, 2) != b)
                return -1;
            at += 3;
        }

        return at;
    }

    private static int Backslash(string text, int at, string secret, int i, int size)
    {
        if (at + 1 >= text.Length)
            return -1;
        if (text[at + 1] != 'u')
            return size == 1 && text[at + 1] == secret[i] ? at + 2 : -1;
        for (var unit = 0; unit < size; unit++)
        {
            if (at + 5 >= text.Length || text[at] != '\\' || text[at + 1] != 'u' || Number(text, at + 2, 4) != secret[i + unit])
                return -1;
            at += 6;
        }

        return at;
    }

    private static int Entity(string text, int at, string secret, int i, int size)
    {
        foreach (var (name, character) in _entities)
        {
            if (
                size == 1
                && secret[i] == character
                && string.Compare(text, at, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0
            )
                return at + name.Length;
        }

        var end = text.IndexOf(';', at, Math.Min(12, text.Length - at));
        if (end < 0 || at + 2 >= text.Length || text[at + 1] != '#')
            return -1;
        var isHex = text[at + 2] is 'x' or 'X';
        var digits = text.Substring(at + (isHex ? 3 : 2), Math.Max(0, end - at - (isHex ? 3 : 2)));
        var code = size == 2 ? char.ConvertToUtf32(secret[i], secret[i + 1]) : secret[i];
        return
            int.TryParse(digits, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            && given == code
            ? end + 1
            : -1;
    }

    private static int Number(string text, int at, int digits) =>
        int.TryParse(text.Substring(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? number
            : -1;
}
