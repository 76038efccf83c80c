using System.Text.Json;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

/// <summary>A variable whose values are those of a label; one, several or all are chosen.</summary>
/// <param name="Name">Name, as in queries after the <c>$</c>.</param>
/// <param name="Label">What the user reads beside it.</param>
/// <param name="Selector">The series.</param>
/// <param name="LabelName">The label.</param>
internal sealed record QueryVariable(string Name, string Label, string Selector, string LabelName)
{
    // Matches an absent label, too: an SLO outside a plan has no phase.
    private const string Everything = ".*";

    /// <summary>Writes the variable.</summary>
    public void Write(Utf8JsonWriter json)
    {
        var query = $"label_values({Selector}, {LabelName})";
        json.WriteStartObject();
        json.WriteString("allValue", Everything);
        json.Object("current", () =>
        {
            json.WriteBoolean("selected", true);
            json.WriteString("text", "All");
            json.WriteString("value", "$__all");
        });
        json.DataSource();
        json.WriteString("definition", query);
        json.WriteNumber("hide", 0);
        json.WriteBoolean("includeAll", true);
        json.WriteString("label", Label);
        json.WriteBoolean("multi", true);
        json.WriteString("name", Name);
        json.WriteStartArray("options");
        json.WriteEndArray();
        json.Object("query", () =>
        {
            json.WriteNumber("qryType", 1);
            json.WriteString("query", query);
            json.WriteString("refId", "PrometheusVariableQueryEditor-VariableQuery");
        });

        // 2: when the time range changes, because services come and go.
        json.WriteNumber("refresh", 2);
        json.WriteString("regex", "");
        json.WriteNumber("sort", 1);
        json.WriteString("type", "query");
        json.WriteEndObject();
    }
}
