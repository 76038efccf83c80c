namespace ProgressiveSlo.Formats.Yaml;

/// <summary>How much a document may ask of us. Real files stay far below; a hostile one is refused before it costs memory or time.</summary>
internal sealed record YamlLimits
{
    public static YamlLimits Default { get; } = new();

    /// <summary>Bytes of a file.</summary>
    public long Bytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Nesting of lists and mappings.</summary>
    public int Depth { get; init; } = 64;

    /// <summary>Nodes after every alias is followed, so that a few lines cannot stand for billions.</summary>
    public int Nodes { get; init; } = 500_000;
}
