using System.Collections.Generic;
using System.Globalization;

namespace ProgressiveSlo.Objectives;

/// <summary>Where a definition came from: a place in a document, and what kind of document it was.</summary>
/// <param name="Path">The file as the user knows it; empty for text that came from no file.</param>
/// <param name="Line">Line of the definition, from 1.</param>
/// <param name="Column">Column of the definition, from 1.</param>
/// <param name="Format">Name of the manifest format, for example <c>Sloth</c>.</param>
public sealed record SloSource(string Path, int Line, int Column, string Format)
{
    private static readonly Dictionary<string, SourcePlace> _nowhere = [];

    /// <summary>The document's <c>apiVersion</c> or version, for example <c>prometheus/v1</c>.</summary>
    public string ApiVersion { get; init; } = "";

    /// <summary>The document's <c>metadata.name</c>, or null when it has none.</summary>
    public string? DocumentName { get; init; }

    /// <summary>Labels of the Kubernetes object around the definition; the object that is written for it keeps them.</summary>
    public IReadOnlyDictionary<string, string> DocumentLabels { get; init; } = TextMap.Empty;

    /// <summary>Annotations of the Kubernetes object around the definition; the object that is written for it keeps them.</summary>
    public IReadOnlyDictionary<string, string> DocumentAnnotations { get; init; } = TextMap.Empty;

    /// <summary>
    /// Where the fields stood. Keys are the definition's words in camel case: <c>name</c>, <c>service</c>, <c>target</c>, <c>window</c>,
    /// <c>indicator</c>, <c>indicator.good</c>, <c>indicator.bad</c>, <c>indicator.total</c>, <c>indicator.errorRatio</c>,
    /// <c>alerting</c>, <c>alerting[0]</c>, <c>labels</c>, <c>labels.owner</c>, <c>annotations</c>.
    /// </summary>
    public IReadOnlyDictionary<string, SourcePlace> Places { get; init; } = _nowhere;

    /// <summary>The place of a field, or of the nearest one around it; the definition's own when nothing nearer is known.</summary>
    /// <param name="field">A key of <see cref="Places"/>, or one below it.</param>
    public SourcePlace PlaceOf(string field)
    {
        for (var name = field ?? ""; name.Length > 0; name = Outer(name))
        {
            if (Places.TryGetValue(name, out var place))
                return place;
        }

        return new SourcePlace("", Line, Column);
    }

    /// <summary>For example <c>slo/api.yaml(12)</c>.</summary>
    public override string ToString() =>
        string.Format(CultureInfo.InvariantCulture, "{0}({1})", Path.Length == 0 ? "document" : Text.PrintableText.Escape(Path), Line);

    private static string Outer(string field) => field.LastIndexOfAny(['.', '[']) is > 0 and var cut ? field.Substring(0, cut) : "";
}
