using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Tests.Manifests.Exact;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests;

/// <summary>How long alerts wait and go on, and how groups of rules are evaluated.</summary>
public sealed class AlertTimeTests
{
    private static readonly AlertSettings _all = new()
    {
        For = TimeSpan.FromMinutes(2),
        KeepFiringFor = TimeSpan.FromMinutes(10),
        Severities = [new SeverityAlerts("critical") { For = TimeSpan.FromMinutes(1), KeepFiringFor = TimeSpan.FromMinutes(5) }],
        Group = new RuleGroupSettings
        {
            Interval = TimeSpan.FromSeconds(30),
            QueryOffset = TimeSpan.FromMinutes(1),
            Labels = new Dictionary<string, string> { ["cluster"] = "eu" },
        },
    };

    public static TheoryData<string> Keeping => ["SloDev", "OpenSlo", "PrometheusRule", "PrometheusOperator", "VMRule", "MimirRule"];

    [Theory]
    [MemberData(nameof(Keeping))]
    public void A_format_with_a_place_keeps_them(string format)
    {
        var definition = Make(_all);
        var (text, losses) = Write(format, definition);
        Assert.DoesNotContain(losses, l => l.Field.StartsWith("alertSettings", StringComparison.Ordinal));
        var again = Assert.Single(ManifestImporter.ReadText(text).Definitions);
        Assert.Empty(again.Losses);
        Assert.Equal(_all, again.AlertSettings);
    }

    [Theory]
    [InlineData("Sloth")]
    [InlineData("SlothOperator")]
    [InlineData("Pyrra")]
    public void A_format_without_a_place_names_each(string format) =>
        Assert.Superset(
            new HashSet<string> { "alertSettings.for", "alertSettings.keepFiringFor", "alertSettings.group" },
            Write(format, Make(_all)).Losses.Select(l => l.Field).ToHashSet()
        );

    [Fact]
    public void Rules_of_Sloth_have_no_place_either()
    {
        using var text = new StringWriter();
        var losses = ManifestFormats
            .FindWriter("PrometheusRule")!
            .Write([Make(_all)], new ManifestOptions { Flavor = RuleFlavor.Sloth }, text);
        Assert.Contains(losses, l => l.Field == "alertSettings.for");
    }

    [Fact]
    public void Rules_say_them_in_the_words_of_Prometheus()
    {
        var text = Write("PrometheusRule", Make(_all)).Text;
        Assert.Equal(1, Count(text, "    for: '1m'\n    keep_firing_for: '5m'\n"));
        Assert.Equal(1, Count(text, "    for: '2m'\n    keep_firing_for: '10m'\n"));
        Assert.Equal(3, Count(text, "  interval: '30s'\n  query_offset: '1m'\n  labels:\n    cluster: eu\n"));
        Assert.Equal(1, Count(text, "  interval: '3m'\n  query_offset: '1m'\n"));
        Assert.Equal(4, Count(Write("VMRule", Make(_all)).Text, "eval_delay: '1m'\n"));

        // Labels of the group are on recorded series, and not on those of the queries.
        Assert.Contains("sum without (cluster, slo_id, slo_name, slo_service)", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("interval: '30s'", "interval: '45s'")]
    [InlineData("query_offset: '1m'", "query_offset: '2m'")]
    [InlineData("labels:\n    cluster: eu", "labels:\n    cluster: us")]
    public void A_change_by_hand_is_a_loss(string right, string wrong)
    {
        var text = Write("PrometheusRule", Make(_all)).Text;
        var at = text.IndexOf(right, StringComparison.Ordinal);
        text = text.Remove(at, right.Length).Insert(at, wrong);
        Assert.NotEmpty(Assert.Single(ManifestImporter.ReadText(text).Definitions).Losses);
    }

    [Fact]
    public void An_interval_that_leaves_gaps_and_a_label_that_names_the_SLO_are_refused()
    {
        foreach (
            var group in new[]
            {
                new RuleGroupSettings { Interval = TimeSpan.FromMinutes(5) },
                new RuleGroupSettings { Labels = new Dictionary<string, string> { ["slo_id"] = "x" } },
            }
        )
        {
            var refusal = Assert.Throws<ManifestNotWritableException>(() =>
                Write("PrometheusRule", Make(new AlertSettings { Group = group }))
            );
            Assert.StartsWith("alertSettings.group.", refusal.Problem.Field, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("p1", "page_alert", false)]
    [InlineData("SEV1", "page_alert", false)]
    [InlineData("p3", "page_alert", true)]
    public void The_first_of_numbered_severities_is_a_page_of_Sloth(string severity, string key, bool isDisabled)
    {
        var definition = ExactSamples.Make(
            RatioIndicator.Default,
            alerts: [new(severity, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4m)]
        );
        var text = Write("Sloth", definition).Text;
        Assert.Equal(isDisabled, text.Contains(key + ":\n      disable: true", StringComparison.Ordinal));
    }

    [Fact]
    public void OpenSLO_has_a_place_for_the_wait()
    {
        var text = Write("OpenSlo", Make(_all)).Text;
        Assert.Contains("alertAfter: 1m", text, StringComparison.Ordinal);
        Assert.Contains("alertAfter: 2m", text, StringComparison.Ordinal);
    }

    private static SloDefinition Make(AlertSettings settings) => ExactSamples.Make(RatioIndicator.Default, settings: settings);

    private static int Count(string text, string part) =>
        (text.Length - text.Replace(part, "", StringComparison.Ordinal).Length) / part.Length;

    private static (string Text, IReadOnlyList<ConversionLoss> Losses) Write(string format, SloDefinition definition)
    {
        using var text = new StringWriter();
        var losses = ManifestFormats.FindWriter(format)!.Write([definition], ManifestOptions.Default, text);
        return (text.ToString(), losses);
    }
}
