using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Templates;

/// <summary>What is measured for services of one kind, with parameters for what differs between them. Targets are the profile's.</summary>
public sealed class SloTemplate
{
    private readonly Func<TemplateValues, TemplateMeasures> _fill;

    /// <summary>Makes a template.</summary>
    /// <param name="name">Name.</param>
    /// <param name="title">One line that says what kind of service it is for.</param>
    /// <param name="parameters">What it leaves open.</param>
    /// <param name="fill">Fills the values in; refuses values that do not fit with a <see cref="SloValidationException"/>.</param>
    public SloTemplate(string name, string title, IReadOnlyList<TemplateParameter> parameters, Func<TemplateValues, TemplateMeasures> fill)
    {
        Name = name;
        Title = title;
        Parameters = parameters ?? throw new ArgumentNullException(nameof(parameters));
        _fill = fill ?? throw new ArgumentNullException(nameof(fill));
    }

    /// <summary>Name.</summary>
    public string Name { get; }

    /// <summary>One line that says what kind of service it is for.</summary>
    public string Title { get; }

    /// <summary>What is good and what is bad, and why.</summary>
    public string Description { get; init; } = "";

    /// <summary>The exporter, or the convention, that its metrics come from.</summary>
    public string Metrics { get; init; } = "";

    /// <summary>The kind of its indicator, for example <c>ratio</c>.</summary>
    public string IndicatorType { get; init; } = "";

    /// <summary>Name of the histogram of its latency objectives, with the defaults of its parameters; null when there are none.</summary>
    public string? LatencyMetric { get; init; }

    /// <summary>What it leaves open, in the order of the file.</summary>
    public IReadOnlyList<TemplateParameter> Parameters { get; }

    /// <summary>The bounds of the histogram's buckets in seconds, rising; empty when each service chooses its own.</summary>
    public IReadOnlyList<decimal> LatencyBounds { get; init; } = [];

    /// <summary>The file that it was read from, or null when it is built in.</summary>
    public string? Source { get; init; }

    /// <summary>What is measured for one service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="namespace">Its namespace.</param>
    /// <param name="values">Values of parameters by name; case does not matter. What is not given has its default.</param>
    /// <exception cref="SloValidationException">A parameter is unknown, has no value, or a value does not fit its place; the field is
    /// TemplateParameter.</exception>
    public TemplateMeasures Fill(string service, string @namespace, IEnumerable<KeyValuePair<string, string?>> values) =>
        _fill(TemplateValues.Resolve(this, service, @namespace, values));

    /// <summary>
    /// The latency targets of a profile that are not bounds of the histogram's buckets: such an SLO would never have a value.
    /// </summary>
    /// <param name="profile">The profile.</param>
    /// <returns>For example <c>production_ready p95 500 ms</c>.</returns>
    public IReadOnlyList<string> TargetsBetweenBounds(PhaseProfile profile)
    {
        if (profile is null)
            throw new ArgumentNullException(nameof(profile));
        return LatencyBounds.Count == 0
            ? []
            : profile
                .Phases.SelectMany(p =>
                    new[]
                    {
                        (p.Name, Percentile: "p95", Target: p.Targets.LatencyP95Milliseconds),
                        (p.Name, Percentile: "p99", Target: p.Targets.LatencyP99Milliseconds),
                    }
                )
                .Where(t => !LatencyBounds.Contains(NumberText.Exact(t.Target) / 1000m))
                .Select(t => $"{t.Name} {t.Percentile} {NumberText.Plain(t.Target)} ms")
                .ToArray();
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

/// <summary>A value that a template leaves open.</summary>
/// <param name="Name">Name, letters, digits and <c>_</c>; its place in the template is <c>{{.name}}</c>.</param>
/// <param name="Description">One line that says what it is.</param>
public sealed record TemplateParameter(string Name, string Description)
{
    /// <summary>
    /// The value when none is given; <c>{{.service}}</c> and <c>{{.namespace}}</c> in it stand for those of the plan. Null when a value
    /// must be given.
    /// </summary>
    public string? Default { get; init; }

    /// <summary>A value as one would give it, or null.</summary>
    public string? Example { get; init; }

    /// <summary>Whether the value is a regular expression where one is expected; otherwise its characters stand for themselves.</summary>
    public bool IsRegex { get; init; }

    /// <summary>Whether a value must be given.</summary>
    public bool IsRequired => Default is null;

    /// <summary>For example <c>job = {{.service}}</c>.</summary>
    public override string ToString() => Default is null ? Name : $"{Name} = {Default}";
}

/// <summary>What a template says is measured, for one service.</summary>
/// <param name="Indicator">The indicator of availability.</param>
/// <param name="Latency">The histogram for latency objectives, or null for none.</param>
public sealed record TemplateMeasures(SloIndicator Indicator, LatencyMetric? Latency)
{
    /// <summary>How many independent trials a day has at most; null for what the indicator's kind says.</summary>
    public double? TrialsPerDay { get; init; }
}
