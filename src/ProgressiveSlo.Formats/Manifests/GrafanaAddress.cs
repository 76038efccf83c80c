using ProgressiveSlo.Errors;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>Refuses addresses that links to dashboards cannot be made of, or that would show a password in every alert.</summary>
internal static class GrafanaAddress
{
    private const string Field = "GrafanaUri";
    private const string Example = "for example https://grafana.example.com or https://example.com/grafana";

    /// <summary>The address itself.</summary>
    /// <exception cref="SloValidationException">It is not the address of a Grafana.</exception>
    public static Uri Check(Uri uri)
    {
        if (!uri.IsAbsoluteUri || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps) || uri.Host.Length == 0)
            throw new SloValidationException(Field, "The value is not a web address", "Write it with http:// or https://, " + Example);
        if (uri.UserInfo.Length > 0)
            throw new SloValidationException(
                Field,
                "The address holds a name or a password, which every alert would show",
                "Leave them out; who follows the link signs in to Grafana"
            );
        if (uri.Query.Length > 0 || uri.Fragment.Length > 0)
            throw new SloValidationException(
                Field,
                "The address has a query or a fragment, and the path of a dashboard cannot follow it",
                "Write the address of Grafana's start page without them, " + Example
            );
        return uri;
    }
}
