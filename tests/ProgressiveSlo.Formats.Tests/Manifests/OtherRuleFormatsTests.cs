using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Tests.Manifests.Exact;
using ProgressiveSlo.Formats.Tests.Migration.Inventory;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests;

/// <summary>Rules in the documents of VictoriaMetrics' operator and of rulers of Mimir and Cortex.</summary>
public sealed class OtherRuleFormatsTests
{
    public static TheoryData<string, RuleFlavor> All =>
        new()
        {
            { "VMRule", RuleFlavor.Exact },
            { "VMRule", RuleFlavor.Sloth },
            { "MimirRule", RuleFlavor.Exact },
            { "MimirRule", RuleFlavor.Sloth },
        };

    [Theory]
    [MemberData(nameof(All))]
    public void What_is_written_reads_back(string format, RuleFlavor flavor)
    {
        foreach (var sample in ExactSamples.All.Values)
        {
            // Rules of Sloth do not say all of a definition.
            if (flavor == RuleFlavor.Sloth && sample.Indicator is QueryIndicator)
                continue;
            var text = Write(format, [sample], flavor);
            var result = ManifestImporter.ReadText(text);
            Assert.Empty(result.Problems);
            var definition = Assert.Single(result.Definitions);
            Assert.Empty(definition.Losses);
            Assert.Equal(format, definition.Source!.Format);
            if (flavor == RuleFlavor.Exact)
                Assert.Equal(sample, definition);
            Assert.Empty(ManifestImporter.ReadText(text, format).Problems);
            Assert.NotEmpty(ManifestImporter.ReadText(text, "PrometheusRule").Problems);
        }
    }

    [Theory]
    [InlineData("VMRule")]
    [InlineData("MimirRule")]
    public void The_rules_are_those_of_a_rule_file(string format)
    {
        var sample = ExactSamples.All["ratio"];
        static string Rules(string text) =>
            string.Join('\n', text[text.IndexOf("groups:", StringComparison.Ordinal)..].Split('\n').Select(l => l.Trim()));
        Assert.Equal(Rules(Write("PrometheusRule", [sample])), Rules(Write(format, [sample])));
    }

    [Fact]
    public void A_VMRule_is_an_object()
    {
        var text = Write("VMRule", [ExactSamples.All["ratio"]]);
        Assert.Contains(
            "---\napiVersion: operator.victoriametrics.com/v1beta1\nkind: VMRule\nmetadata:\n  name: checkout\n",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("\nspec:\n  groups:\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_a_ruler_has_its_namespace()
    {
        var text = Write("MimirRule", [ExactSamples.All["ratio"]]);
        Assert.Contains("\nnamespace: checkout\ngroups:\n", "\n" + text, StringComparison.Ordinal);
        var other = Assert.Single(
            ManifestImporter
                .ReadText(text.Replace("namespace: checkout\ngroups", "namespace: team-a\ngroups", StringComparison.Ordinal))
                .Definitions
        );
        Assert.Equal("namespace", Assert.Single(other.Losses).Field);
    }

    [Fact]
    public void An_inventory_has_one_item_for_rules_in_either_form()
    {
        foreach (var format in new[] { "VMRule", "MimirRule" })
        {
            var inventory = Inventories.Read(Write(format, [ExactSamples.All["ratio"]]));
            Assert.Equal("requests", Assert.Single(inventory.Items).Name);
        }
    }

    private static string Write(string format, SloDefinition[] definitions, RuleFlavor flavor = RuleFlavor.Exact)
    {
        using var text = new StringWriter();
        Assert.DoesNotContain(
            ManifestFormats.FindWriter(format)!.Write(definitions, new ManifestOptions { Flavor = flavor }, text),
            l => flavor == RuleFlavor.Exact && !l.Field.StartsWith("alertSettings", StringComparison.Ordinal)
        );
        return text.ToString();
    }
}
