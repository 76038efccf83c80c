using ProgressiveSlo.Naming;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Objectives;

/// <summary>
/// One SLO: an indicator, a target and a window, with the alerting that fits. Two definitions are equal when they say the same
/// of the same service; where they came from and how their document named them make no difference.
/// </summary>
public sealed class SloDefinition : IEquatable<SloDefinition>
{
    /// <summary>The annotation that holds the description.</summary>
    public const string DescriptionKey = "description";

    private string? _shortName;
    private string? _id;

    /// <summary>Makes a definition.</summary>
    /// <param name="name">Name, unique for the service and phase.</param>
    /// <param name="service">The service.</param>
    /// <param name="indicator">What is measured.</param>
    /// <param name="target">Target as ratio, 0 &lt; target &lt; 1.</param>
    /// <param name="window">The SLO's window (period).</param>
    public SloDefinition(string name, string service, SloIndicator indicator, decimal target, TimeSpan window)
    {
        Name = name ?? throw new ArgumentNullException(nameof(name));
        Service = service ?? throw new ArgumentNullException(nameof(service));
        Indicator = indicator ?? throw new ArgumentNullException(nameof(indicator));
        Target = target;
        Window = window;
    }

    /// <summary>Name, unique for the service and phase.</summary>
    public string Name { get; }

    /// <summary>The service that the SLO is about.</summary>
    public string Service { get; }

    /// <summary>Namespace of the service, or null.</summary>
    public string? Namespace { get; init; }

    /// <summary>Name of the phase that the target belongs to, or null outside a plan.</summary>
    public string? Phase { get; init; }

    /// <summary>What is measured (SLI).</summary>
    public SloIndicator Indicator { get; }

    /// <summary>Target as ratio, 0 &lt; target &lt; 1.</summary>
    public decimal Target { get; }

    /// <summary>The SLO's window (period), rolling.</summary>
    public TimeSpan Window { get; }

    /// <summary>Burn-rate alerts.</summary>
    public IReadOnlyList<BurnRateAlert> Alerting { get; init; } = [];

    /// <summary>Labels, in the order in which they are written.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = StringMap.Empty;

    /// <summary>Annotations, in the order in which they are written.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = StringMap.Empty;

    /// <summary>How the alerts are named and labelled.</summary>
    public AlertSettings AlertSettings { get; init; } = AlertSettings.None;

    /// <summary>Where the definition came from, or null when it was made by a plan.</summary>
    public SloSource? Source { get; init; }

    /// <summary>What a reader could not carry over, one entry per field.</summary>
    public IReadOnlyList<ConversionLoss> Losses { get; init; } = [];

    /// <summary>One line that says what the SLO is for, or null.</summary>
    public string? Description => Annotations.TryGetValue(DescriptionKey, out var text) ? text : null;

    /// <summary>
    /// The name; in a plan without the service before it and the phase after it, for example <c>availability</c>. It stays when the phase
    /// changes.
    /// </summary>
    public string ShortName => _shortName ??= SloIdentity.ShortName(Name, Service, Phase);

    /// <summary>
    /// Service and <see cref="ShortName"/>, after a namespace that is not the usual one: unique among all services and the same in every
    /// phase, for example <c>checkout-availability</c> or <c>staging/checkout-availability</c>.
    /// </summary>
    public string Id => _id ??= SloIdentity.Id(Namespace, Service, ShortName);

    /// <summary>The same definition with another target, window, alerting or other losses; null keeps what is there.</summary>
    /// <param name="target">Another target, as ratio.</param>
    /// <param name="window">Another window.</param>
    /// <param name="alerting">Other burn-rate alerts.</param>
    /// <param name="losses">Other losses.</param>
    public SloDefinition With(
        decimal? target = null,
        TimeSpan? window = null,
        IReadOnlyList<BurnRateAlert>? alerting = null,
        IReadOnlyList<ConversionLoss>? losses = null
    ) =>
        new(Name, Service, Indicator, target ?? Target, window ?? Window)
        {
            Namespace = Namespace,
            Phase = Phase,
            Alerting = alerting ?? Alerting,
            Labels = Labels,
            Annotations = Annotations,
            AlertSettings = AlertSettings,
            Source = Source,
            Losses = losses ?? Losses,
        };

    /// <inheritdoc/>
    public bool Equals(SloDefinition? other) =>
        other is not null
        && Service == other.Service
        && ShortName == other.ShortName
        && Namespace == other.Namespace
        && Phase == other.Phase
        && Target == other.Target
        && Window == other.Window
        && Indicator.Equals(other.Indicator)
        && Alerting.SequenceEqual(other.Alerting)
        && AlertSettings.Equals(other.AlertSettings)
        && StringMap.Equal(Labels, other.Labels)
        && StringMap.Equal(Annotations, other.Annotations);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SloDefinition);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Id) ^ (Target.GetHashCode() * 397) ^ Window.GetHashCode();

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

/// <summary>The identity of an SLO that outlives a promotion: series that carry it keep their history when the phase changes.</summary>
internal static class SloIdentity
{
    private const string Unnamed = "slo";

    public static string ShortName(string name, string service, string? phase)
    {
        // A name that a team chose is kept whole; only a plan puts service and phase into it.
        if (phase is null)
            return name.Length == 0 ? Unnamed : name;
        var text = WithoutEnd(name, "-" + phase);
        foreach (var prefix in new[] { service + "-", ServiceName.Slug(service) + "-" })
        {
            if (text.Length > prefix.Length && text.StartsWith(prefix, StringComparison.Ordinal))
                return text.Substring(prefix.Length);
        }

        return text.Length == 0 ? Unnamed : text;
    }

    // No service has '/' in its name, so what stands before it is no part of one.
    public static string Id(string? @namespace, string service, string shortName) =>
        (ServiceName.OtherNamespace(@namespace) is { } other ? other + "/" : "") + service + "-" + shortName;

    /// <summary>The id of the series that a document stands for: tools whose ids have no namespace mix those of two.</summary>
    public static string OfSeries(SloDefinition definition) =>
        definition.Source is { } source && (source.Traits & SourceTraits.IdsLackNamespace) != 0
            ? Id(null, definition.Service, definition.ShortName)
            : definition.Id;

    private static string WithoutEnd(string name, string end) =>
        name.Length > end.Length && name.EndsWith(end, StringComparison.Ordinal) ? name.Substring(0, name.Length - end.Length) : name;
}
