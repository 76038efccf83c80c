using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration.Inventory;

/// <summary>One SLO, or what stands in for one: what exists, where, how it measures, and how sure the recognition is.</summary>
public sealed record SloInventoryItem
{
    /// <summary>The service, or null when neither labels nor selectors nor the user's mapping name one.</summary>
    public string? Service { get; init; }

    /// <summary>Namespace of the service, from labels or selectors, or null.</summary>
    public string? Namespace { get; init; }

    /// <summary>Name of the definition, or one made of what is measured.</summary>
    public string Name { get; init; } = "";

    /// <summary>What is measured.</summary>
    public SloMeasure Measure { get; init; }

    /// <summary>How it is measured.</summary>
    public SloMethod Method { get; init; }

    /// <summary>Target as a ratio, 0 &lt; target &lt; 1; null when there is none.</summary>
    public decimal? Target { get; init; }

    /// <summary>The SLO's window, or null when nothing says it.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>What its alerts fire on.</summary>
    public IReadOnlyList<InventoryAlert> AlertWindows { get; init; } = [];

    /// <summary>Whether people wrote the rules; false for definitions and for what a generator made.</summary>
    public bool HandWritten { get; init; }

    /// <summary>
    /// What made it: the format of a definition, the generator of rules, or <c>PrometheusRule</c>, <c>PrometheusApi</c> and <c>Grafana</c>
    /// for what people wrote.
    /// </summary>
    public string Format { get; init; } = "";

    /// <summary>The file as the user knows it, or the address of a Prometheus.</summary>
    public string Path { get; init; } = "";

    /// <summary>Line where it begins, from 1; 0 when there is none.</summary>
    public int Line { get; init; }

    /// <summary>
    /// The ratio or quantile in PromQL, with recorded series put in where they are known; ranges are <c>{{.window}}</c> where several
    /// windows are used.
    /// </summary>
    public string Query { get; init; } = "";

    /// <summary>Owner, from a definition's or the rules' labels, or null.</summary>
    public string? Owner { get; init; }

    /// <summary>How sure the recognition is.</summary>
    public Certainty Certainty { get; init; }

    /// <summary>Why it was recognised, and what is missing, in one sentence without its full stop.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The rules that belong to it, in the order in which they were found; empty for a definition.</summary>
    public IReadOnlyList<ObservedRule> Rules { get; init; } = [];
}

/// <summary>What an inventory item measures.</summary>
public enum SloMeasure
{
    /// <summary>It cannot be told.</summary>
    Unknown,

    /// <summary>The share of events that fail or succeed.</summary>
    Availability,

    /// <summary>The share of events that are fast enough, or a quantile of their duration.</summary>
    Latency,
}

/// <summary>How an inventory item measures: the best of what was found for it.</summary>
public enum SloMethod
{
    /// <summary>A query on a dashboard and nothing else: nobody is told.</summary>
    Panel,

    /// <summary>A recorded ratio or quantile without an alert.</summary>
    Recording,

    /// <summary>An alert on a quantile of the duration.</summary>
    QuantileAlert,

    /// <summary>An alert on a ratio with a plain threshold: monitoring without an objective.</summary>
    ThresholdAlert,

    /// <summary>Alerts on the burn rate of an error budget: they imply a target.</summary>
    BurnRateAlert,

    /// <summary>A definition with target and window, or rules that a generator made from one.</summary>
    Definition,
}

/// <summary>How sure a recognition is.</summary>
public enum Certainty
{
    /// <summary>It has the form of an SLI or an alert on one, and may be something else.</summary>
    Possible,

    /// <summary>The form is clear, and something that belongs to it is not said, for example the service or the target.</summary>
    Likely,

    /// <summary>Every part was found: in a definition, in the rules of a known generator, or in a query that says all of it.</summary>
    Certain,
}

/// <summary>What an inventory item amounts to.</summary>
internal static class InventoryItemExtensions
{
    /// <summary>
    /// Whether it is an SLO: it has an objective, said or implied by alerts on an error budget. A plain threshold or a graph is monitoring
    /// without one.
    /// </summary>
    public static bool IsSlo(this SloInventoryItem item) =>
        item.Target is not null || item.Method is SloMethod.Definition or SloMethod.BurnRateAlert;

    /// <summary>Whether alerts watch the rate at which its error budget is spent.</summary>
    public static bool HasBurnRateAlert(this SloInventoryItem item) =>
        item.Method == SloMethod.BurnRateAlert || item.AlertWindows.Any(a => a.BurnRate is not null);

    /// <summary>Whether it is an SLO that a definition makes.</summary>
    public static bool IsManaged(this SloInventoryItem item) => !item.HandWritten && item.IsSlo();
}

/// <summary>The namespace of an inventory item.</summary>
internal static class InventoryNamespace
{
    private static readonly string[] NamespaceLabels = ["namespace", "kubernetes_namespace", "exported_namespace"];

    /// <summary>
    /// What the item says, otherwise the one namespace that its rules' labels or its query select; null when that is none or several.
    /// </summary>
    public static string? Find(SloInventoryItem item, PromQlExpression? query)
    {
        if (item.Namespace is { } said)
            return said;
        var labels = item.Rules.SelectMany(r => NamespaceLabels.Where(r.Labels.ContainsKey).Select(l => r.Labels[l]));
        return Only(labels)
            ?? (
                query is null
                    ? null
                    : Only(
                        SelectorUse
                            .All(query)
                            .SelectMany(u => u.Selector.Conditions)
                            .Select(c => c.Matcher)
                            .Where(m => m.Operator == "=" && NamespaceLabels.Contains(m.Label))
                            .Select(m => m.Value)
                    )
            );
    }

    // Labels may be templates, which name nothing.
    private static string? Only(System.Collections.Generic.IEnumerable<string> values) =>
        values.Where(v => v.Length > 0 && v.IndexOf("{{", System.StringComparison.Ordinal) < 0).Distinct().Take(2).ToArray() is [var one]
            ? one
            : null;
}
