using System.Collections.Generic;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>The labels by which a definition of a plan is known in any format: <c>service</c>, <c>phase</c> and <c>progressive: "true"</c>.</summary>
internal static class DefinitionLabels
{
    /// <summary>The phase of a definition that a plan made, or null.</summary>
    public static string? Phase(IReadOnlyDictionary<string, string> labels) =>
        labels.TryGetValue("progressive", out var mark) && mark == "true" && labels.TryGetValue("phase", out var phase) && phase.Length > 0 ? phase : null;
}
