using System.Text.Json;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

/// <summary>What all dashboards share: the data source variable, tags, time range, links.</summary>
/// <param name="Uid">The uid.</param>
/// <param name="Title">The title.</param>
/// <param name="Description">What it shows.</param>
internal sealed record Dashboard(string Uid, string Title, string Description)
{
    /// <summary>The tag that every dashboard of this project has, and no other.</summary>
    public const string Tag = "progressiveslo";

    // Grafana 10.1 to 11; later ones read it and move it on themselves.
    private const int SchemaVersion = 39;

    /// <summary>Variables after the data source.</summary>
    public IReadOnlyList<QueryVariable> Variables { get; init; } = [];

    /// <summary>Its panels.</summary>
    public PanelGrid Panels { get; } = new();

    /// <summary>Writes the file.</summary>
    public void Write(TextWriter output) =>
        DashboardJson.Write(
            output,
            json =>
            {
                // What the dashboard is, by which DashboardMark knows it again.
                json.WriteString("title", Title);
                json.WriteString("uid", Uid);
                List(
                    json,
                    "tags",
                    () =>
                    {
                        json.WriteStringValue("slo");
                        json.WriteStringValue(Tag);
                    }
                );
                json.Object("annotations", () => List(json, "list", () => { }));
                json.WriteString("description", Description);
                json.WriteBoolean("editable", true);
                json.WriteNumber("graphTooltip", 1);
                json.WriteNull("id");
                List(json, "links", () => WriteLink(json));
                Panels.Write(json);
                json.WriteString("refresh", "5m");
                json.WriteNumber("schemaVersion", SchemaVersion);
                json.Object(
                    "templating",
                    () =>
                        List(
                            json,
                            "list",
                            () =>
                            {
                                WriteDataSource(json);
                                foreach (var variable in Variables)
                                    variable.Write(json);
                            }
                        )
                );
                json.Object(
                    "time",
                    () =>
                    {
                        json.WriteString("from", "now-30d");
                        json.WriteString("to", "now");
                    }
                );
                json.WriteString("timezone", "browser");
                json.WriteNumber("version", 1);
            }
        );

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

/// <summary>A variable whose values are those of a label; one, several or all are chosen.</summary>
/// <param name="Name">Name, as in queries after the <c>$</c>.</param>
/// <param name="Label">What the user reads beside it.</param>
/// <param name="Selector">The series.</param>
/// <param name="LabelName">The label.</param>
internal sealed record QueryVariable(string Name, string Label, string Selector, string LabelName)
{
    /// <summary>
    /// The cluster. The current burn rate has the labels of groups, of rules and of what gathers series of several servers. Without the
    /// label the list is empty, and All has everything.
    /// </summary>
    public static QueryVariable ForCluster(params string[] isService) =>
        new(SeriesNames.Cluster, "Cluster", QueryParts.Select(Objectives.RecordedSeries.CurrentBurnRate, isService), SeriesNames.Cluster);

    // Matches an absent label, too: an SLO outside a plan has no phase.
    private const string Everything = ".*";

    /// <summary>Writes the variable.</summary>
    public void Write(Utf8JsonWriter json)
    {
        var query = $"label_values({Selector}, {LabelName})";
        json.WriteStartObject();
        json.WriteString("allValue", Everything);
        json.Object(
            "current",
            () =>
            {
                json.WriteBoolean("selected", true);
                json.WriteString("text", "All");
                json.WriteString("value", "$__all");
            }
        );
        json.DataSource();
        json.WriteString("definition", query);
        json.WriteNumber("hide", 0);
        json.WriteBoolean("includeAll", true);
        json.WriteString("label", Label);
        json.WriteBoolean("multi", true);
        json.WriteString("name", Name);
        json.WriteStartArray("options");
        json.WriteEndArray();
        json.Object(
            "query",
            () =>
            {
                json.WriteNumber("qryType", 1);
                json.WriteString("query", query);
                json.WriteString("refId", "PrometheusVariableQueryEditor-VariableQuery");
            }
        );

        // 2: when the time range changes, because services come and go.
        json.WriteNumber("refresh", 2);
        json.WriteString("regex", "");
        json.WriteNumber("sort", 1);
        json.WriteString("type", "query");
        json.WriteEndObject();
    }
}
