using System.Net;
using System.Net.Http;
using System.Text;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Prometheus.Transport;

/// <summary>Where the API is: the address as the user gave it, with its path prefix and its query.</summary>
internal sealed class PrometheusAddress
{
    private readonly string _base;
    private readonly string _query;

    public PrometheusAddress(Uri uri, string field)
    {
        if (!uri.IsAbsoluteUri || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps) || uri.Host.Length == 0)
            throw new SloValidationException(
                field,
                "The value is not a web address",
                "Write it with http:// or https://, for example http://localhost:9090 or https://mimir.example.com/prometheus"
            );
        if (uri.UserInfo.Length > 0)
            throw new SloValidationException(
                field,
                $"The address of '{Host(uri)}' holds a name or a password, which logs would show",
                "Leave them out of it and give a credential or a token"
            );
        var path = uri.AbsolutePath.TrimEnd('/');

        // People copy the address of the API itself.
        if (path.EndsWith("/api/v1", StringComparison.Ordinal))
            path = path.Substring(0, path.Length - "/api/v1".Length);
        _base = uri.GetLeftPart(UriPartial.Authority) + path;
        _query = uri.Query.TrimStart('?');
        Uri = uri;
    }

    public Uri Uri { get; }

    /// <summary>What of the address stands in no message.</summary>
    public IEnumerable<string> Secrets => _query.Length == 0 ? [] : SecretRedactor.InQuery(_query);

    /// <summary>
    /// The address of a call: prefix, call, the address's own query and more of it. A call that begins with <c>/</c> is not below the API.
    /// </summary>
    public Uri Call(string call, string more = "")
    {
        var query = _query.Length > 0 && more.Length > 0 ? _query + "&" + more : _query + more;
        return new Uri(
            _base + (call.StartsWith("/", StringComparison.Ordinal) ? "" : "/api/v1/") + call + (query.Length > 0 ? "?" + query : "")
        );
    }

    /// <summary>The address for messages: without query and fragment, where secrets may be.</summary>
    public override string ToString() => PrintableText.Escape(_base);

    /// <summary>Host and port for messages.</summary>
    public static string Host(Uri uri) =>
        PrintableText.Escape(
            uri.IsDefaultPort ? uri.Host : uri.Host + ":" + uri.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
}

/// <summary>Which redirects are followed: those that stay on the host, so that credentials and queries go nowhere else.</summary>
internal static class RedirectRule
{
    public const int Most = 5;

    public static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    /// <summary>Whether the method stays; otherwise it becomes GET.</summary>
    public static bool KeepsMethod(HttpStatusCode status) => (int)status is 307 or 308;

    /// <summary>The address to go to.</summary>
    /// <exception cref="PrometheusException">It is on another host, or there is none.</exception>
    public static Uri ResolveTarget(Uri from, HttpResponseMessage answer, string server)
    {
        if (answer.Headers.Location is not { } location)
            throw new PrometheusException(
                PrometheusErrorKind.Redirect,
                $"{server} redirects and does not say where to",
                "Check the address and its path prefix"
            )
            {
                StatusCode = (int)answer.StatusCode,
            };
        var target = location.IsAbsoluteUri ? location : new Uri(from, location);
        return IsSameHost(from, target)
            ? target
            : throw new PrometheusException(
                PrometheusErrorKind.Redirect,
                $"'{PrometheusAddress.Host(from)}' redirects to another address, "
                    + $"'{target.Scheme}://{PrometheusAddress.Host(target)}', and is not followed so that no credential "
                    + $"goes there",
                "Give that address itself when it is the right one; a redirect to a page to "
                    + "log in means that a credential or a token is missing"
            )
            {
                StatusCode = (int)answer.StatusCode,
            };
    }

    // From http to https on the standard ports is the same host; never the other way round.
    private static bool IsSameHost(Uri from, Uri to) =>
        string.Equals(from.Host, to.Host, StringComparison.OrdinalIgnoreCase)
        && to.UserInfo.Length == 0
        && (
            (from.Scheme == to.Scheme && from.Port == to.Port)
            || (from.Scheme == Uri.UriSchemeHttp && to.Scheme == Uri.UriSchemeHttps && from.IsDefaultPort && to.IsDefaultPort)
        );
}

/// <summary>Values of forms and of queries in addresses. <c>Uri.EscapeDataString</c> refuses long ones on .NET Framework.</summary>
internal static class FormEncoding
{
    public static string Encode(string value)
    {
        var text = new StringBuilder(value.Length * 2);
        foreach (var b in Encoding.UTF8.GetBytes(value))
        {
            if (
                b
                is (>= (byte)'a' and <= (byte)'z')
                    or (>= (byte)'A' and <= (byte)'Z')
                    or (>= (byte)'0' and <= (byte)'9')
                    or (byte)'-'
                    or (byte)'_'
                    or (byte)'.'
                    or (byte)'~'
            )
                text.Append((char)b);
            else
                text.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
