using System.Text.Json;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

/// <summary>Lines over time. Its thresholds are drawn as lines, too.</summary>
internal sealed class GraphPanel(string title, string description, params Target[] targets) : Panel("timeseries", title, description, targets)
{
    /// <summary>Whether values hold until the next one, as counts do.</summary>
    public bool IsStepped { get; init; }

    protected override bool IsInstant => false;

    protected override string ColorMode => "palette-classic";

    protected override void WriteFields(Utf8JsonWriter json) => json.Object("custom", () =>
    {
        // The lines of thresholds stay in sight while the values are far below them.
        if (Thresholds.Any)
            json.Number("axisSoftMax", Thresholds.Highest);
        json.WriteNumber("axisSoftMin", 0);
        json.WriteString("drawStyle", "line");
        json.WriteNumber("fillOpacity", IsStepped ? 20 : 0);
        json.WriteString("lineInterpolation", IsStepped ? "stepAfter" : "linear");
        json.WriteNumber("lineWidth", 1);
        json.WriteString("showPoints", "never");
        json.WriteBoolean("spanNulls", false);
        json.Object("thresholdsStyle", () => json.WriteString("mode", Thresholds.Any ? "dashed" : "off"));
    });

    protected override void WriteOptions(Utf8JsonWriter json)
    {
        json.Object("legend", () =>
        {
            json.WriteStartArray("calcs");
            json.WriteEndArray();
            json.WriteString("displayMode", "list");
            json.WriteString("placement", "bottom");
            json.WriteBoolean("showLegend", true);
        });
        json.Object("tooltip", () =>
        {
            json.WriteString("mode", "multi");
            json.WriteString("sort", "desc");
        });
    }
}
