using ProgressiveSlo.Errors;
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
        return WriteCore(definitions, options, output);
    }

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
    /// <summary>The defaults.</summary>
    public static ManifestOptions Default { get; } = new();

    /// <summary>The flavor of rules and dashboards.</summary>
    public RuleFlavor Flavor { get; init; } = RuleFlavor.Exact;

    /// <summary>Alerts to write instead of the definitions' own, or null. Scaled to the window of each definition.</summary>
    public AlertWindowSet? AlertWindows { get; init; }

    /// <summary>Labels added to every recording rule.</summary>
    public IReadOnlyDictionary<string, string> RuleLabels { get; init; } = new Dictionary<string, string>();

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
