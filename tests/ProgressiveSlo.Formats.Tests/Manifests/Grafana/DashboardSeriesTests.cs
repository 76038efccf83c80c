using System.Text.RegularExpressions;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Grafana;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace ProgressiveSlo.Formats.Tests.Manifests.Grafana;

/// <summary>Dashboards and rules of a flavor agree: each series that a panel asks for is one that a rule records.</summary>
public sealed class DashboardSeriesTests
{
    [Theory]
    [InlineData(RuleFlavor.Exact)]
    [InlineData(RuleFlavor.Sloth)]
    public void Every_series_of_a_panel_is_recorded(RuleFlavor flavor)
    {
        foreach (
            var definitions in new SloDefinition[][]
            {
                Samples.Service,
                [Samples.Strange],
                [Samples.Grouped],
                [Samples.Phase(0)],
                [Samples.Phase(1)],
                [Samples.Phase(3)],
            }
        )
        {
            var rules = Rules(flavor, definitions);
            foreach (
                var dashboard in new[]
                {
                    DashboardFile.Write(new GrafanaWriter(), flavor, definitions),
                    DashboardFile.Write(new GrafanaFleetWriter(), flavor, definitions),
                }
            )
            {
                foreach (
                    var selector in dashboard
                        .Targets.SelectMany(t => Selectors(PromQlParser.Parse(dashboard.Query(t))))
                        .Where(s => s.Name != "ALERTS")
                )
                    Assert.True(
                        rules.Any(r => r.Name == selector.Name && selector.Conditions.All(c => Holds(c.Matcher, r.Labels))),
                        "not recorded: " + PromQlPrinter.Print(selector)
                    );
            }
        }
    }

    [Theory]
    [InlineData(RuleFlavor.Exact, "slo_info", "target", "0.999")]
    [InlineData(RuleFlavor.Sloth, "sloth_slo_info", "sloth_objective", "99.9")]
    public void Phase_and_target_are_labels_of_the_info_series(RuleFlavor flavor, string metric, string label, string target)
    {
        var info = Rules(flavor, [Samples.Phase(2)]).Single(r => r.Name == metric);
        Assert.Equal("production_ready", info.Labels["phase"]);
        Assert.Equal(target, info.Labels[label]);
    }

    private static (string Name, Dictionary<string, string> Labels)[] Rules(RuleFlavor flavor, SloDefinition[] definitions)
    {
        using var text = new StringWriter();
        ManifestFormats.FindWriter("PrometheusRule")!.Write(definitions, ManifestOptions.Default with { Flavor = flavor }, text);
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text.ToString()));
        return ((YamlSequenceNode)yaml.Documents[0].RootNode["groups"])
            .SelectMany(g => (YamlSequenceNode)g["rules"])
            .OfType<YamlMappingNode>()
            .Where(r => r.Children.ContainsKey("record"))
            .Select(r =>
                (r["record"].ToString(), ((YamlMappingNode)r["labels"]).ToDictionary(l => l.Key.ToString(), l => l.Value.ToString()))
            )
            .ToArray();
    }

    private static IEnumerable<VectorSelector> Selectors(PromQlNode node) =>
        node.Children.SelectMany(Selectors).Concat(node is VectorSelector selector ? [selector] : []);

    private static bool Holds(LabelMatcher condition, Dictionary<string, string> labels)
    {
        var value = labels.GetValueOrDefault(condition.Label, "");
        return condition.Operator switch
        {
            "=" => value == condition.Value,
            "!=" => value != condition.Value,
            "=~" => Regex.IsMatch(value, $"^(?:{condition.Value})$"),
            _ => throw new NotSupportedException(condition.ToString()),
        };
    }
}
