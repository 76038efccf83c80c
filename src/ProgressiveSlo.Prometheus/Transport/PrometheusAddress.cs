using System;
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
            throw new SloValidationException(field, "The value is not an address of the web", "Write it with http:// or https://, for example http://localhost:9090 or https://mimir.example.com/prometheus");
        if (uri.UserInfo.Length > 0)
            throw new SloValidationException(field, $"The address of '{Host(uri)}' holds a name or a password, which logs would show", "Leave them out of it and give a credential or a token");
        var path = uri.AbsolutePath.TrimEnd('/');

        // People copy the address of the API itself.
        if (path.EndsWith("/api/v1", StringComparison.Ordinal))
            path = path.Substring(0, path.Length - "/api/v1".Length);
        _base = uri.GetLeftPart(UriPartial.Authority) + path;
        _query = uri.Query.TrimStart('?');
        Uri = uri;
    }

    public Uri Uri { get; }

    /// <summary>The address of a call: prefix, call, the address's own query and more of it. A call that begins with <c>/</c> is not below the API.</summary>
    public Uri Call(string call, string more = "")
    {
        var query = _query.Length > 0 && more.Length > 0 ? _query + "&" + more : _query + more;
        return new Uri(_base + (call.StartsWith("/", StringComparison.Ordinal) ? "" : "/api/v1/") + call + (query.Length > 0 ? "?" + query : ""));
    }

    /// <summary>The address for messages: without query and fragment, where secrets may be.</summary>
    public override string ToString() => PrintableText.Escape(_base);

    /// <summary>Host and port for messages.</summary>
    public static string Host(Uri uri) => PrintableText.Escape(uri.IsDefaultPort ? uri.Host : uri.Host + ":" + uri.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
