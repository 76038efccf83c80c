using System.Text.Json;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

/// <summary>One number, or one name.</summary>
internal sealed class StatPanel(string title, string description, Target target) : Panel("stat", title, description, target)
{
    /// <summary>Whether the legend is shown in place of the value.</summary>
    public bool ShowsName { get; init; }

    protected override void WriteOptions(Utf8JsonWriter json)
    {
        json.WriteString("colorMode", "value");
        json.WriteString("graphMode", "none");
        json.WriteString("justifyMode", "auto");
        json.WriteString("orientation", "auto");
        WriteReduction(json);
        json.WriteString("textMode", ShowsName ? "name" : "value");
    }
}
