using System;
using System.Runtime.InteropServices;
using System.Security;
using System.Text;

namespace ProgressiveSlo.Prometheus.Transport;

/// <summary>Makes values of the Authorization header from what PowerShell keeps secrets in. The plain text lives for one request.</summary>
public static class PrometheusAuthorization
{
    /// <summary>A name and a password (HTTP basic authentication, RFC 7617, in UTF-8).</summary>
    /// <param name="userName">The name; without <c>:</c>.</param>
    /// <param name="password">The password.</param>
    public static Func<string?> Basic(string userName, SecureString password) =>
        () => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(userName + ":" + Reveal(password)));

    /// <summary>A token (RFC 6750).</summary>
    /// <param name="token">The token.</param>
    public static Func<string?> Bearer(SecureString token) => () => "Bearer " + Reveal(token);

    private static string Reveal(SecureString secret)
    {
        var memory = Marshal.SecureStringToGlobalAllocUnicode(secret ?? throw new ArgumentNullException(nameof(secret)));
        try
        {
            return Marshal.PtrToStringUni(memory) ?? "";
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(memory);
        }
    }
}
