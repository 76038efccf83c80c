using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Exact;

/// <summary>What slo_info says of a definition, and what is said where somebody changed it.</summary>
public sealed class ExactInfoTests
{
    private const string Again = "Export the plan or the definition again.";

    [Theory]
    [InlineData("target: '0.999'", "target: '0'", "The label target is not a target. Write a ratio between 0 and 1, for example 0.999.")]
    [InlineData("target: '0.999'", "target: '1'", "The label target is not a target. Write a ratio between 0 and 1, for example 0.999.")]
    [InlineData("target: '0.999'", "target: '-0.5'", "The label target is not a target. Write a ratio between 0 and 1, for example 0.999.")]
    [InlineData("target: '0.999'", "target: '9e-1'", "The label target is not a target. Write a ratio between 0 and 1, for example 0.999.")]
    [InlineData("window: '30d'", "window: month", "The label window is not a duration. Write it as Prometheus does, for example 30d.")]
    [InlineData("alert_settings: '{", "alert_settings: '", "The label alert_settings is not what an export writes. " + Again)]
    [InlineData(
        "slo_name: requests\n      slo_namespace: shop\n      revision",
        "slo_name: \"re\\u0007quests\"\n      slo_namespace: shop\n      revision",
        "The label slo_name has characters that do not print. Write one line of plain text."
    )]
    [InlineData(
        "      revision",
        "      phase: \"a\\nb\"\n      revision",
        "The label phase has characters that do not print. Write one line of plain text."
    )]
    public void A_label_that_no_export_writes_is_a_problem(string right, string wrong, string expected)
    {
        var text = ExactSamples.Write(ExactSamples.All["ratio"]);
        var changed = text.Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        var result = ManifestImporter.ReadText(changed);
        Assert.Empty(result.Definitions);
        Assert.Equal("slo_info: " + expected, result.Problems[0].Problem.ToString());
        Assert.Equal(LineOf(changed, "record: slo_info"), result.Problems[0].Line);
        Assert.Equal(wrong.StartsWith("target", StringComparison.Ordinal) ? "ObjectiveOutOfRange" : "", result.Problems[0].Problem.Code);
    }

    [Theory]
    [InlineData(
        "slo_service: checkout\n      slo_name: requests\n      slo_namespace: shop\n      revision",
        "slo_service: ../x\n      slo_name: requests\n      slo_namespace: shop\n      revision",
        "'../x' is not a service name"
    )]
    [InlineData("      namespace: shop", "      namespace: \"sh\\u0007op\"", "'sh\\u0007op' has characters that do not print")]
    public void A_name_of_a_service_or_namespace_is_checked(string right, string wrong, string expected)
    {
        var text = ExactSamples.Write(ExactSamples.All["ratio"]);
        var changed = text.Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        var result = ManifestImporter.ReadText(changed);
        Assert.Empty(result.Definitions);
        Assert.StartsWith("slo_info: ", result.Problems[0].Problem.ToString(), StringComparison.Ordinal);
        Assert.Contains(expected, result.Problems[0].Problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "record: slo_info",
        "record: slo_inf",
        "groups: The rule slo_info of 'shop/checkout-requests' is missing, and it says what the others do not. " + Again
    )]
    [InlineData(
        "record: slo:events_bad:rate5m",
        "record: bad",
        "slo:events_total:rate5m: Neither slo:events_bad:rate5m nor slo:events_good:rate5m is a rule as an export writes it: a query, "
            + "and 0 where that has no series. "
            + Again
    )]
    [InlineData("expr: sum(rate(http_requests_total[5m]))", "expr: sum(rate(", "slo:events_total:rate5m: The expression is not PromQL: *")]
    public void A_rule_that_is_missing_or_was_rewritten_is_a_problem(string right, string wrong, string expected)
    {
        var text = ExactSamples.Write(ExactSamples.All["ratio"]);
        var changed = text.Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        var result = ManifestImporter.ReadText(changed);
        Assert.Empty(result.Definitions);
        var said = result.Problems[0].Problem.ToString();
        if (expected.EndsWith('*'))
            Assert.StartsWith(expected[..^1], said, StringComparison.Ordinal);
        else
            Assert.Equal(expected, said);
    }

    [Theory]
    [InlineData("ratio_rate5m", "ratio_rate7m", "groups: There is no rule slo:sli_error:ratio_rate5m. " + Again)]
    [InlineData(
        "-Inf < ",
        "0 * ",
        "slo:sli_error:ratio_rate5m: The rule is not as an export writes it, and there is no rule slo:events_total:rate5m. " + Again
    )]
    public void A_ratio_without_events_has_the_rule_of_its_ratio(string right, string wrong, string expected)
    {
        var text = ExactSamples.Write(ExactSamples.All["raw-ratio"]);
        var changed = text.Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        var result = ManifestImporter.ReadText(changed);
        Assert.Empty(result.Definitions);
        Assert.Equal(expected, result.Problems[0].Problem.ToString());
    }

    [Fact]
    public void A_definition_of_a_plan_has_its_name_and_labels_again()
    {
        foreach (var (name, definition) in ExactSamples.All)
        {
            var read = Read(ExactSamples.Write(definition));
            Assert.Equal((name, definition.Name), (name, read.Name));
            Assert.Equal(definition.Labels.OrderBy(l => l.Key), read.Labels.OrderBy(l => l.Key));
            Assert.Equal(definition.Annotations.OrderBy(l => l.Key), read.Annotations.OrderBy(l => l.Key));
            Assert.Equal((definition.Phase, definition.Namespace), (read.Phase, read.Namespace));
        }
    }

    [Theory]
    [InlineData("checkout", "baseline", "true")]
    [InlineData("other", "baseline", "true")]
    [InlineData("checkout", "later", "true")]
    [InlineData("checkout", "baseline", "false")]
    [InlineData(null, "baseline", "true")]
    [InlineData("checkout", null, "true")]
    [InlineData("checkout", "baseline", null)]
    public void Labels_named_as_those_of_a_plan_are_kept_whatever_they_say(string? service, string? phase, string? progressive)
    {
        var labels = new Dictionary<string, string?>
        {
            ["service"] = service,
            ["phase"] = phase,
            ["progressive"] = progressive,
            ["x"] = "y",
        }
            .Where(l => l.Value is not null)
            .ToDictionary(l => l.Key, l => l.Value!);
        foreach (var of in new[] { "baseline", null })
        {
            var definition = new SloDefinition("checkout-availability", "checkout", RatioIndicator.Default, 0.999m, TimeSpan.FromDays(30))
            {
                Phase = of,
                Labels = labels,
            };
            var read = Read(ExactSamples.Write(definition));
            Assert.Equal(labels.OrderBy(l => l.Key), read.Labels.OrderBy(l => l.Key));
            Assert.Empty(read.Losses);
        }
    }

    [Fact]
    public void Fields_have_the_places_of_their_rules()
    {
        var text = ExactSamples.Write(ExactSamples.All["ratio"]);
        var source = Read(text).Source!;
        var expected = new Dictionary<string, string>
        {
            ["name"] = "slo_info",
            ["window"] = "slo_info",
            ["labels"] = "slo_info",
            ["annotations"] = "slo_info",
            ["target"] = "slo:objective:ratio",
            ["indicator"] = "slo:events_total:rate5m",
            ["alerting"] = "CheckoutBurns",
        };
        Assert.Equal(
            expected.OrderBy(e => e.Key),
            source.Locations.Select(l => KeyValuePair.Create(l.Key, l.Value.Field)).OrderBy(e => e.Key)
        );
        Assert.All(
            source.Locations.Values,
            l => Assert.Equal(LineOf(text, (l.Field == "CheckoutBurns" ? "alert: " : "record: ") + l.Field), l.Line)
        );

        // Without events the indicator stands in its ratio.
        Assert.Equal(
            "slo:sli_error:ratio_rate5m",
            Read(ExactSamples.Write(ExactSamples.All["raw-ratio"])).Source!.Locations["indicator"].Field
        );
        Assert.False(
            Read(ExactSamples.Write(ExactSamples.Make(RatioIndicator.Default, alerts: []))).Source!.Locations.ContainsKey("alerting")
        );
    }

    [Fact]
    public void Alerts_of_a_team_that_name_an_SLO_are_not_ours()
    {
        const string Text = "groups:\n- name: a\n  rules:\n  - alert: Mine\n    expr: up == 0\n    labels:\n      slo_id: checkout\n";
        Assert.Empty(ManifestImporter.ReadText(Text).Definitions);
        Assert.DoesNotContain(
            ManifestImporter.ReadText(Text).Problems,
            p => p.Problem.Message.Contains("slo_info", StringComparison.Ordinal)
        );
    }

    private static int LineOf(string text, string words) =>
        text.Split('\n').TakeWhile(l => !l.Contains(words, StringComparison.Ordinal)).Count() + 1;

    private static SloDefinition Read(string text)
    {
        var result = ManifestImporter.ReadText(text);
        Assert.Empty(result.Problems);
        return Assert.Single(result.Definitions);
    }
}
