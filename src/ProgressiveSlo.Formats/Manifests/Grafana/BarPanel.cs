using System.Text.Json;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

/// <summary>A bar for each series, as of now.</summary>
internal sealed class BarPanel(string title, string description, Target target) : Panel("bargauge", title, description, target)
{
    /// <summary>The value of a full bar, or null for the highest there is.</summary>
    public int? Full { get; init; }

    protected override void WriteFields(Utf8JsonWriter json)
    {
        if (Full is { } full)
            json.WriteNumber("max", full);
        json.WriteNumber("min", 0);
    }

    protected override void WriteOptions(Utf8JsonWriter json)
    {
        json.WriteString("displayMode", "basic");
        json.WriteString("orientation", "horizontal");
        WriteReduction(json);
        json.WriteBoolean("showUnfilled", true);
        json.WriteString("valueMode", "color");
    }
}
