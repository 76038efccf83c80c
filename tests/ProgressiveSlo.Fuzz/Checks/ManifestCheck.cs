using System.Text.Json;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ProgressiveSlo.Fuzz.Checks;

/// <summary>Writes definitions in every format, and reads what was written.</summary>
internal static class ManifestCheck
{
    // Hundreds of definitions, which a repeated block gives, say nothing that the first ones do not.
    private const int MostDefinitions = 20;

    private static readonly IManifestWriter[] _writers = [.. ManifestFormats.WritableNames.Select(n => ManifestFormats.FindWriter(n)!)];

    private static readonly ManifestOptions[] _options =
    [
        ManifestOptions.Default,
        ManifestOptions.Default with
        {
            Flavor = RuleFlavor.Sloth,
        },
    ];

    /// <summary>Writes definitions in every format and flavor, and reads them.</summary>
    public static void Run(FuzzInput input, IReadOnlyList<SloDefinition> definitions)
    {
        // Alerts that always fire, or never, are written, since the lint says what is wrong; no reader takes them for what a tool writes.
        var some = definitions
            .Take(MostDefinitions)
            .Where(d => d.Alerting.All(a => a.BurnRate is > 0.000000001m and < 1_000_000_000m))
            .GroupBy(d => d.Id)
            .Select(g => g.First())
            .ToArray();
        foreach (var writer in _writers)
        {
            foreach (var document in Documents(writer.Scope, some))
            {
                foreach (var options in _options)
                {
                    if (input.TryDo(() => Write(writer, document, options), out var text))
                        Check(input, writer.Format, text);
                }
            }
        }
    }

    private static IEnumerable<SloDefinition[]> Documents(ManifestScope scope, SloDefinition[] definitions) =>
        scope switch
        {
            ManifestScope.Definition => definitions.Select(d => new[] { d }),
            ManifestScope.Service => definitions.GroupBy(d => d.Service).Select(g => g.ToArray()),
            _ => definitions.Length == 0 ? [] : [definitions],
        };

    private static string Write(IManifestWriter writer, SloDefinition[] definitions, ManifestOptions options)
    {
        using var output = new StringWriter { NewLine = "\n" };
        foreach (var loss in writer.Write(definitions, options, output))
            FuzzInput.CheckMessage(loss.ToString());
        return output.ToString();
    }

    private static void Check(FuzzInput input, string format, string text)
    {
        try
        {
            if (text.StartsWith('{'))
                CheckJson(format, text);
            else
                CheckYaml(format, text);
        }
        catch (Exception e) when (e is YamlException or JsonException)
        {
            throw new WrongResultException($"What was written as {format} cannot be read: {e.Message}");
        }

        if (!ManifestFormats.ReadableNames.Contains(format))
            return;
        var again = input.Do(() => ManifestImporter.ReadText(text));
        FuzzInput.Check(again.Problems);

        // A query that nobody could read the first time is told of again, and its SLO is kept.
        var refused = again.Problems.Where(p => !p.Problem.IsKept).Take(1).ToArray();
        FuzzInput.Must(refused.Length == 0, $"What was written as {format} is refused: {string.Concat(refused)}");
    }

    private static void CheckJson(string format, string text)
    {
        using var document = JsonDocument.Parse(text);
        FuzzInput.Must(document.RootElement.ValueKind == JsonValueKind.Object, $"{format} is not an object");
    }

    // Read by the library itself, and not by our own loader.
    private static void CheckYaml(string format, string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        FuzzInput.Must(stream.Documents.Count > 0, $"{format} has no document");
        foreach (var query in stream.Documents.SelectMany(d => d.AllNodes).OfType<YamlMappingNode>().SelectMany(Queries))
            FuzzInput.Must(
                PromQlParser.TryParse(query, null, out _, out var error),
                $"An expr that was written as {format} is not PromQL ({error}): {OutputText.Escape(query)}"
            );
    }

    private static IEnumerable<string> Queries(YamlMappingNode rule) =>
        rule.Children.TryGetValue(new YamlScalarNode("expr"), out var query)
        && (rule.Children.ContainsKey(new YamlScalarNode("record")) || rule.Children.ContainsKey(new YamlScalarNode("alert")))
        && query is YamlScalarNode { Value: { } text }
            ? [text]
            : [];
}
