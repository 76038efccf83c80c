using System.Text.Json;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

/// <summary>One query of a panel.</summary>
/// <param name="Query">PromQL, with variables of Grafana.</param>
/// <param name="Legend">What its series are called, with labels as <c>{{label}}</c>; no text from outside.</param>
internal sealed record Target(string Query, string Legend)
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
