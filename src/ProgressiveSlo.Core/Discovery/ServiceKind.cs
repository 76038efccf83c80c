using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Discovery;

/// <summary>
/// What is known about services that publish one metric: which labels tell errors and services, the histogram, and the template that
/// measures them. Data, so that a new exporter needs no code.
/// </summary>
/// <param name="Name">Name, small letters, digits and <c>-</c>.</param>
/// <param name="Title">One line that says which exporter or library publishes the metric.</param>
/// <param name="Metric">The metric: all events, the gauge, or what a condition is about.</param>
public sealed record ServiceKind(string Name, string Title, MetricSelector Metric)
{
    /// <summary>
    /// The labels that may hold the outcome of an event, the likeliest first; empty where another metric counts the bad ones.
    /// </summary>
    public IReadOnlyList<ErrorLabel> Errors { get; init; } = [];

    /// <summary>The counter of bad events beside the one of all; null where a label tells them apart.</summary>
    public string? BadMetric { get; init; }

    /// <summary>Whether the metric is a gauge that is 1 when things are good and 0 when they are bad.</summary>
    public bool IsGauge { get; init; }

    /// <summary>The condition that is good while it holds; null for events.</summary>
    public KindCondition? Condition { get; init; }

    /// <summary>The labels that may name the service, the first one that a series has counts.</summary>
    public IReadOnlyList<string> ServiceLabels { get; init; } = [];

    /// <summary>The labels that may name the namespace of the service.</summary>
    public IReadOnlyList<string> NamespaceLabels { get; init; } = [];

    /// <summary>The histogram of latencies, or null.</summary>
    public KindHistogram? Histogram { get; init; }

    /// <summary>The template that measures the same, or null.</summary>
    public KindTemplate? Template { get; init; }

    /// <summary>
    /// The independent trials of a day, where events are not independent within it, such as minutes of a condition; null for requests.
    /// </summary>
    public int? TrialsPerDay { get; init; }

    /// <summary>The labels that have to be asked for.</summary>
    public IEnumerable<string> Labels =>
        ServiceLabels.Concat(NamespaceLabels).Concat(Errors.Select(e => e.Label)).Distinct(StringComparer.Ordinal);
}

/// <summary>A label that holds the outcome of an event.</summary>
/// <param name="Bad">The condition of events that count against the service.</param>
/// <param name="Values">
/// The values that it has when it is this label: a regular expression. A <c>status</c> that says <c>ok</c> is not a status of HTTP. Where
/// it matches an empty text, good events need not have the label.
/// </param>
public sealed record ErrorLabel(LabelMatcher Bad, string Values)
{
    /// <summary>The label.</summary>
    public string Label => Bad.Label;
}

/// <summary>A condition that is good while it holds.</summary>
/// <param name="Query">The number, with <c>{{.selector}}</c> for the series and <c>{{.by}}</c> for the labels that tell services
/// apart.</param>
/// <param name="Operator">How it is compared.</param>
/// <param name="Value">With what.</param>
public sealed record KindCondition(string Query, string Operator, decimal Value);

/// <summary>A histogram of latencies.</summary>
/// <param name="Metric">Name without <c>_bucket</c>.</param>
/// <param name="Filters">Conditions beside the one on the service.</param>
/// <param name="InMilliseconds">Whether its unit is a millisecond, otherwise a second.</param>
public sealed record KindHistogram(string Metric, IReadOnlyList<LabelMatcher> Filters, bool InMilliseconds)
{
    /// <summary>Whether the name says the unit, so that a plan may use the histogram.</summary>
    public bool NameSaysUnit => InMilliseconds == (LatencyUnit.InMilliseconds(Metric) == 1);
}

/// <summary>The template that measures services of a kind.</summary>
/// <param name="Name">Name of the template.</param>
/// <param name="Parameter">Its parameter that holds the value of the service label.</param>
/// <param name="Values">Values of other parameters; <c>{{.errorLabel}}</c> stands for the label that tells errors, and
/// <c>{{.namespace}}</c> for the namespace.</param>
public sealed record KindTemplate(string Name, string Parameter, IReadOnlyDictionary<string, string> Values);

/// <summary>What is known about services.</summary>
/// <param name="Kinds">The kinds; where a service is of several, the first one counts.</param>
/// <param name="Similar">Names of metrics that look like those of services, a regular expression.</param>
/// <param name="Ignored">Names of metrics that are not worth a word, such as those of Prometheus itself, a regular expression.</param>
/// <param name="Advice">What to do about a metric that fits no kind, by its name.</param>
public sealed record ServiceKinds(
    IReadOnlyList<ServiceKind> Kinds,
    string Similar,
    string Ignored,
    IReadOnlyDictionary<string, string> Advice
);
