using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Rules;

/// <summary>The annotation of alerts that leads to the dashboard of the service.</summary>
internal static class DashboardLink
{
    /// <summary>The annotation.</summary>
    public const string Annotation = "dashboard";

    private const string Path = "/d/";

    /// <summary>The groups with a link on each alert. An annotation of that name of the definition's own stays.</summary>
    /// <param name="groups">Groups of one service.</param>
    /// <param name="grafana">Where Grafana is.</param>
    /// <param name="definition">A definition of the service.</param>
    /// <param name="flavor">The flavor of the rules.</param>
    public static IEnumerable<PrometheusRuleGroup> Add(
        IEnumerable<PrometheusRuleGroup> groups,
        Uri grafana,
        SloDefinition definition,
        RuleFlavor flavor
    )
    {
        var link = grafana.AbsoluteUri.TrimEnd('/') + Path + UidOf(definition.Service, definition.Namespace, flavor);
        return groups.Select(g => g with { Rules = g.Rules.Select(r => Add(r, link)).ToArray() });
    }

    /// <summary>The rule without a link that an export has added: it is not of the definition.</summary>
    /// <param name="rule">The rule as it was read.</param>
    /// <param name="service">The service.</param>
    /// <param name="space">Its namespace; null where it is not known.</param>
    /// <param name="flavor">The flavor of the rules.</param>
    public static PrometheusRule Remove(PrometheusRule rule, string service, string? space, RuleFlavor flavor) =>
        rule.Annotations.TryGetValue(Annotation, out var link) && IsOf(link, service, space, flavor)
            ? rule with
            {
                Annotations = rule.Annotations.Where(a => a.Key != Annotation).ToDictionary(a => a.Key, a => a.Value),
            }
            : rule;

    /// <summary>Says that a link was not carried over.</summary>
    public static ConversionLoss Loss(PrometheusRule alert) =>
        new ConversionLoss(
            "annotations." + Annotation,
            "The link to the dashboard was added to the alerts at export, and is not part of the definition"
        ).At(alert);

    private static PrometheusRule Add(PrometheusRule rule, string link)
    {
        if (!rule.IsAlert || rule.Annotations.ContainsKey(Annotation))
            return rule;
        var annotations = rule.Annotations.ToDictionary(a => a.Key, a => a.Value);
        annotations[Annotation] = link;
        return rule with { Annotations = annotations };
    }

    // Rule files of Sloth do not say the namespace.
    private static bool IsOf(string link, string service, string? space, RuleFlavor flavor)
    {
        var place = link.LastIndexOf(Path, StringComparison.Ordinal);
        if (place < 0)
            return false;
        var uid = link.Substring(place + Path.Length);
        return space is null ? DashboardUid.IsOfAnyNamespace(uid, service, flavor) : uid == UidOf(service, space, flavor);
    }

    private static string UidOf(string service, string? space, RuleFlavor flavor) =>
        DashboardUid.ForService(ServiceName.InNamespace(service, space), flavor);
}
