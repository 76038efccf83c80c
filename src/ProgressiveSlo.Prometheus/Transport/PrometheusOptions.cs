using System.Security;
using System.Text;

namespace ProgressiveSlo.Prometheus.Transport;

/// <summary>How a Prometheus is reached.</summary>
public sealed record PrometheusOptions
{
    /// <summary>What messages call the server. Other servers with an HTTP API are reached in the same way.</summary>
    public string Product { get; init; } = "Prometheus";

    /// <summary>Headers of every request, for example <c>X-Scope-OrgID</c>. Their values are treated as secrets.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>
    /// Gives the value of the Authorization header for each request, or null for none; see <see cref="PrometheusAuthorization"/>.
    /// </summary>
    public Func<string?>? Authorization { get; init; }

    /// <summary>Whether the server's certificate is taken as it is.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>The most time that one request may take, its answer included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>The most bytes that one answer may have, unpacked.</summary>
    public long MaxResponseBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>The most requests that are under way at once.</summary>
    public int MaxConcurrency { get; init; } = 4;

    /// <summary>How often a request is tried again, 0 for never.</summary>
    public int MaxRetries { get; init; } = 4;

    /// <summary>The wait before the first repetition; it doubles with each further one and is varied at random.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait before a repetition, also where the server asks for a longer one.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Called with each warning or note of the server, escaped; on any thread. Null for nobody.</summary>
    public Action<string>? Warning { get; init; }
}

/// <summary>Makes values of the Authorization header from what PowerShell keeps secrets in. The plain text lives for one request.</summary>
public static class PrometheusAuthorization
{
    /// <summary>A name and a password (HTTP basic authentication, RFC 7617, in UTF-8).</summary>
    /// <param name="userName">The name; without <c>:</c>.</param>
    /// <param name="password">The password.</param>
    public static Func<string?> Basic(string userName, SecureString password) =>
        () => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(userName + ":" + CredentialText.Reveal(password)));

    /// <summary>A token (RFC 6750).</summary>
    /// <param name="token">The token.</param>
    public static Func<string?> Bearer(SecureString token) => () => "Bearer " + CredentialText.Reveal(token);
}
