using System.Text.Json;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

/// <summary>A panel with queries. Its place and number come from the <see cref="PanelGrid"/>.</summary>
internal abstract class Panel
{
    protected Panel(string type, string title, string description, params PanelQuery[] targets)
    {
        Type = type;
        Title = title;
        Description = description;
        Targets = targets;
    }

    /// <summary>Columns that it takes, 1 to 24.</summary>
    public int Width { get; init; } = 12;

    /// <summary>Rows that it takes.</summary>
    public int Height { get; init; } = 8;

    /// <summary>Unit of its values, in Grafana's words; null for none.</summary>
    public string? Unit { get; init; }

    /// <summary>Decimals, or null to let Grafana choose.</summary>
    public int? Decimals { get; init; }

    /// <summary>Colours by value.</summary>
    public ThresholdSteps Thresholds { get; init; } = ThresholdSteps.Plain;

    protected IReadOnlyList<PanelQuery> Targets { get; }

    /// <summary>Whether it shows one moment, or a range of time.</summary>
    protected virtual bool IsInstant => true;

    /// <summary>How answers are wanted: time_series or table.</summary>
    protected virtual string Answer => "time_series";

    /// <summary>What decides the colour.</summary>
    protected virtual string ColorMode => "thresholds";

    private string Type { get; }

    private string Title { get; }

    private string Description { get; }

    /// <summary>Writes the panel.</summary>
    /// <param name="json">Stands inside a list.</param>
    /// <param name="id">Its number.</param>
    /// <param name="x">Its column.</param>
    /// <param name="y">Its row.</param>
    public void Write(Utf8JsonWriter json, int id, int x, int y)
    {
        json.WriteStartObject();
        json.DataSource();
        json.WriteString("description", Description);
        json.Object(
            "fieldConfig",
            () =>
            {
                json.Object("defaults", () => WriteDefaults(json));
                json.WriteStartArray("overrides");
                WriteOverrides(json);
                json.WriteEndArray();
            }
        );
        PanelGrid.WritePlace(json, Width, Height, x, y);
        json.WriteNumber("id", id);
        json.Object("options", () => WriteOptions(json));
        json.WriteStartArray("targets");
        for (var i = 0; i < Targets.Count; i++)
            Targets[i].Write(json, i, IsInstant, Answer);
        json.WriteEndArray();
        json.WriteString("title", Title);
        WriteMore(json);
        json.WriteString("type", Type);
        json.WriteEndObject();
    }

    /// <summary>Writes the part of the settings that is the panel's own.</summary>
    protected abstract void WriteOptions(Utf8JsonWriter json);

    /// <summary>Writes settings of single columns or series.</summary>
    protected virtual void WriteOverrides(Utf8JsonWriter json) { }

    /// <summary>Writes settings of fields that are the panel's own.</summary>
    protected virtual void WriteFields(Utf8JsonWriter json) { }

    /// <summary>Writes what else the panel has.</summary>
    protected virtual void WriteMore(Utf8JsonWriter json) { }

    /// <summary>How one value comes of many: the last one.</summary>
    protected static void WriteReduction(Utf8JsonWriter json) =>
        json.Object(
            "reduceOptions",
            () =>
            {
                json.WriteStartArray("calcs");
                json.WriteStringValue("lastNotNull");
                json.WriteEndArray();
                json.WriteString("fields", "");
                json.WriteBoolean("values", false);
            }
        );

    private void WriteDefaults(Utf8JsonWriter json)
    {
        json.Object("color", () => json.WriteString("mode", ColorMode));
        WriteFields(json);
        if (Decimals is { } decimals)
            json.WriteNumber("decimals", decimals);
        json.WriteStartArray("mappings");
        json.WriteEndArray();
        Thresholds.Write(json);
        if (Unit is not null)
            json.WriteString("unit", Unit);
    }
}

/// <summary>One query of a panel.</summary>
/// <param name="Query">PromQL, with variables of Grafana.</param>
/// <param name="Legend">What its series are called, with labels as <c>{{label}}</c>; no text from outside.</param>
internal sealed record PanelQuery(string Query, string Legend)
{
    /// <summary>Writes the query.</summary>
    /// <param name="json">Stands inside a list.</param>
    /// <param name="index">Its place in the panel, from 0.</param>
    /// <param name="isInstant">Whether the panel shows one moment.</param>
    /// <param name="format">time_series or table.</param>
    public void Write(Utf8JsonWriter json, int index, bool isInstant, string format)
    {
        json.WriteStartObject();
        json.DataSource();
        json.WriteString("editorMode", "code");
        json.WriteString("expr", Query);
        json.WriteString("format", format);
        json.WriteBoolean("instant", isInstant);
        json.WriteString("legendFormat", Legend);
        json.WriteBoolean("range", !isInstant);
        json.WriteString("refId", RefId(index));
        json.WriteEndObject();
    }

    /// <summary>A to Z, then A1 to Z1: a panel with many windows has more than 26 queries only in theory.</summary>
    private static string RefId(int index)
    {
        var letter = ((char)('A' + (index % 26))).ToString();
        return index < 26 ? letter : letter + (index / 26).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
