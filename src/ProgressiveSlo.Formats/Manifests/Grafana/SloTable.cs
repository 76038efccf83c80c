using System.Text.Json;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

/// <summary>A table with a line for each SLO. The queries are merged by the id, which every one of them has.</summary>
internal sealed class SloTable(string title, string description, IReadOnlyList<TableColumn> columns, params PanelQuery[] targets)
    : Panel("table", title, description, targets)
{
    /// <summary>The column of the worst budgets.</summary>
    public const string BudgetLeft = "Budget left";

    /// <summary>The uids of dashboards by service, in a column that is not shown; links read them from it.</summary>
    public DashboardLinkColumn? Dashboards { get; init; }

    protected override string Answer => "table";

    /// <summary>The table about a set of SLOs.</summary>
    public static SloTable Create(
        string title,
        string description,
        SeriesNames names,
        SloSetQueries queries,
        DashboardLinkColumn? dashboards = null
    ) =>
        new(
            title,
            description,
            [
                new TableColumn(names.Service, "Service") { Link = dashboards is null ? null : DashboardLinkColumn.Link },
                .. names.Namespace is { } space ? new[] { new TableColumn(space, "Namespace") } : [],
                new TableColumn(names.Name, "SLO"),
                new TableColumn(SeriesNames.Phase, "Phase"),
                new TableColumn("Value #B", "Objective") { Unit = "percentunit" },
                new TableColumn("Value #C", "SLI") { Unit = "percentunit", Decimals = 3 },
                new TableColumn("Value #D", BudgetLeft)
                {
                    Unit = "percentunit",
                    Decimals = 1,
                    Thresholds = ThresholdSteps.BudgetLeft,
                },
                new TableColumn("Value #E", "Burn rate")
                {
                    Unit = "short",
                    Decimals = 2,
                    Thresholds = ThresholdSteps.BurnRate,
                },
                new TableColumn("Value #F", "Firing alerts")
                {
                    Unit = "short",
                    Decimals = 0,
                    Thresholds = ThresholdSteps.Zero,
                },
            ],
            new PanelQuery(dashboards?.AddTo(queries.Slos) ?? queries.Slos, ""),
            new PanelQuery(queries.Objective, ""),
            new PanelQuery(queries.Sli, ""),
            new PanelQuery(queries.BudgetLeft, ""),
            new PanelQuery(queries.BurnRateNow, ""),
            new PanelQuery(queries.FiringAlerts, "")
        )
        {
            Width = 24,
            Dashboards = dashboards,
            Hidden = ["Time", names.Id, "Value #A"],
        };

    private IReadOnlyList<string> Hidden { get; init; } = [];

    protected override void WriteFields(Utf8JsonWriter json) => json.Object("custom", () => json.WriteBoolean("filterable", true));

    protected override void WriteOverrides(Utf8JsonWriter json)
    {
        foreach (var column in columns)
            column.Write(json);
        Dashboards?.Write(json);
    }

    protected override void WriteOptions(Utf8JsonWriter json)
    {
        json.WriteString("cellHeight", "sm");
        json.WriteBoolean("showHeader", true);
        json.WriteStartArray("sortBy");
        json.WriteStartObject();
        json.WriteBoolean("desc", false);
        json.WriteString("displayName", BudgetLeft);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    protected override void WriteMore(Utf8JsonWriter json)
    {
        json.WriteStartArray("transformations");
        Transformation(json, "merge", () => { });
        Transformation(
            json,
            "organize",
            () =>
            {
                json.Object(
                    "excludeByName",
                    () =>
                    {
                        foreach (var field in Hidden)
                            json.WriteBoolean(field, true);
                    }
                );
                json.Object(
                    "indexByName",
                    () =>
                    {
                        for (var i = 0; i < columns.Count; i++)
                            json.WriteNumber(columns[i].Field, i);
                    }
                );
                json.Object(
                    "renameByName",
                    () =>
                    {
                        foreach (var column in columns)
                            json.WriteString(column.Field, column.Title);
                    }
                );
            }
        );
        json.WriteEndArray();
    }

    private static void Transformation(Utf8JsonWriter json, string id, System.Action options)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.Object("options", options);
        json.WriteEndObject();
    }
}
