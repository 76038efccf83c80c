namespace ProgressiveSlo.Formats.Manifests;

/// <summary>What is at the place of a file that is to be written.</summary>
public enum ManifestFileState
{
    /// <summary>Nothing.</summary>
    Missing,

    /// <summary>The very text that is to be written.</summary>
    Current,

    /// <summary>The file of an earlier export of the format.</summary>
    Older,

    /// <summary>Somebody else's file.</summary>
    Foreign,
}
