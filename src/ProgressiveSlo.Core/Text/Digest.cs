using System.Security.Cryptography;
using System.Text;

namespace ProgressiveSlo.Text;

/// <summary>Digests of text, the same on every machine.</summary>
public static class Digest
{
    /// <summary>The first bytes of the SHA-256 of the text in UTF-8, in hexadecimal digits, two for each byte, lower case.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bytes">How many bytes, 1 to 32.</param>
    public static string Hex(string text, int bytes = 32)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        using var sha = SHA256.Create();
        var hash = sha.ComputeHash(Encoding.UTF8.GetBytes(text));
        var digits = new StringBuilder(2 * bytes);
        for (var i = 0; i < bytes; i++)
            digits.Append(hash[i].ToString("x2", CultureInfo.InvariantCulture));
        return digits.ToString();
    }
}
