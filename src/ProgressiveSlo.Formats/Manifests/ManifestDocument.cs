using System.Collections;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>One document of a file.</summary>
/// <param name="Root">Its content; a list of objects is split into documents before.</param>
/// <param name="Path">The file as the user knows it; empty for text that came from no file.</param>
/// <param name="Index">Its place among the documents of the file, from 0.</param>
/// <param name="Count">How many documents the file has.</param>
internal sealed record ManifestDocument(YamlNode Root, string Path, int Index, int Count)
{
    /// <summary>The language of its queries, where it does not say that itself.</summary>
    public QueryDialect Dialect { get; init; }

    /// <summary>The version of the Prometheus that runs its queries; null for the newest.</summary>
    public PrometheusVersion? PrometheusVersion { get; init; }

    /// <summary>The value of a top-level key when it is a plain value, or null.</summary>
    public string? Head(string key) => Root is YamlMap map && map.Find(key) is YamlScalar { IsNull: false } scalar ? scalar.Value : null;
}

/// <summary>
/// The documents of one format in one call. They are found by kind and name without a walk over all of them for each reference.
/// </summary>
internal sealed class DocumentSet(IReadOnlyList<ManifestDocument> documents) : IReadOnlyList<ManifestDocument>
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
            if (
                document.Head("kind") is not { } kind
                || document.Root is not YamlMap map
                || map.Find("metadata") is not YamlMap metadata
                || metadata.Find("name") is not YamlScalar name
            )
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

/// <summary>
/// Lists of Kubernetes objects: kind List, as kubectl writes them, and kinds that end in List, such as PrometheusRuleList, as the
/// API of the cluster writes them. Each item counts as a document of its own.
/// </summary>
internal static class KubernetesList
{
    /// <summary>The items; null when the document is something else.</summary>
    public static IReadOnlyList<YamlNode>? Items(YamlNode root) =>
        root is YamlMap map
        && map.Find("kind") is YamlScalar { IsNull: false } kind
        && kind.Value.EndsWith("List", StringComparison.Ordinal)
        && map.Find("items") is YamlList items
            ? items.Items
            : null;

    /// <summary>Whether the document is such a list and has nothing in it.</summary>
    public static bool IsEmpty(YamlNode root) => Items(root) is { Count: 0 };
}
