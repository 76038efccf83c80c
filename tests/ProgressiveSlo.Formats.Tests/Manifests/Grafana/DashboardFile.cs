using System.Text.Json.Nodes;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Tests.Manifests.Grafana;

/// <summary>A dashboard as Grafana would load it.</summary>
internal sealed class DashboardFile
{
    public DashboardFile(string text)
    {
        Text = text;
        Root = JsonNode.Parse(text)!.AsObject();
        Panels = Root["panels"]!.AsArray().Select(p => p!.AsObject()).ToArray();
        Variables = Root["templating"]!["list"]!.AsArray().Select(v => v!.AsObject()).ToArray();
    }

    public string Text { get; }

    public JsonObject Root { get; }

    public IReadOnlyList<JsonObject> Panels { get; }

    public IReadOnlyList<JsonObject> Variables { get; }

    public IEnumerable<JsonObject> Targets => Panels.SelectMany(TargetsOf);

    public static DashboardFile Write(IManifestWriter writer, RuleFlavor flavor, params SloDefinition[] definitions) =>
        Write(writer, ManifestOptions.Default with { Flavor = flavor }, definitions);

    public static DashboardFile Write(IManifestWriter writer, ManifestOptions options, params SloDefinition[] definitions)
    {
        using var text = new StringWriter { NewLine = "\r\n" };
        writer.Write(definitions, options, text);
        return new DashboardFile(text.ToString());
    }

    public static IEnumerable<JsonObject> TargetsOf(JsonObject panel) => panel["targets"]?.AsArray().Select(t => t!.AsObject()) ?? [];

    /// <summary>A query as Grafana sends it while all values of every variable are chosen.</summary>
    public string Query(JsonObject target) =>
        Variables
            .Where(v => v["type"]!.ToString() == "query")
            .Aggregate(
                target["expr"]!.ToString(),
                (query, v) => query.Replace("$" + v["name"], v["allValue"]!.ToString(), StringComparison.Ordinal)
            );

    public JsonObject Panel(string title, string? type = null) =>
        Panels.First(p =>
            p["title"]!.ToString() == title && (type is null ? p["type"]!.ToString() != "row" : p["type"]!.ToString() == type)
        );

    public string QueryOf(string title, int index = 0) => Query(TargetsOf(Panel(title)).ElementAt(index));
}
