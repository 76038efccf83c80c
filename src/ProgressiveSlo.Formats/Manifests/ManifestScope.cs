namespace ProgressiveSlo.Formats.Manifests;

/// <summary>How many definitions one document of a format holds.</summary>
public enum ManifestScope
{
    /// <summary>One definition.</summary>
    Definition,

    /// <summary>All definitions of one service.</summary>
    Service,

    /// <summary>All definitions there are.</summary>
    Fleet,
}
