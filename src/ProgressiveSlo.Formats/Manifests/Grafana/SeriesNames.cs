using ProgressiveSlo.Formats.Manifests.Sloth;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

/// <summary>What the rules of a flavor call their labels; metrics have the same names in both.</summary>
/// <param name="Flavor">The flavor.</param>
/// <param name="Id">Label with the id of the SLO.</param>
/// <param name="Service">Label with the service.</param>
/// <param name="Name">Label with the short name of the SLO.</param>
/// <param name="Info">Metric that says what there is to know about an SLO, in its labels.</param>
/// <param name="Target">Label of that metric with the target.</param>
/// <param name="Severity">Label of alerts with the severity.</param>
/// <param name="HasEvents">Whether rates of events are recorded.</param>
internal sealed record SeriesNames(
    RuleFlavor Flavor,
    string Id,
    string Service,
    string Name,
    string Info,
    string Target,
    string Severity,
    bool HasEvents
)
{
    /// <summary>
    /// Label of the cluster, where there is one: a label of the rules or of a Prometheus that a Thanos or a Mimir gathers, or a grouping.
    /// </summary>
    public const string Cluster = "cluster";

    /// <summary>Label of the info metric with the phase. In the Sloth flavor it is there because the definition's labels are.</summary>
    public const string Phase = "phase";

    private static readonly SeriesNames _exact = new(
        RuleFlavor.Exact,
        "slo_id",
        "slo_service",
        "slo_name",
        "slo_info",
        "target",
        "severity",
        true
    )
    {
        Namespace = "slo_namespace",
    };
    private static readonly SeriesNames _sloth = new(
        RuleFlavor.Sloth,
        "sloth_id",
        "sloth_service",
        "sloth_slo",
        "sloth_slo_info",
        "sloth_objective",
        "sloth_severity",
        false
    );

    /// <summary>Label with a namespace that is not the usual one; null in rules of Sloth, which have none.</summary>
    public string? Namespace { get; private init; }

    /// <summary>The names of a flavor.</summary>
    public static SeriesNames ForFlavor(RuleFlavor flavor) =>
        flavor switch
        {
            RuleFlavor.Exact => _exact,
            RuleFlavor.Sloth => _sloth,
            _ => throw new ArgumentOutOfRangeException(nameof(flavor), flavor, "There are no dashboards of this flavor."),
        };

    /// <summary>The conditions that choose the series of a definition's service, in its namespace.</summary>
    public string[] IsServiceOf(SloDefinition definition) =>
        Namespace is null
            ? [QueryParts.Is(Service, definition.Service)]
            :
            [
                QueryParts.Is(Service, definition.Service),
                QueryParts.Is(Namespace, ServiceName.OtherNamespace(definition.Namespace) ?? ""),
            ];

    /// <summary>The id of a definition in that label.</summary>
    public string IdOf(SloDefinition definition) =>
        this == _sloth ? definition.Service + "-" + SlothSloName.Create(definition) : definition.Id;
}

/// <summary>Parts of queries.</summary>
internal static class QueryParts
{
    /// <summary>A selector.</summary>
    public static string Select(string metric, params string[] conditions) => metric + "{" + string.Join(", ", conditions) + "}";

    /// <summary>The condition that a label has exactly that value.</summary>
    public static string Is(string label, string value) => label + "=" + Quote(value);

    /// <summary>
    /// The condition that a series is of a cluster that is chosen on the dashboard, or of none: where an SLO is grouped by cluster, its
    /// objective is still one.
    /// </summary>
    public const string IsInCluster = SeriesNames.Cluster + "=~\"$" + SeriesNames.Cluster + "|\"";

    /// <summary>The name of a label in a grouping.</summary>
    public static string Label(string name) => LabelNames.IsValid(name) ? name : Quote(name);

    /// <summary>The condition that a label has a value that is chosen on the dashboard.</summary>
    public static string IsChosen(string label, string variable) => label + "=~\"$" + variable + "\"";

    /// <summary>
    /// A remaining error budget, to the billionth: what doubles leave of a budget that is used up exactly is no more than -1e-14, and is
    /// not below 0.
    /// </summary>
    public static string BudgetLeft(string selector) => $"round({selector}, 1e-9)";

    // Grafana puts variables in before Prometheus reads the query, also between quotes. Prometheus undoes these escapes, Grafana does not.
    private static string Quote(string value) =>
        PromQlPrinter.Print(new StringLiteral(value)).Replace("$", "\\x24").Replace("[[", "\\x5b[");
}
