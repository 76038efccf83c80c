using System.Text.RegularExpressions;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Probes;

/// <summary>Addresses of remotes for people: without names, passwords, tokens and queries.</summary>
internal static class RemoteAddress
{
    private const int Longest = 200;
    private const string Hidden = "(an address that is not shown)";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The address of one remote.</summary>
    public static string Redact(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
            return Cut(WithoutUser(url, scheme + 3));

        // git@host:path. The name before the host may be a token; a path of this machine may have an @.
        if (url.Length == 0 || url[0] is '/' or '.' || url.IndexOf('@') < 0)
            return Cut(url);
        var colon = url.IndexOf(':', url.IndexOf('@'));
        return Cut(url.Substring((colon < 0 ? url.LastIndexOf('@') : url.LastIndexOf('@', colon)) + 1));
    }

    /// <summary>A message of a program in which addresses may stand.</summary>
    public static string RedactAll(string text)
    {
        try
        {
            return Cut(Regex.Replace(text, @"[^\s'""]*(://|@)[^\s'""]*", m => Redact(m.Value), RegexOptions.CultureInvariant, Patience));
        }
        catch (RegexMatchTimeoutException)
        {
            return "(a message that is too long)";
        }
    }

    private static string WithoutUser(string url, int start)
    {
        var end = url.IndexOfAny(['/', '\\'], start);
        var authority = end < 0 ? url.Substring(start) : url.Substring(start, end - start);
        var rest = end < 0 ? "" : url.Substring(end);
        var query = rest.IndexOfAny(['?', '#']);
        if (query >= 0)
            rest = rest.Substring(0, query);
        authority = authority.Substring(authority.LastIndexOf('@') + 1);

        // A password with a slash in it makes a name and half of a password look like host and port.
        var isHost =
            rest.IndexOf('@') < 0
            && Regex.IsMatch(authority, @"^(\[[0-9A-Fa-f:.%]+\]|[^\s:@?#]*)(:[0-9]*)?$", RegexOptions.CultureInvariant, Patience);
        return url.Substring(0, start) + (isHost ? authority + rest : Hidden);
    }

    private static string Cut(string text)
    {
        var safe = PrintableText.Escape(text.Trim());
        return safe.Length <= Longest ? safe : safe.Substring(0, char.IsHighSurrogate(safe[Longest - 1]) ? Longest - 1 : Longest) + "…";
    }
}
