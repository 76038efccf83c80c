using System.Globalization;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Manifests.RuleFiles;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests;

/// <summary>Labels that a group gives to its rules (Prometheus 3.0) are labels of the SLOs in it.</summary>
public sealed class GroupLabelImportTests
{
    [Theory]
    [InlineData("team: pay", "pay")]
    [InlineData("{team: pay, tier: '1'}", "pay")]
    [InlineData("team: \"pay\"", "pay")]
    public void Rules_of_Sloth_have_the_labels_of_their_groups(string labels, string expected)
    {
        var definition = Assert.Single(ManifestImporter.ReadText(WithLabels(Rules(), labels)).Definitions);
        Assert.Equal(expected, definition.Labels["team"]);
        Assert.DoesNotContain(definition.Losses, l => l.Field.EndsWith(".labels", StringComparison.Ordinal));
    }

    [Fact]
    public void A_label_of_the_rule_stands_before_that_of_its_group()
    {
        var own = Rules().Replace("    labels:\n", "    labels:\n      team: mine\n", StringComparison.Ordinal);
        Assert.Contains("team: mine", own, StringComparison.Ordinal);
        var definition = Assert.Single(ManifestImporter.ReadText(WithLabels(own, "team: pay")).Definitions);
        Assert.Equal("mine", definition.Labels["team"]);
    }

    [Theory]
    [InlineData("rules-ratio")]
    [InlineData("rules-latency")]
    public void Rules_of_Pyrra_have_the_labels_of_their_groups(string golden)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "Pyrra", golden + ".yaml"));
        var definition = Assert.Single(ManifestImporter.ReadText(WithLabels(text, "squad: pay")).Definitions);
        Assert.Equal("pay", definition.Labels["squad"]);
    }

    private static string WithLabels(string text, string labels) =>
        string.Join(
            '\n',
            text.Split('\n')
                .Select(l =>
                    l.TrimStart() == "rules:"
                        ? l.Replace("rules:", "labels: " + (labels[0] == '{' ? labels : "{" + labels + "}"), StringComparison.Ordinal)
                            + "\n"
                            + l
                        : l
                )
        );

    private static string Rules()
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        new PrometheusRuleWriter().Write(
            [
                new SloDefinition(
                    "requests",
                    "shop",
                    QueryIndicator.FromBad("sum(rate(e[{{.window}}]))", "sum(rate(a[{{.window}}]))"),
                    0.99m,
                    TimeSpan.FromDays(30)
                ),
            ],
            new ManifestOptions { Flavor = RuleFlavor.Sloth },
            text
        );
        return text.ToString();
    }
}
