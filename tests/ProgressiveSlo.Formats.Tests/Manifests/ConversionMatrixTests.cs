using System.Text.RegularExpressions;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Export;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests;

/// <summary>
/// Every format into every other, leaf by leaf: a scalar of a document is changed, and either what is written changes with it or a loss
/// names it. What does neither is lost in silence.
/// </summary>
public sealed class ConversionMatrixTests
{
    // What says nothing of an SLO. Each row is a path, or its end, and why.
    private static readonly (string Format, string Path, string Reason)[] _meaningless =
    [
        ("", "apiVersion", "the form of the document"),
        ("", "kind", "the form of the document"),
        ("", "version", "the form of the document"),
        ("", "metadata.labels.app.kubernetes.io/managed-by", "names the tool that wrote the object, and who writes it again says so"),
        ("", "metadata.labels.app.kubernetes.io/component", "as managed-by"),
        ("OpenSlo", "spec.alertPolicies.metadata.name", "names a part inside of the SLO, to which nothing outside can refer"),
        ("OpenSlo", "spec.alertPolicies.spec.conditions.metadata.name", "as the name of the policy"),
        ("OpenSlo", "spec.indicator.metadata.name", "as the name of the policy"),
    ];

    private static readonly string[] _fixtures = ["pyrra", "sloth", "openslo"];
    private static readonly string[] _golden = ["Sloth", "Pyrra", "OpenSlo"];
    private static readonly Regex _severity = new("^(alertSettings\\.severities)\\..*$", RegexOptions.CultureInvariant);
    private static readonly Regex _index = new("\\[[0-9]+\\]", RegexOptions.CultureInvariant);

    public static TheoryData<string> Sources => [.. Files().Keys];

    [Theory]
    [MemberData(nameof(Sources))]
    public void No_leaf_is_lost_in_silence(string source)
    {
        var leaves = new SpecLeaves(File.ReadAllText(Files()[source]));
        var before = Conversion.Of(leaves.Text())!;
        var silent = new List<string>();
        var changed = 0;
        foreach (var (path, node) in leaves.All)
        {
            var value = node.Value!;
            Conversion? after = null;
            foreach (var other in SpecLeaves.Others(value).Where(o => o != value))
            {
                node.Value = other;
                if ((after = Conversion.Of(leaves.Text())) is not null)
                    break;
            }

            if (after is not null)
            {
                changed++;
                var format = before.Format;
                if (!_meaningless.Any(m => (m.Format.Length == 0 || m.Format == format) && IsAt(path, m.Path)))
                    silent.AddRange(
                        before
                            .Silent(after, IsOfPolicy(leaves.KindOf(node)) ? "spec.alertPolicies" : path)
                            .Select(f => $"{f}: {path}: {value} -> {node.Value}")
                    );
            }

            node.Value = value;
        }

        Assert.True(silent.Count == 0, $"{silent.Count} lost in silence:\n{string.Join('\n', silent)}");
        Assert.True(changed > leaves.All.Count / 2, $"Only {changed} of {leaves.All.Count} leaves took another value.");
    }

    private static Dictionary<string, string> Files()
    {
        var golden = Path.Combine(AppContext.BaseDirectory, "Golden");
        return _fixtures
            .SelectMany(f => Fixtures.Own.Files(f, "*.*").Select(p => (f + "/" + Path.GetFileName(p), p)))
            .Concat(
                _golden
                    .Select(f => Path.Combine(golden, f))
                    .SelectMany(d => Directory.GetFiles(d, "*.y*ml"))
                    .Append(Path.Combine(golden, "slo-dev.yaml"))
                    .Select(p => (Path.GetRelativePath(golden, p).Replace('\\', '/'), p))
            )
            // Rules are many leaves that say one thing; what was changed in them by hand is compared elsewhere.
            .Where(f => !IsRules(f.Item2) && Conversion.Of(File.ReadAllText(f.Item2)) is not null)
            .OrderBy(f => f.Item1, StringComparer.Ordinal)
            .ToDictionary(f => f.Item1, f => f.Item2);
    }

    private static bool IsRules(string file) =>
        File.ReadLines(file).Any(l => l.TrimStart().StartsWith("groups:", StringComparison.Ordinal));

    private static bool IsAt(string path, string end) => path == end || path.EndsWith("." + end, StringComparison.Ordinal);

    // Policies of a file belong to the SLOs that refer to them, and losses stand where the reference does.
    private static bool IsOfPolicy(string kind) => kind.StartsWith("Alert", StringComparison.Ordinal);

    // Settings of a severity have its name in their field.
    private static string Plain(string field) => _severity.Replace(_index.Replace(field, ""), "$1");

    private static bool Covers(string field, string path) =>
        field.Length > 0
        && (
            path == field
            || path.StartsWith(field + ".", StringComparison.OrdinalIgnoreCase)
            || field.StartsWith(path + ".", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>A text in every format.</summary>
    private sealed class Conversion
    {
        private readonly IReadOnlyList<SloDefinition> _definitions;
        private readonly Dictionary<string, (string Text, IReadOnlyList<ConversionLoss> Losses)> _written = [];

        private Conversion(IReadOnlyList<SloDefinition> definitions)
        {
            _definitions = definitions;
            foreach (var format in ManifestFormats.WritableNames.Where(IsForm))
            {
                foreach (
                    var flavor in format.Contains("Rule", StringComparison.Ordinal) || format == "PrometheusOperator"
                        ? new[] { RuleFlavor.Exact, RuleFlavor.Sloth }
                        : [RuleFlavor.Exact]
                )
                    _written[format + (flavor == RuleFlavor.Sloth ? " of Sloth" : "")] = Write(format, flavor);
            }
        }

        public string Format => _definitions[0].Source!.Format;

        /// <summary>The conversion of a text that is valid and has SLOs; null for another.</summary>
        public static Conversion? Of(string text)
        {
            var result = ManifestImporter.ReadText(text);
            return result.Problems.Count > 0 || result.Definitions.Count == 0 ? null : new Conversion(result.Definitions);
        }

        /// <summary>The formats in which nothing tells this from the other, and no loss names the leaf that differs.</summary>
        public IEnumerable<string> Silent(Conversion other, string path)
        {
            if (Read(_definitions) != Read(other._definitions) || other.Lost(other._definitions.SelectMany(d => d.Losses), path))
                return [];
            var fields = Differences(other).ToArray();
            return _written
                .Where(w =>
                    other._written[w.Key] is var there
                    && there.Text == w.Value.Text
                    && Said(w.Value.Losses) == Said(there.Losses)
                    && !fields.Any(f => Lost(there.Losses, f))
                )
                .Select(w => w.Key);
        }

        // Dashboards and tests show rules; they are no form of a definition.
        private static bool IsForm(string format) => format is not ("PrometheusRuleTest" or "Grafana" or "GrafanaFleet");

        private static string Read(IEnumerable<SloDefinition> definitions) => Said(definitions.SelectMany(d => d.Losses));

        private static string Said(IEnumerable<ConversionLoss> losses) => string.Join('\n', losses.Select(l => l.ToString()));

        private bool Lost(IEnumerable<ConversionLoss> losses, string path) => losses.Any(l => Covers(Plain(l.Field), path));

        private IEnumerable<string> Differences(Conversion other)
        {
            foreach (var (a, b) in _definitions.Zip(other._definitions))
            {
                if (!Equals(a.ObjectMetadata, b.ObjectMetadata))
                    yield return "objectMetadata";
                if (a.Name != b.Name)
                    yield return "name";
                if (a.Service != b.Service)
                    yield return "service";
                if (a.Namespace != b.Namespace)
                    yield return "namespace";
                if (a.Phase != b.Phase)
                    yield return "phase";
            }

            var (mine, its) = (Leaves(this), Leaves(other));
            foreach (var path in mine.Except(its).Concat(its.Except(mine)).Select(l => l.Split('\n')[0]).Distinct())
            {
                yield return path.Replace("spec.alerting.burnRates", "alerting", StringComparison.Ordinal)
                    .Replace("spec.alerting", "alertSettings", StringComparison.Ordinal)
                    .Replace("metadata.", "", StringComparison.Ordinal)
                    .Replace("spec.", "", StringComparison.Ordinal);
            }
        }

        private static string[] Leaves(Conversion conversion) =>
            [.. new SpecLeaves(conversion._written["SloDev"].Text).All.Select(l => l.Path + "\n" + l.Node.Value)];

        private (string, IReadOnlyList<ConversionLoss>) Write(string format, RuleFlavor flavor)
        {
            var writer = ManifestFormats.FindWriter(format)!;
            var texts = new List<string>();
            var losses = new List<ConversionLoss>();
            foreach (var group in ManifestDocuments.Group(_definitions, writer.Scope))
            {
                try
                {
                    texts.Add(ManifestDocuments.Write(writer, group, new ManifestOptions { Flavor = flavor }, out var lost));
                    losses.AddRange(lost);
                }
                catch (ManifestNotWritableException)
                {
                    // A refusal is an error, and nothing is silent about it.
                    texts.Add(Guid.NewGuid().ToString());
                }
            }

            return (string.Join('\n', texts), losses);
        }
    }
}
