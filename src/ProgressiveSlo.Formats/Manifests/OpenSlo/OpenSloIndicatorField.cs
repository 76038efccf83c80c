using ProgressiveSlo.Formats.Yaml;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>The indicator of an SLO or of an objective: inline, or a reference to an SLI.</summary>
internal static class OpenSloIndicatorField
{
    /// <summary>Null, with a problem noted, when there is no indicator, or none that can be read.</summary>
    public static SliSpec? Read(MapReader parent, OpenSloContext context, PlaceMap places)
    {
        const string Inline = "indicator";
        const string Reference = "indicatorRef";
        places.Note("indicator", parent, Inline);
        places.Note("indicator", parent, Reference);
        switch (parent.ExactlyOne(Inline, Reference))
        {
            case Inline:
                return parent.Map(Inline, required: true) is { } map ? SliSpec.Read(map, context, places) : null;
            case Reference:
                return Follow(parent, Reference, context);
            default:
                return null;
        }
    }

    private static SliSpec? Follow(MapReader parent, string key, OpenSloContext context)
    {
        var name = parent.Name(key);
        var node = parent.NodeOf(key);
        var before = context.Problems.InOrder.Count;
        var sli = OpenSloReference.Follow(node, parent.Path(key), name, OpenSloWords.Sli, context, (map, other) => SliSpec.Read(map, other));

        // The SLO may be right, and its SLI in a file that was not given: no error of the document, yet nothing to make a definition of.
        if (sli is null && context.Problems.InOrder.Count == before)
            parent.Problem(node, key, $"The SLI '{name}' is not among what was read, so no definition comes of this SLO", "Give the file that defines it too, or write the indicator inline", "IndicatorReferenceOpen");
        return sli;
    }
}
