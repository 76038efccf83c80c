using System;
using System.Net;
using System.Net.Http;
using ProgressiveSlo.Errors;

namespace ProgressiveSlo.Prometheus.Transport;

/// <summary>Which redirects are followed: those that stay on the host, so that credentials and queries go nowhere else.</summary>
internal static class RedirectRule
{
    public const int Most = 5;

    public static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    /// <summary>Whether the method stays; otherwise it becomes GET.</summary>
    public static bool KeepsMethod(HttpStatusCode status) => (int)status is 307 or 308;

    /// <summary>The address to go to.</summary>
    /// <exception cref="PrometheusException">It is on another host, or there is none.</exception>
    public static Uri Target(Uri from, HttpResponseMessage answer, string server)
    {
        if (answer.Headers.Location is not { } location)
            throw new PrometheusException(PrometheusErrorKind.Redirect, $"{server} redirects and does not say where to", "Check the address and its path prefix") { StatusCode = (int)answer.StatusCode };
        var target = location.IsAbsoluteUri ? location : new Uri(from, location);
        return IsSameHost(from, target)
            ? target
            : throw new PrometheusException(
                PrometheusErrorKind.Redirect,
                $"'{PrometheusAddress.Host(from)}' redirects to another address, '{target.Scheme}://{PrometheusAddress.Host(target)}', and is not followed so that no credential goes there",
                "Give that address itself when it is the right one; a redirect to a page to log in means that a credential or a token is missing")
            { StatusCode = (int)answer.StatusCode };
    }

    // From http to https on the standard ports is the same host; never the other way round.
    private static bool IsSameHost(Uri from, Uri to) =>
        string.Equals(from.Host, to.Host, StringComparison.OrdinalIgnoreCase) && to.UserInfo.Length == 0
        && ((from.Scheme == to.Scheme && from.Port == to.Port)
            || (from.Scheme == Uri.UriSchemeHttp && to.Scheme == Uri.UriSchemeHttps && from.IsDefaultPort && to.IsDefaultPort));
}
