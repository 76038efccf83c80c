using ProgressiveSlo.Formats.Yaml;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>One document of a file.</summary>
/// <param name="Root">Its content; a list of objects is split into documents before.</param>
/// <param name="Path">The file as the user knows it; empty for text that came from no file.</param>
/// <param name="Index">Its place among the documents of the file, from 0.</param>
/// <param name="Count">How many documents the file has.</param>
internal sealed record ManifestDocument(YamlNode Root, string Path, int Index, int Count)
{
    /// <summary>The value of a top-level key when it is a plain value, or null.</summary>
    public string? Head(string key) => Root is YamlMap map && map.Find(key) is YamlScalar { IsNull: false } scalar ? scalar.Value : null;
}
