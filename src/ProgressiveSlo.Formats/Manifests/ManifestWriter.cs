using ProgressiveSlo.Errors;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>What all writers share: arguments are checked here, once.</summary>
public abstract class ManifestWriter : IManifestWriter
{
    /// <inheritdoc/>
    public abstract string Format { get; }

    /// <inheritdoc/>
    public abstract ManifestScope Scope { get; }

    /// <inheritdoc/>
    public virtual string Extension => ".yaml";

    /// <inheritdoc/>
    public IReadOnlyList<ConversionLoss> Write(IReadOnlyList<SloDefinition> definitions, ManifestOptions options, TextWriter output)
    {
        if (definitions is null)
            throw new ArgumentNullException(nameof(definitions));
        if (definitions.Count == 0)
            throw new ArgumentException("A document holds at least one definition.", nameof(definitions));
        if (options is null)
            throw new ArgumentNullException(nameof(options));
        if (output is null)
            throw new ArgumentNullException(nameof(output));
        foreach (var definition in definitions)
            IndicatorCheck.Check(definition);
        var losses = WriteCore(definitions, options, output);
        if (KeepsObjectMetadata || (options.ObjectLabels.Count == 0 && definitions.All(d => d.ObjectMetadata is null)))
            return losses;
        return [.. losses, .. KubernetesObjects.Losses(Format, definitions, options)];
    }

    /// <summary>
    /// Whether the format writes objects of Kubernetes and keeps what the one that was read says of itself, or is not a form of the
    /// definition at all. Otherwise that is a loss.
    /// </summary>
    private protected virtual bool KeepsObjectMetadata => false;

    /// <summary>Writes one valid document, of arguments that were checked.</summary>
    /// <param name="definitions">One definition, or as many as <see cref="Scope"/> puts together.</param>
    /// <param name="options">How to write.</param>
    /// <param name="output">Where to; lines end with LF.</param>
    /// <returns>What the format has no place for.</returns>
    /// <exception cref="ManifestNotWritableException">The format cannot express a definition at all.</exception>
    protected abstract IReadOnlyList<ConversionLoss> WriteCore(
        IReadOnlyList<SloDefinition> definitions,
        ManifestOptions options,
        TextWriter output
    );
}

/// <summary>Refuses indicators that measure nothing in any format, by the verdict of the lint.</summary>
internal static class IndicatorCheck
{
    /// <exception cref="ManifestNotWritableException">
    /// A query has no place for the window, so that every burn-rate window would measure the same; or good events are all events.
    /// </exception>
    public static void Check(SloDefinition definition)
    {
        foreach (var query in IndicatorQuery.Parse(definition.Indicator))
        {
            if (query.LacksWindow)
                throw Refusal(
                    definition,
                    query.Field,
                    $"The query has no {SliQueries.Window}, so every burn-rate window would measure the same",
                    $"Write [{SliQueries.Window}] where the query has a range, and rate() around a counter",
                    "WindowPlaceholderMissing"
                );
        }

        if (definition.Indicator.SeesNoError)
            throw Refusal(
                definition,
                "indicator.good",
                "Good and total are the same query, so that every event is good",
                "Add the condition that tells good events from bad ones",
                "SelectorIdentical"
            );
    }

    private static ManifestNotWritableException Refusal(SloDefinition definition, string field, string message, string fix, string code) =>
        new(definition.Id, new FieldProblem(field, message, fix) { Code = code });
}

/// <summary>
/// Writes SLO definitions in one tool's format. To add a format: a class with this interface, and a line in <see cref="ManifestFormats"/>.
/// </summary>
public interface IManifestWriter
{
    /// <summary>The format's name, as users write it.</summary>
    string Format { get; }

    /// <summary>How many definitions one document holds.</summary>
    ManifestScope Scope { get; }

    /// <summary>The extension of its files, with the dot.</summary>
    string Extension { get; }

    /// <summary>Writes one valid document.</summary>
    /// <param name="definitions">One definition, or as many as <see cref="Scope"/> puts together; never none. Ids are unique among
    /// them.</param>
    /// <param name="options">How to write.</param>
    /// <param name="output">Where to; lines end with LF. The same input gives the same bytes.</param>
    /// <returns>What the format has no place for, one entry per field and definition; empty when nothing is lost.</returns>
    /// <exception cref="ManifestNotWritableException">The format cannot express a definition at all; nothing useful was
    /// written.</exception>
    IReadOnlyList<ConversionLoss> Write(IReadOnlyList<SloDefinition> definitions, ManifestOptions options, TextWriter output);
}

/// <summary>How manifests are written. Writers ignore what their format has no place for.</summary>
public sealed record ManifestOptions
{
    private readonly Uri? _grafanaUri;

    /// <summary>The defaults.</summary>
    public static ManifestOptions Default { get; } = new();

    /// <summary>The flavor of rules and dashboards.</summary>
    public RuleFlavor Flavor { get; init; } = RuleFlavor.Exact;

    /// <summary>Alerts to write instead of the definitions' own, or null. Scaled to the window of each definition.</summary>
    public AlertWindowSet? AlertWindows { get; init; }

    /// <summary>Labels added to every recording rule.</summary>
    public IReadOnlyDictionary<string, string> RuleLabels { get; init; } = new Dictionary<string, string>();

    /// <summary>Labels of the Kubernetes objects that are written; they win over those of the objects that were read.</summary>
    public IReadOnlyDictionary<string, string> ObjectLabels { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Where the Grafana is that has the dashboards, or null: http or https, with a path or without. Alerts of rules then link to the
    /// dashboard of their service.
    /// </summary>
    /// <exception cref="SloValidationException">
    /// The value is not such an address, or holds a user, a query or a fragment.
    /// </exception>
    public Uri? GrafanaUri
    {
        get => _grafanaUri;
        init => _grafanaUri = value is null ? null : GrafanaAddress.Check(value);
    }

    /// <summary>
    /// The version of Sloth that rules of the Sloth flavor name in <c>sloth_slo_info</c>. Sloth's own builds without a version say dev.
    /// </summary>
    public string SlothVersion { get; init; } = "dev";
}

/// <summary>How many definitions one document of a format holds.</summary>
public enum ManifestScope
{
    /// <summary>One definition.</summary>
    Definition,

    /// <summary>All definitions of one service.</summary>
    Service,

    /// <summary>All definitions there are.</summary>
    Fleet,
}
