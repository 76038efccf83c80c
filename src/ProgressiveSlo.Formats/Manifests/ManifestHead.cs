namespace ProgressiveSlo.Formats.Manifests;

/// <summary>What a document of a format begins with.</summary>
/// <param name="Key">The key that tells the format, such as <c>apiVersion</c>.</param>
/// <param name="Value">Its value, or empty when the key alone tells it.</param>
/// <param name="Kind">The kind of the documents that hold SLOs or rules, or null when the format has no kinds.</param>
internal sealed record ManifestHead(string Key, string Value, string? Kind = null)
{
    /// <summary>The key of Kubernetes objects and what is made like them.</summary>
    public const string ApiVersion = "apiVersion";

    /// <summary>Whether everything of the API group is about SLOs. Prometheus' operator has many other objects in its own.</summary>
    public bool OwnsGroup { get; init; } = true;

    /// <summary>The API group: the value up to its version.</summary>
    public string Group => GroupOf(Value);

    /// <summary>The API group of a value of <c>apiVersion</c>.</summary>
    public static string GroupOf(string version) => version.IndexOf('/') is >= 0 and var slash ? version.Substring(0, slash) : version;

    /// <summary>The head as people write it.</summary>
    public override string ToString() => Value.Length == 0 ? $"{Key} (a Prometheus rule file)" : Kind is null ? $"{Key}: {Value}" : $"{Key}: {Value}, kind: {Kind}";
}
