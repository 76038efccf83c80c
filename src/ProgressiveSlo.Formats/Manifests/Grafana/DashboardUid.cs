using System;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

/// <summary>The uid by which Grafana knows a dashboard: links to it and imports over it go by this and not by the title.</summary>
internal static class DashboardUid
{
    /// <summary>The dashboard of all services.</summary>
    public const string Fleet = "progressiveslo-fleet";

    // Grafana takes 40 characters: "slo-", the slug, "-" and eight digits.
    private const int LongestSlug = 27;

    /// <summary>The dashboard of a service. The same in both flavors and in every phase, so that bookmarks last.</summary>
    public static string OfService(string service)
    {
        var slug = ServiceName.Slug(service);
        return "slo-" + slug.Substring(0, Math.Min(slug.Length, LongestSlug)).TrimEnd('-') + "-" + Digest.Hex(service, 4);
    }
}
