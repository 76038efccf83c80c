using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.Inventory;

/// <summary>
/// A query that somebody runs, as it was found in a rule file, in a running Prometheus or on a dashboard. Nothing about it is interpreted.
/// </summary>
/// <param name="Kind">Where it was found.</param>
/// <param name="Name">The recorded series, the alert's name, or the panel's title.</param>
/// <param name="Expression">The query as it is written.</param>
public sealed record ObservedRule(ObservedRuleKind Kind, string Name, string Expression)
{
    /// <summary>The rule group, or the dashboard; empty for none.</summary>
    public string Group { get; init; } = "";

    /// <summary>How long an alert's condition must hold before it fires; zero for none.</summary>
    public TimeSpan For { get; init; }

    /// <summary>The labels that the rule sets.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = StringMap.Empty;

    /// <summary>The annotations of an alert.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = StringMap.Empty;

    /// <summary>The format that it was found in, for example <c>PrometheusRule</c>.</summary>
    public string Format { get; init; } = "";

    /// <summary>The file as the user knows it, or the address of a Prometheus; empty for text.</summary>
    public string Path { get; init; } = "";

    /// <summary>Line of the rule, from 1; 0 when there is none.</summary>
    public int Line { get; init; }
}

/// <summary>Where a query was found.</summary>
public enum ObservedRuleKind
{
    /// <summary>A recording rule.</summary>
    Recording,

    /// <summary>An alerting rule.</summary>
    Alert,

    /// <summary>A panel of a dashboard.</summary>
    Panel,
}
