using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Tests.Manifests.Exact;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests;

/// <summary>What vmalert of VictoriaMetrics says to the rules that are exported.</summary>
public sealed class VmalertTests
{
    [Theory]
    [InlineData("PrometheusRule", RuleFlavor.Exact)]
    [InlineData("PrometheusRule", RuleFlavor.Sloth)]
    [InlineData("PrometheusOperator", RuleFlavor.Exact)]
    [InlineData("PrometheusOperator", RuleFlavor.Sloth)]
    [InlineData("VMRule", RuleFlavor.Exact)]
    [InlineData("VMRule", RuleFlavor.Sloth)]
    public void Every_exported_file_is_taken(string format, RuleFlavor flavor)
    {
        var options = new ManifestOptions
        {
            Flavor = flavor,
            RuleLabels = new Dictionary<string, string> { ["cluster"] = "eu" },
            GrafanaUri = new Uri("https://grafana.example/{{x}}"),
        };
        var folder = Directory.CreateTempSubdirectory("vmalert-");
        try
        {
            foreach (var (name, definition) in ExactSamples.All)
            {
                using var text = new StringWriter();
                ManifestFormats.FindWriter(format)!.Write([definition], options, text);
                File.WriteAllText(Path.Combine(folder.FullName, name + ".yaml"), Groups(text.ToString()));
            }

            var (code, output) = DryRun(Path.Combine(folder.FullName, "*.yaml"));
            Assert.True(code == 0, output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("expr: sum(")]
    [InlineData("expr: up\n    labels: { a: '{{ $labels.x' }")]
    [InlineData("expression: up")]
    public void Other_rules_are_refused(string rest)
    {
        var folder = Directory.CreateTempSubdirectory("vmalert-");
        try
        {
            var file = Path.Combine(folder.FullName, "rules.yaml");
            File.WriteAllText(file, $"groups:\n- name: g\n  rules:\n  - alert: A\n    {rest}\n");
            Assert.NotEqual(0, DryRun(file).Code);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (int Code, string Output) DryRun(string files) =>
        Promtool.Run(Promtool.Find("vmalert", "victoria-metrics"), ["-dryRun", "-rule=" + files]);

    // An object of an operator has the groups in its spec, two columns further in.
    private static string Groups(string text)
    {
        var lines = text.Split('\n').SkipWhile(l => l.Trim() != "groups:").ToArray();
        var indent = lines[0].Length - lines[0].TrimStart().Length;
        return string.Join('\n', lines.Select(l => l.Length < indent ? l : l[indent..]));
    }
}
