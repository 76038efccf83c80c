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
    /// <param name="service">The service.</param>
    /// <param name="flavor">The flavor of the rules.</param>
    public static IEnumerable<PrometheusRuleGroup> Add(
        IEnumerable<PrometheusRuleGroup> groups,
        Uri grafana,
        string service,
        RuleFlavor flavor
    )
    {
        var link = grafana.AbsoluteUri.TrimEnd('/') + Path + DashboardUid.ForService(service, flavor);
        return groups.Select(g => g with { Rules = g.Rules.Select(r => Add(r, link)).ToArray() });
    }

    /// <summary>The rule without a link that an export has added: it is not of the definition.</summary>
    /// <param name="rule">The rule as it was read.</param>
    /// <param name="service">The service.</param>
    /// <param name="flavor">The flavor of the rules.</param>
    public static PrometheusRule Remove(PrometheusRule rule, string service, RuleFlavor flavor) =>
        rule.Annotations.TryGetValue(Annotation, out var link)
        && link.EndsWith(Path + DashboardUid.ForService(service, flavor), StringComparison.Ordinal)
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
}
