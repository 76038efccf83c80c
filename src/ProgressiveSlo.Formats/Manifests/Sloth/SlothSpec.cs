using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Sloth;

/// <summary>What the SLOs of one document of Sloth share.</summary>
/// <param name="Document">The document.</param>
/// <param name="Body">The mapping with service and SLOs.</param>
/// <param name="Keys">How the keys are spelt.</param>
/// <param name="ApiVersion">The document's version.</param>
internal sealed record SlothSpec(ManifestDocument Document, MapReader Body, SlothKeys Keys, string ApiVersion)
{
    private static readonly Dictionary<string, string> _none = [];

    public string? Name { get; init; }

    public string? Namespace { get; init; }

    public IReadOnlyDictionary<string, string> ObjectLabels { get; init; } = _none;

    public IReadOnlyDictionary<string, string> ObjectAnnotations { get; init; } = _none;

    public string Service { get; set; } = "";

    public IReadOnlyDictionary<string, string> Labels { get; set; } = _none;

    public PlaceMap Places { get; } = new();

    /// <summary>What every SLO of the document loses.</summary>
    public List<SloLoss> Losses { get; } = [];

    /// <summary>Whether the head of the document has no problem; without that its SLOs are checked, and none is given.</summary>
    public bool IsSound { get; set; }

    /// <summary>Notes the keys that nobody asked for: Sloth ignores them.</summary>
    public void Ignore(MapReader map) => Ignore(map, Losses);

    /// <summary>Notes the keys that nobody asked for: Sloth ignores them.</summary>
    public static void Ignore(MapReader map, List<SloLoss> losses) =>
        losses.AddRange(map.Others().Select(o => new SloLoss(o.Field, "The key is unknown to Sloth, which ignores it") { Code = LossPlaces.Ignored }.At(o.Key)));
}
