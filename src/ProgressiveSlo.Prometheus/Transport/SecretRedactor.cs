using System.Text;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Prometheus.Transport;

/// <summary>Takes secrets out of what a server says: some proxies and errors repeat what they were sent.</summary>
internal sealed class SecretRedactor
{
    private const int ShortestSecret = 4;
    private const string Hidden = "***";

    private readonly string[] _secrets;

    public SecretRedactor(IEnumerable<string> secrets) =>
        _secrets = secrets
            .SelectMany(Parts)
            .Where(s => s.Length >= ShortestSecret)
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(s => s.Length)
            .ToArray();

    /// <summary>The text on one printable line, without secrets, cut at a length.</summary>
    public string Redact(string text, int longest = 1000)
    {
        foreach (var secret in _secrets)
            text = text.Replace(secret, Hidden);
        text = PrintableText.Escape(text.Trim());
        return text.Length <= longest ? text : text.Substring(0, char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest) + "…";
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
