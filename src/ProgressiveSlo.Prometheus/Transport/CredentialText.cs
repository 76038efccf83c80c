using System.Runtime.InteropServices;
using System.Security;
using ProgressiveSlo.Errors;

namespace ProgressiveSlo.Prometheus.Transport;

/// <summary>
/// What credentials may hold. A line break in one would begin a header of its own in the request, and a NUL would end it; the value itself
/// stands in no message.
/// </summary>
public static class CredentialText
{
    /// <summary>
    /// A token as it is sent: a line break at its end, which reading a file leaves, is taken away.
    /// </summary>
    /// <param name="token">The token.</param>
    /// <param name="warn">Called when something was taken away.</param>
    /// <exception cref="SloValidationException">The token is empty, or has a character that no header can hold.</exception>
    public static SecureString CleanToken(SecureString token, Action<string> warn)
    {
        var clean = Clean(token, "Token", warn);
        if (clean.Length == 0)
            throw new SloValidationException("Token", "The token is empty", "Give the token, or leave -Token out");
        if (!Fits(Reveal(clean)))
            throw Refused("Token", "The token has a line break, a control character or a letter outside of ASCII");
        return clean;
    }

    /// <summary>A password as it is sent: a line break at its end is taken away.</summary>
    /// <param name="userName">The name that goes with it.</param>
    /// <param name="password">The password.</param>
    /// <param name="warn">Called when something was taken away.</param>
    /// <exception cref="SloValidationException">The name or the password has a character that RFC 7617 does not allow.</exception>
    public static SecureString CleanPassword(string userName, SecureString password, Action<string> warn)
    {
        if (userName is null)
            throw new ArgumentNullException(nameof(userName));
        if (userName.Any(char.IsControl) || userName.IndexOf(':') >= 0)
            throw Refused("Credential", "The user name has a colon, a line break or a control character");
        var clean = Clean(password, "Credential", warn);
        return Reveal(clean).Any(char.IsControl)
            ? throw Refused("Credential", "The password has a line break or a control character")
            : clean;
    }

    /// <summary>The value of a header without a line break at its end.</summary>
    /// <param name="name">The header's name, for the warning.</param>
    /// <param name="value">The value.</param>
    /// <param name="warn">Called when something was taken away.</param>
    public static string CleanHeader(string name, string value, Action<string> warn)
    {
        var length = TrimmedLength(value ?? throw new ArgumentNullException(nameof(value)));
        if (length == value.Length)
            return value;
        Warn($"The header '{ProgressiveSlo.Text.PrintableText.Escape(name)}'", warn);
        return value.Substring(0, length);
    }

    /// <summary>Whether a header can hold the value: ASCII that prints, spaces and tabs.</summary>
    internal static bool Fits(string value) => value.All(c => c is '\t' or (>= ' ' and < '\x7f'));

    /// <summary>The value of the Authorization header, once more before it is sent.</summary>
    /// <exception cref="SloValidationException">No header can hold it.</exception>
    internal static string CheckHeader(string value) =>
        Fits(value) ? value : throw Refused("Token", "The credential has characters that no header can hold");

    /// <summary>The plain text; it lives for one request.</summary>
    internal static string Reveal(SecureString secret)
    {
        var memory = Marshal.SecureStringToGlobalAllocUnicode(secret ?? throw new ArgumentNullException(nameof(secret)));
        try
        {
            // With its length: a NUL in it must be seen, and not end it.
            return Marshal.PtrToStringUni(memory, secret.Length) ?? "";
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(memory);
        }
    }

    private static SecureString Clean(SecureString secret, string field, Action<string> warn)
    {
        var text = Reveal(secret);
        var length = TrimmedLength(text);
        if (length == text.Length)
            return secret;
        Warn($"-{field}", warn);
        var clean = new SecureString();
        foreach (var c in text.Substring(0, length))
            clean.AppendChar(c);
        clean.MakeReadOnly();
        return clean;
    }

    private static int TrimmedLength(string text) =>
        text.EndsWith("\r\n", StringComparison.Ordinal) ? text.Length - 2
        : text.Length > 0 && text[text.Length - 1] is '\n' or '\r' ? text.Length - 1
        : text.Length;

    private static void Warn(string what, Action<string> warn) =>
        (warn ?? throw new ArgumentNullException(nameof(warn)))($"{what} ends in a line break, which is left out.");

    private static SloValidationException Refused(string field, string message) =>
        new(field, message, "Check how it was read: Get-Content -Raw keeps line breaks, and a file in UTF-16 leaves NUL characters");
}
