using ProgressiveSlo.Text;

namespace ProgressiveSlo.Objectives;

/// <summary>Where a definition came from: a place in a document, and what kind of document it was.</summary>
/// <param name="Path">The file as the user knows it; empty for text that came from no file.</param>
/// <param name="Line">Line of the definition, from 1.</param>
/// <param name="Column">Column of the definition, from 1.</param>
/// <param name="Format">Name of the manifest format, for example <c>Sloth</c>.</param>
public sealed record SloSource(string Path, int Line, int Column, string Format)
{
    private static readonly Dictionary<string, SourceLocation> _nowhere = [];

    /// <summary>The document's <c>apiVersion</c> or version, for example <c>prometheus/v1</c>.</summary>
    public string ApiVersion { get; init; } = "";

    /// <summary>The document's <c>metadata.name</c>, or null when it has none.</summary>
    public string? DocumentName { get; init; }

    /// <summary>
    /// Where the fields stood. Keys are the definition's words in camel case: <c>name</c>, <c>service</c>, <c>target</c>, <c>window</c>,
    /// <c>indicator</c>, <c>indicator.good</c>, <c>indicator.bad</c>, <c>indicator.total</c>, <c>indicator.errorRatio</c>,
    /// <c>alerting</c>, <c>alerting[0]</c>, <c>labels</c>, <c>labels.owner</c>, <c>annotations</c>.
    /// </summary>
    public IReadOnlyDictionary<string, SourceLocation> Locations { get; init; } = _nowhere;

    /// <summary>What the format makes of alerts, names and labels.</summary>
    internal SourceTraits Traits { get; init; }

    /// <summary>The place of a field, or of the nearest one around it; the definition's own when nothing nearer is known.</summary>
    /// <param name="field">A key of <see cref="Locations"/>, or one below it.</param>
    public SourceLocation LocationOf(string field)
    {
        for (var name = field ?? ""; name.Length > 0; name = Outer(name))
        {
            if (Locations.TryGetValue(name, out var place))
                return place;
        }

        return new SourceLocation("", Line, Column);
    }

    /// <summary>For example <c>slo/api.yaml(12)</c>.</summary>
    public override string ToString() => PlaceText.Format(Path.Length == 0 ? "document" : PrintableText.Escape(Path), Line);

    private static string Outer(string field) => field.LastIndexOfAny(['.', '[']) is > 0 and var cut ? field.Substring(0, cut) : "";
}

/// <summary>What a format makes of alerts, names and labels: the lint must not ask for what its documents cannot say.</summary>
[Flags]
internal enum SourceTraits
{
    None = 0,

    /// <summary>The tool makes the alerts, and nobody can write them otherwise.</summary>
    AlertsAreGenerated = 1,

    /// <summary>Names are neither labels of Kubernetes nor names of its objects, and may be longer.</summary>
    NamesAreFree = 2,

    /// <summary>Labels are those of a Kubernetes object, whose names may have dots and a prefix.</summary>
    LabelsAreKubernetes = 4,

    /// <summary>The tool names its series without the namespace, so that two namespaces of one Prometheus mix.</summary>
    IdsLackNamespace = 8,

    /// <summary>The document states no window, and its tool's default is taken.</summary>
    WindowIsDefault = 16,

    /// <summary>The tool records ratios, and averages them over the period, whatever the indicator is.</summary>
    RatiosAreAveraged = 32,

    /// <summary>The tool computes the alert windows of any period.</summary>
    WindowsFollowPeriod = 64,

    /// <summary>The document has no place for the description of an SLO: rules that Sloth or Pyrra made.</summary>
    DescriptionsAreLeftOut = 128,
}

/// <summary>Where a field of a definition stood in its document.</summary>
/// <param name="Field">Path of the field in the document's own words, for example <c>slos[0].objective</c>.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
public sealed record SourceLocation(string Field, int Line, int Column);

/// <summary>Something of a document or definition that could not be carried over into the other form.</summary>
/// <param name="Field">Path of the field in the form that has it, for example <c>spec.timeWindow[0].calendar</c>.</param>
/// <param name="Message">What is lost and why, one sentence without its full stop.</param>
public sealed record ConversionLoss(string Field, string Message)
{
    /// <summary>Line of the field in its document, from 1; 0 when it is not known.</summary>
    public int Line { get; init; }

    /// <summary>Column of the field in its document, from 1; 0 when it is not known.</summary>
    public int Column { get; init; }

    /// <summary>The lint code of the loss; empty for NotCarriedOver, which most of them are.</summary>
    public string Code { get; init; } = "";

    /// <summary>The loss as one line: <c>field: message</c>.</summary>
    public override string ToString() => PrintableText.Escape($"{Field}: {Message}");
}
