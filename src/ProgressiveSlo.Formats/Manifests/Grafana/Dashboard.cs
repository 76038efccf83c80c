using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

/// <summary>What all dashboards share: the data source variable, tags, time range, links.</summary>
/// <param name="Uid">The uid.</param>
/// <param name="Title">The title.</param>
/// <param name="Description">What it shows.</param>
internal sealed record Dashboard(string Uid, string Title, string Description)
{
    /// <summary>The tag that every dashboard of this project has, and no other.</summary>
    private const string Tag = "progressiveslo";

    // Grafana 10.1 to 11; later ones read it and move it on themselves.
    private const int SchemaVersion = 39;

    /// <summary>Variables after the data source.</summary>
    public IReadOnlyList<QueryVariable> Variables { get; init; } = [];

    /// <summary>Its panels.</summary>
    public PanelGrid Panels { get; } = new();

    /// <summary>Writes the file.</summary>
    public void Write(TextWriter output) => DashboardJson.Write(output, json =>
    {
        // First what the dashboard is: ManifestMark looks for it at the head of the file.
        json.WriteString("title", Title);
        json.WriteString("uid", Uid);
        List(json, "tags", () =>
        {
            json.WriteStringValue("slo");
            json.WriteStringValue(Tag);
        });
        json.Object("annotations", () => List(json, "list", () => { }));
        json.WriteString("description", Description);
        json.WriteBoolean("editable", true);
        json.WriteNumber("graphTooltip", 1);
        json.WriteNull("id");
        List(json, "links", () => WriteLink(json));
        Panels.Write(json);
        json.WriteString("refresh", "5m");
        json.WriteNumber("schemaVersion", SchemaVersion);
        json.Object("templating", () => List(json, "list", () =>
        {
            WriteDataSource(json);
            foreach (var variable in Variables)
                variable.Write(json);
        }));
        json.Object("time", () =>
        {
            json.WriteString("from", "now-30d");
            json.WriteString("to", "now");
        });
        json.WriteString("timezone", "browser");
        json.WriteNumber("version", 1);
    });

    private static void WriteDataSource(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.Object("current", () => { });
        json.WriteNumber("hide", 0);
        json.WriteBoolean("includeAll", false);
        json.WriteString("label", "Data source");
        json.WriteBoolean("multi", false);
        json.WriteString("name", "datasource");
        List(json, "options", () => { });
        json.WriteString("query", "prometheus");
        json.WriteNumber("refresh", 1);
        json.WriteString("regex", "");
        json.WriteString("type", "datasource");
        json.WriteEndObject();
    }

    // A list of all dashboards with the tag: from a service to the fleet and to the others, with the same data source.
    private static void WriteLink(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteBoolean("asDropdown", true);
        json.WriteString("icon", "external link");
        json.WriteBoolean("includeVars", true);
        json.WriteBoolean("keepTime", true);
        List(json, "tags", () => json.WriteStringValue(Tag));
        json.WriteBoolean("targetBlank", false);
        json.WriteString("title", "SLO dashboards");
        json.WriteString("tooltip", "");
        json.WriteString("type", "dashboards");
        json.WriteString("url", "");
        json.WriteEndObject();
    }

    private static void List(Utf8JsonWriter json, string name, Action items)
    {
        json.WriteStartArray(name);
        items();
        json.WriteEndArray();
    }
}
