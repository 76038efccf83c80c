using System.Text.Json;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

/// <summary>A column of the table of SLOs.</summary>
/// <param name="Field">What the answer calls it: a label, or <c>Value #</c> and the letter of the query.</param>
/// <param name="Title">What the user reads.</param>
internal sealed record TableColumn(string Field, string Title)
{
    /// <summary>Unit of its values, or null.</summary>
    public string? Unit { get; init; }

    /// <summary>Decimals, or null to let Grafana choose.</summary>
    public int? Decimals { get; init; }

    /// <summary>Colours of its cells by value, or null.</summary>
    public ThresholdSteps? Thresholds { get; init; }

    /// <summary>Where a click goes, or null.</summary>
    public string? Link { get; init; }

    /// <summary>Writes the settings of the column, if it has any.</summary>
    public void Write(Utf8JsonWriter json)
    {
        if (Unit is null && Decimals is null && Thresholds is null && Link is null)
            return;
        json.WriteStartObject();
        json.Object(
            "matcher",
            () =>
            {
                json.WriteString("id", "byName");
                json.WriteString("options", Title);
            }
        );
        json.WriteStartArray("properties");
        WriteProperties(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteProperties(Utf8JsonWriter json)
    {
        if (Unit is not null)
            Property(json, "unit", () => json.WriteString("value", Unit));
        if (Decimals is { } decimals)
            Property(json, "decimals", () => json.WriteNumber("value", decimals));
        if (Thresholds is { } thresholds)
        {
            Property(json, "thresholds", () => json.Object("value", () => thresholds.WriteContent(json)));
            Property(
                json,
                "custom.cellOptions",
                () =>
                    json.Object(
                        "value",
                        () =>
                        {
                            json.WriteString("mode", "basic");
                            json.WriteString("type", "color-background");
                        }
                    )
            );
        }

        if (Link is not null)
            Property(json, "links", () => WriteLink(json, Link));
    }

    private static void WriteLink(Utf8JsonWriter json, string url)
    {
        json.WriteStartArray("value");
        json.WriteStartObject();
        json.WriteBoolean("targetBlank", false);
        json.WriteString("title", "Open the dashboard of the service");
        json.WriteString("url", url);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Property(Utf8JsonWriter json, string id, System.Action value)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        value();
        json.WriteEndObject();
    }
}

/// <summary>
/// The uids of the dashboards of services. PromQL cannot compute them, so the table gets a second column with the service, whose values
/// are mapped to uids; the column is not shown, and links read the mapped text.
/// </summary>
/// <param name="Names">The names of the flavor.</param>
/// <param name="Definitions">The definitions whose services have a dashboard.</param>
internal sealed record DashboardLinkColumn(SeriesNames Names, IReadOnlyList<SloDefinition> Definitions)
{
    private const string Field = "dashboard";

    // No service has it in its name.
    private const string Separator = "/";

    /// <summary>The address of the dashboard of a line's service.</summary>
    public const string Link = "/d/${__data.fields." + Field + ".text}?${datasource:queryparam}&${__url_time_range}";

    /// <summary>The query with the column.</summary>
    public string AddTo(string query) =>
        Names.Namespace is { } space
            ? $"label_join({query}, \"{Field}\", \"{Separator}\", \"{space}\", \"{Names.Service}\")"
            : $"label_replace({query}, \"{Field}\", \"$1\", \"{Names.Service}\", \"(.*)\")";

    /// <summary>Writes the settings of the column.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.Object(
            "matcher",
            () =>
            {
                json.WriteString("id", "byName");
                json.WriteString("options", Field);
            }
        );
        json.WriteStartArray("properties");
        json.WriteStartObject();
        json.WriteString("id", "custom.hidden");
        json.WriteBoolean("value", true);
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("id", "mappings");
        json.WriteStartArray("value");
        WriteMapping(json);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteMapping(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.Object(
            "options",
            () =>
            {
                foreach (var service in Definitions.GroupBy(Key).OrderBy(g => g.Key, StringComparer.Ordinal))
                    json.Object(service.Key, () => json.WriteString("text", UidOf(service.First())));
            }
        );
        json.WriteString("type", "value");
        json.WriteEndObject();
    }

    // What the query makes of the labels of the definition's series.
    private string Key(SloDefinition definition) =>
        Names.Namespace is null ? definition.Service : ServiceName.OtherNamespace(definition.Namespace) + Separator + definition.Service;

    private string UidOf(SloDefinition definition) =>
        DashboardUid.ForService(ServiceName.InNamespace(definition.Service, definition.Namespace), Names.Flavor);
}
