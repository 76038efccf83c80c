using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Manifests.RuleFiles;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Tests.Manifests.Sloth;

/// <summary>Specs, and the rules that belong to them.</summary>
internal static class SlothFiles
{
    /// <summary>What the expected rules of the fixtures are made with.</summary>
    public static ManifestOptions Options { get; } =
        new()
        {
            Flavor = RuleFlavor.Sloth,
            RuleLabels = new Dictionary<string, string> { ["cmd"] = "examplesgen.sh" },
            SlothVersion = "dev",
        };

    /// <summary>Path of a file of this folder's golden files.</summary>
    public static string Golden(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", "Sloth", name);

    public static ManifestReadResult Import(string path) => ManifestImporter.ReadFiles([(path, Path.GetFileName(path))]);

    /// <summary>
    /// The rules of each service, one document after the other; objects of the operator for definitions that came from Kubernetes.
    /// </summary>
    public static string Rules(IReadOnlyList<SloDefinition> definitions, ManifestOptions options)
    {
        using var text = new StringWriter();
        foreach (var service in definitions.GroupBy(d => (d.Service, d.Source?.DocumentName)))
        {
            IManifestWriter writer =
                service.First().Source?.ApiVersion == "sloth.slok.dev/v1" ? new PrometheusOperatorWriter() : new PrometheusRuleWriter();
            text.Write("---\n");
            writer.Write([.. service], options, text);
        }

        return text.ToString();
    }

    public static string Write(IManifestWriter writer, IReadOnlyList<SloDefinition> definitions, ManifestOptions options)
    {
        using var text = new StringWriter();
        writer.Write(definitions, options, text);
        return text.ToString();
    }
}
