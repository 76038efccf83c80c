using System.Collections;
using System.Collections.Generic;
using ProgressiveSlo.Formats.Yaml;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>The documents of one format in one call. They are found by kind and name without a walk over all of them for each reference.</summary>
internal sealed class ManifestFamily(IReadOnlyList<ManifestDocument> documents) : IReadOnlyList<ManifestDocument>
{
    private Dictionary<(string Kind, string Name), List<ManifestDocument>>? _named;
    private Dictionary<(string Path, string Kind), List<string>>? _names;

    public int Count => documents.Count;

    public ManifestDocument this[int index] => documents[index];

    /// <summary>The object of that kind and name: in the same file first, then in the others; null when none has the name.</summary>
    public ManifestDocument? Find(string kind, string name, string path)
    {
        Index();
        if (!_named!.TryGetValue((kind, name), out var found))
            return null;
        return found.Find(d => d.Path == path) ?? found[0];
    }

    /// <summary>Names of the objects of a kind that a file defines.</summary>
    public IReadOnlyList<string> Names(string path, string kind)
    {
        Index();
        return _names!.TryGetValue((path, kind), out var names) ? names : [];
    }

    public IEnumerator<ManifestDocument> GetEnumerator() => documents.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Index()
    {
        if (_named is not null)
            return;
        _named = [];
        _names = [];
        foreach (var document in documents)
        {
            if (document.Head("kind") is not { } kind || document.Root is not YamlMap map || map.Find("metadata") is not YamlMap metadata || metadata.Find("name") is not YamlScalar name)
                continue;
            Add(_named, (kind, name.Value), document);
            Add(_names, (document.Path, kind), name.Value);
        }
    }

    private static void Add<TKey, TValue>(Dictionary<TKey, List<TValue>> lists, TKey key, TValue value)
    {
        if (!lists.TryGetValue(key, out var list))
            lists[key] = list = [];
        list.Add(value);
    }
}
