using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Grafana;
using ProgressiveSlo.Formats.Manifests.OpenSlo;
using ProgressiveSlo.Formats.Manifests.Pyrra;
using ProgressiveSlo.Formats.Manifests.RuleFiles;
using ProgressiveSlo.Formats.Manifests.RuleTests;
using ProgressiveSlo.Formats.Manifests.SloDev;
using ProgressiveSlo.Formats.Manifests.Sloth;

namespace ProgressiveSlo.Formats;

/// <summary>The registry of manifest formats.</summary>
public static class ManifestFormats
{
    private static readonly IManifestWriter[] _writers =
    [
        new SloDevWriter(),
        new OpenSloWriter(),
        new PyrraWriter(),
        new PrometheusRuleWriter(),
        new PrometheusOperatorWriter(),
        new VmRuleWriter(),
        new MimirRuleWriter(),
        new PrometheusRuleTestWriter(),
        new GrafanaWriter(),
        new GrafanaFleetWriter(),
        new SlothWriter(),
        new SlothOperatorWriter(),
    ];

    private static readonly IManifestReader[] _readers =
    [
        new SloDevReader(),
        new OpenSloReader(),
        new SlothReader(),
        new PyrraReader(),
        PrometheusRuleReader.OfFiles,
        PrometheusRuleReader.OfObjects,
        PrometheusRuleReader.OfVmRules,
        PrometheusRuleReader.OfRulers,
        new LokiRuleReader(),
        PrometheusRuleReader.OfValues,
    ];

    /// <summary>Names of the formats that can be written.</summary>
    public static IReadOnlyList<string> WritableNames { get; } = _writers.Select(w => w.Format).ToArray();

    /// <summary>Names of the formats that can be read.</summary>
    public static IReadOnlyList<string> ReadableNames { get; } =
        _readers.Where(r => r.KnownHeads.Count > 0).Select(r => r.Format).Distinct().ToArray();

    internal static IReadOnlyList<IManifestReader> Readers => _readers;

    /// <summary>The writer of that format, or null.</summary>
    /// <param name="name">Name; case does not matter.</param>
    public static IManifestWriter? FindWriter(string name) =>
        _writers.FirstOrDefault(w => string.Equals(w.Format, name, StringComparison.OrdinalIgnoreCase));
}
