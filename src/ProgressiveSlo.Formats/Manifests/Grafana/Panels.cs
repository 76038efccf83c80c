using System.Text.Json;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

/// <summary>One number, or one name.</summary>
internal sealed class StatPanel(string title, string description, PanelQuery target) : Panel("stat", title, description, target)
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

/// <summary>A bar for each series, as of now.</summary>
internal sealed class BarPanel(string title, string description, PanelQuery target) : Panel("bargauge", title, description, target)
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

/// <summary>Lines over time. Its thresholds are drawn as lines, too.</summary>
internal sealed class GraphPanel(string title, string description, params PanelQuery[] targets)
    : Panel("timeseries", title, description, targets)
{
    /// <summary>Whether values hold until the next one, as counts do.</summary>
    public bool IsStepped { get; init; }

    protected override bool IsInstant => false;

    protected override string ColorMode => "palette-classic";

    protected override void WriteFields(Utf8JsonWriter json) =>
        json.Object(
            "custom",
            () =>
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
            }
        );

    protected override void WriteOptions(Utf8JsonWriter json)
    {
        json.Object(
            "legend",
            () =>
            {
                json.WriteStartArray("calcs");
                json.WriteEndArray();
                json.WriteString("displayMode", "list");
                json.WriteString("placement", "bottom");
                json.WriteBoolean("showLegend", true);
            }
        );
        json.Object(
            "tooltip",
            () =>
            {
                json.WriteString("mode", "multi");
                json.WriteString("sort", "desc");
            }
        );
    }
}

/// <summary>Puts panels side by side and below each other on the 24 columns of a dashboard, and numbers them.</summary>
internal sealed class PanelGrid
{
    private const int Columns = 24;

    private readonly List<Action<Utf8JsonWriter>> _panels = [];
    private int _x;
    private int _y;
    private int _lineHeight;

    /// <summary>Adds a heading over the whole width.</summary>
    public void AddHeading(string title)
    {
        NextLine();
        var (id, y) = (_panels.Count + 1, _y++);
        _panels.Add(json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("collapsed", false);
            WritePlace(json, Columns, 1, 0, y);
            json.WriteNumber("id", id);
            json.WriteStartArray("panels");
            json.WriteEndArray();
            json.WriteString("title", title);
            json.WriteString("type", "row");
            json.WriteEndObject();
        });
    }

    /// <summary>Adds a panel to the right of the last one, or below when the line is full.</summary>
    public void Add(Panel panel)
    {
        if (_x + panel.Width > Columns)
            NextLine();
        var (id, x, y) = (_panels.Count + 1, _x, _y);
        _panels.Add(json => panel.Write(json, id, x, y));
        _x += panel.Width;
        _lineHeight = Math.Max(_lineHeight, panel.Height);
    }

    /// <summary>Goes on below.</summary>
    public void NextLine()
    {
        _x = 0;
        _y += _lineHeight;
        _lineHeight = 0;
    }

    /// <summary>Writes the list of panels.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("panels");
        foreach (var panel in _panels)
            panel(json);
        json.WriteEndArray();
    }

    /// <summary>Writes the property <c>gridPos</c>.</summary>
    public static void WritePlace(Utf8JsonWriter json, int width, int height, int x, int y)
    {
        json.WriteStartObject("gridPos");
        json.WriteNumber("h", height);
        json.WriteNumber("w", width);
        json.WriteNumber("x", x);
        json.WriteNumber("y", y);
        json.WriteEndObject();
    }
}
