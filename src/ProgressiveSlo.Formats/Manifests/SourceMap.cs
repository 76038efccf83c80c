using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>Notes where the fields of a definition stand in its document, for <see cref="SloSource.Locations"/>.</summary>
internal sealed class SourceMap
{
    private readonly Dictionary<string, SourceLocation> _places = [];

    public IReadOnlyDictionary<string, SourceLocation> Places => _places;

    /// <summary>Notes the place of a key's value, when the key is there.</summary>
    /// <param name="field">The definition's word, as in <see cref="SloSource.Locations"/>.</param>
    /// <param name="map">The mapping.</param>
    /// <param name="key">The document's key.</param>
    /// <returns>The mapping, to read from.</returns>
    public MapReader Add(string field, MapReader map, string key)
    {
        if (map.NodeOf(key) is var node && node != map.Node)
            Add(field, node, map.Path(key));
        return map;
    }

    /// <summary>Notes the place of a node.</summary>
    public void Add(string field, YamlNode node, string documentField) =>
        _places[field] = new SourceLocation(documentField, node.Line, node.Column);

    /// <summary>A copy to go on with for one of several definitions.</summary>
    public SourceMap Copy()
    {
        var copy = new SourceMap();
        foreach (var place in _places)
            copy._places[place.Key] = place.Value;
        return copy;
    }
}

/// <summary>Says where in its document stands what is lost.</summary>
internal static class ConversionLossExtensions
{
    /// <summary>The lint code of a key that the format's own tool skips.</summary>
    public const string Ignored = "FieldIgnored";

    /// <summary>A loss of a key, which stands where the key does.</summary>
    public static ConversionLoss Loss(this MapReader map, string key, string message) =>
        new ConversionLoss(map.Path(key), message).At(map.Node.Below(key));

    public static ConversionLoss At(this ConversionLoss loss, YamlNode node) => loss with { Line = node.Line, Column = node.Column };
}
