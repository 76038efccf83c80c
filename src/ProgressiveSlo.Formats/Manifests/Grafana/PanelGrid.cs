using System;
using System.Collections.Generic;
using System.Text.Json;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

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
