using System.Collections.Generic;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>Notes where the fields of a definition stand in its document, for <see cref="SloSource.Places"/>.</summary>
internal sealed class PlaceMap
{
    private readonly Dictionary<string, SourcePlace> _places = [];

    public IReadOnlyDictionary<string, SourcePlace> Places => _places;

    /// <summary>Notes the place of a key's value, when the key is there.</summary>
    /// <param name="field">The definition's word, as in <see cref="SloSource.Places"/>.</param>
    /// <param name="map">The mapping.</param>
    /// <param name="key">The document's key.</param>
    /// <returns>The mapping, to read from.</returns>
    public MapReader Note(string field, MapReader map, string key)
    {
        if (map.NodeOf(key) is var node && node != map.Node)
            Note(field, node, map.Path(key));
        return map;
    }

    /// <summary>Notes the place of a node.</summary>
    public void Note(string field, YamlNode node, string documentField) => _places[field] = new SourcePlace(documentField, node.Line, node.Column);

    /// <summary>A copy to go on with for one of several definitions.</summary>
    public PlaceMap Copy()
    {
        var copy = new PlaceMap();
        foreach (var place in _places)
            copy._places[place.Key] = place.Value;
        return copy;
    }
}
