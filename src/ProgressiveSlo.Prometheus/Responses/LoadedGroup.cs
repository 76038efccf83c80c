namespace ProgressiveSlo.Prometheus.Responses;

/// <summary>A group of rules that a server has loaded.</summary>
internal sealed class LoadedGroup
{
    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The file that it stands in on the server, or the namespace of a ruler; empty for none.</summary>
    public string File { get; set; } = "";
}
