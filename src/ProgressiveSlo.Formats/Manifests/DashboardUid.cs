using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>
/// The uid by which Grafana knows a dashboard: links to it and imports over it go by this and not by the title. Each flavor has uids of its
/// own, so that both can be imported while rules of both run side by side.
/// </summary>
internal static class DashboardUid
{
    private const string FleetOfExact = "progressiveslo-fleet";

    // Grafana takes 40 characters: "sloth-", the slug, "-" and eight digits.
    private const int LongestSlug = 25;

    /// <summary>The dashboard of all services.</summary>
    public static string ForFleet(RuleFlavor flavor) => flavor == RuleFlavor.Sloth ? FleetOfExact + "-sloth" : FleetOfExact;

    /// <summary>The dashboard of a service. The same in every phase, so that bookmarks last.</summary>
    public static string ForService(string service, RuleFlavor flavor)
    {
        var slug = ServiceName.Slug(service);
        return (flavor == RuleFlavor.Sloth ? "sloth-" : "slo-")
            + slug.Substring(0, Math.Min(slug.Length, LongestSlug)).TrimEnd('-')
            + "-"
            + Digest.Hex(service, 4);
    }

    /// <summary>Whether a uid is that of a service in some namespace.</summary>
    /// <param name="uid">The uid.</param>
    /// <param name="service">The service.</param>
    /// <param name="flavor">The flavor of the rules.</param>
    public static bool IsOfAnyNamespace(string uid, string service, RuleFlavor flavor)
    {
        const int Digits = 8;
        var own = ForService(service, flavor);
        var start = own.Substring(0, own.Length - Digits - 1);
        return uid.Length > start.Length + Digits
            && uid.StartsWith(start, StringComparison.Ordinal)
            && uid[uid.Length - Digits - 1] == '-'
            && uid.Skip(uid.Length - Digits).All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'));
    }
}
