using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Reporting;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

/// <summary>How dashboards are put into JSON: indented, LF, and queries that a person can read.</summary>
internal static class DashboardJson
{
    // A dashboard is a file of its own and never part of a page, so quotes in queries may stay \" and need not become \u0022.
    private static readonly JsonWriterOptions _options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes one object, with a line end after it.</summary>
    public static void Write(TextWriter output, Action<Utf8JsonWriter> properties)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, _options))
        {
            json.WriteStartObject();
            properties(json);
            json.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        output.Write('\n');
    }

    /// <summary>A number with no more digits than it needs, so that 14.40 and 14.4 give the same bytes.</summary>
    public static void Number(this Utf8JsonWriter json, string name, decimal value) =>
        json.WriteNumber(name, decimal.Parse(NumberText.Plain(value), NumberStyles.Float, CultureInfo.InvariantCulture));

    /// <summary>An object under a name.</summary>
    public static void Object(this Utf8JsonWriter json, string name, Action properties)
    {
        json.WriteStartObject(name);
        properties();
        json.WriteEndObject();
    }

    /// <summary>The data source of a panel, a query or a variable: always the one that is chosen on the dashboard.</summary>
    public static void DataSource(this Utf8JsonWriter json)
    {
        json.WriteStartObject("datasource");
        json.WriteString("type", "prometheus");
        json.WriteString("uid", "${datasource}");
        json.WriteEndObject();
    }
}

/// <summary>Text from outside, for titles and descriptions.</summary>
internal static class DashboardText
{
    // Grafana knows no escape for $name, ${name} and [[name]]; a zero-width space after their first sign keeps them text.
    private const string Break = "\u200B";

    /// <summary>A text for a title: no part of it is taken for a variable.</summary>
    public static string Title(string text) => text.Replace("$", "$" + Break).Replace("[[", "[" + Break + "[");

    /// <summary>The end of titles of a flavor. A folder of older versions of Grafana holds no title twice.</summary>
    public static string TitleEnd(RuleFlavor flavor) => flavor == RuleFlavor.Sloth ? " (Sloth)" : "";

    /// <summary>The text that was made a title.</summary>
    public static string FromTitle(string title) => title.Replace("$" + Break, "$").Replace("[" + Break + "[", "[[");

    /// <summary>A text for a description, which Grafana shows as Markdown.</summary>
    public static string Markdown(string text) => Title(MarkdownText.Escape(text));
}
