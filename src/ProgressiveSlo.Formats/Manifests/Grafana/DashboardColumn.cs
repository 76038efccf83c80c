using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

/// <summary>
/// The uids of the dashboards of services. PromQL cannot compute them, so the table gets a second column with the service, whose values
/// are mapped to uids; the column is not shown, and links read the mapped text.
/// </summary>
/// <param name="Names">The names of the flavor.</param>
/// <param name="Services">The services that have a dashboard.</param>
internal sealed record DashboardColumn(SeriesNames Names, IReadOnlyList<string> Services)
{
    private const string Field = "dashboard";

    /// <summary>The address of the dashboard of a line's service.</summary>
    public const string Link = "/d/${__data.fields." + Field + ".text}?${datasource:queryparam}&${__url_time_range}";

    /// <summary>The query with the column.</summary>
    public string AddTo(string query) => $"label_replace({query}, \"{Field}\", \"$1\", \"{Names.Service}\", \"(.*)\")";

    /// <summary>Writes the settings of the column.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.Object("matcher", () =>
        {
            json.WriteString("id", "byName");
            json.WriteString("options", Field);
        });
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
        json.Object("options", () =>
        {
            foreach (var service in Services.OrderBy(s => s, StringComparer.Ordinal))
                json.Object(service, () => json.WriteString("text", DashboardUid.OfService(service)));
        });
        json.WriteString("type", "value");
        json.WriteEndObject();
    }
}
