namespace ProgressiveSlo.Formats.Manifests.Import;

/// <summary>Other tools with SLOs of their own, whose documents are not read. They are no misspelling of one that is.</summary>
internal static class ForeignTools
{
    private static readonly Dictionary<string, string> _byGroup = new(StringComparer.OrdinalIgnoreCase)
    {
        ["n9"] = "Nobl9",
        ["sre.google.com"] = "Google's slo-generator",
        ["ricoberger.de"] = "the operators of ricoberger",
        ["monitoring.spotahome.com"] = "Spotahome's service-level-operator",
        ["datadoghq.com"] = "the Datadog operator",
    };

    /// <summary>The tool of an <c>apiVersion</c>, or null.</summary>
    public static string? Find(string version) => _byGroup.TryGetValue(DocumentSignature.GroupOf(version), out var tool) ? tool : null;
}
