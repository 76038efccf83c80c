using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Manifests.Sloth;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.OpenSlo;

/// <summary>Forms of OpenSLO documents that people write: open references, no window, other versions, other words.</summary>
public sealed class OpenSloFormsTests
{
    private const string V2 = """
        - apiVersion: openslo.com/v2alpha
          kind: DataSource
          metadata: {name: main}
          spec:
            type: prometheus
            connectionDetails: {url: http://prometheus.example}
        - apiVersion: openslo.com/v2alpha
          kind: SLO
          metadata:
            name: web-answers
            labels: {env: prod, example.org/team: web}
          spec:
            description: Answers
            serviceRef: web
            sli:
              metadata: {name: web-answers}
              spec:
                ratioMetric:
                  counter: true
                  good:
                    dataSourceRef: main
                    spec: {query: 'sum(http_requests{code!~"5.."})'}
                  total:
                    dataSourceSpec:
                      type: Prometheus
                      connectionDetails: {url: http://prometheus.example}
                    spec: {query: sum(http_requests)}
            timeWindow: [{duration: 4w, isRolling: true}]
            budgetingMethod: Occurrences
            objectives: [{displayName: web-answers target, target: 0.995}]
        """;

    [Theory]
    [InlineData("shared-policy", "")]
    [InlineData("basket-fast-brun", "ReferenceUnknown")]
    public void A_policy_that_is_not_there_is_a_loss_whatever_else_the_file_defines(string name, string code)
    {
        var text = OpenSloTexts.Slo.With("budgetingMethod", "budgetingMethod: Occurrences", "alertPolicies:", $"- alertPolicyRef: {name}");
        var result = OpenSloTexts.Read(text + OpenSloTexts.Break + OpenSloTexts.Policy);
        Assert.Empty(result.Problems);
        var loss = Assert.Single(Assert.Single(result.Definitions).Losses);
        Assert.Equal(("spec.alertPolicies[0]", code), (loss.Field, loss.Code));
        Assert.Equal(code.Length > 0, loss.Message.Contains("Did you mean 'basket-fast-burn'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("shop", "shop")]
    [InlineData("", "")]
    [InlineData("\\uDB40\\uDC41", null)]
    [InlineData("\\u200b", null)]
    [InlineData("a\\u202eb", null)]
    [InlineData(" ", null)]
    public void A_namespace_that_shows_nothing_or_does_not_print_is_a_loss(string written, string? read)
    {
        var text = OpenSloTexts.Slo.With(
            "example.org/runbook",
            "example.org/runbook: https://runbooks.example.org/basket",
            $"slo.dev/namespace: \"{written}\""
        );
        var definition = Assert.Single(OpenSloTexts.Read(text).Definitions);
        Assert.Equal(read, definition.Namespace);
        Assert.Equal(read is null, definition.Losses.Any(l => l.Field == "metadata.annotations.slo.dev/namespace"));
    }

    [Fact]
    public void A_condition_and_a_target_that_are_not_there_are_losses()
    {
        var policy =
            OpenSloTexts.Policy[..OpenSloTexts.Policy.IndexOf("  conditions:", StringComparison.Ordinal)]
            + "  conditions:\n    - conditionRef: elsewhere\n  notificationTargets:\n    - targetRef: elsewhere\n";
        var other = """
            apiVersion: openslo/v1
            kind: AlertNotificationTarget
            metadata: {name: pager}
            spec: {target: pager}

            """;
        var text = OpenSloTexts.Slo.With(
            "budgetingMethod",
            "budgetingMethod: Occurrences",
            "alertPolicies:",
            "- alertPolicyRef: basket-fast-burn"
        );
        var result = OpenSloTexts.Read(text + OpenSloTexts.Break + policy + OpenSloTexts.Break + other);
        Assert.Empty(result.Problems);
        Assert.NotEmpty(Assert.Single(result.Definitions).Losses);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  timeWindows: []\n")]
    public void The_first_version_without_a_window_has_the_default_or_the_one_that_is_given(string windows)
    {
        var at = OpenSloTexts.Alpha.IndexOf("  timeWindows:", StringComparison.Ordinal);
        var definition = Assert.Single(OpenSloTexts.Read(OpenSloTexts.Alpha[..at] + windows).Definitions);
        Assert.Equal(TimeSpan.FromDays(30), definition.Window);
        Assert.Equal("spec.timeWindows", Assert.Single(definition.Losses).Field);

        var given = SlothPeriod.Apply(definition, TimeSpan.FromDays(28));
        Assert.Equal(TimeSpan.FromDays(28), given.Window);
        Assert.Empty(given.Losses);
        var stated = Assert.Single(OpenSloTexts.Read(OpenSloTexts.Alpha).Definitions);
        Assert.Same(stated, SlothPeriod.Apply(stated, TimeSpan.FromDays(7)));
    }

    [Theory]
    [InlineData("type: prometheus", 0)]
    [InlineData("metricSourceRef: elsewhere", 4)]
    public void A_query_may_stand_under_the_name_of_its_language(string source, int losses)
    {
        var text = OpenSloTexts
            .Slo.With("query: sum(rate(basket_requests_total{", "promql: sum(rate(basket_errors_total[{{.window}}]))")
            .With("query: sum(rate(basket_requests_total[", "promql: sum(rate(basket_requests_total[{{.window}}]))")
            .With("type: prometheus", source);
        var definition = Assert.Single(OpenSloTexts.Read(text).Definitions);
        Assert.Equal(SloIndicator.Prometheus, definition.Indicator.DataSource);
        Assert.Equal("sum(rate(basket_errors_total[{{.window}}]))", definition.Indicator.Queries!.Bad);
        Assert.Equal(losses, definition.Losses.Count);
    }

    [Fact]
    public void The_second_version_is_read()
    {
        var result = ManifestImporter.ReadText(V2);
        Assert.Empty(result.Problems);
        var definition = Assert.Single(result.Definitions);
        Assert.Equal(
            ("web-answers", "web", 0.995m, TimeSpan.FromDays(28)),
            (definition.Name, definition.Service, definition.Target, definition.Window)
        );
        Assert.Equal(SloIndicator.Prometheus, definition.Indicator.DataSource);
        Assert.Equal("sum(rate(http_requests[{{.window}}]))", definition.Indicator.Queries!.Total);
        Assert.Equal("openslo.com/v2alpha", definition.Source!.ApiVersion);
        Assert.Equal("web", definition.Labels["example.org/team"]);
        Assert.All(definition.Losses, l => Assert.Contains("dataSource", l.Field, StringComparison.Ordinal));
        Assert.Equal(2, definition.Losses.Count);
    }

    [Theory]
    [InlineData("sli:", "indicator:")]
    [InlineData("dataSourceRef: main", "metricSourceRef: main")]
    [InlineData("sli:", "sliRef: elsewhere\n    x:")]
    public void Words_of_the_first_version_are_errors_in_the_second(string right, string wrong) =>
        Assert.NotEmpty(ManifestImporter.ReadText(V2.Replace(right, wrong, StringComparison.Ordinal)).Problems);

    [Fact]
    public void Objectives_of_several_indicators_are_named_by_them()
    {
        var indicator = OpenSloTexts.Slo[
            OpenSloTexts.Slo.IndexOf("  indicator:", StringComparison.Ordinal)..OpenSloTexts.Slo.IndexOf(
                "  timeWindow:",
                StringComparison.Ordinal
            )
        ];
        var deeper = string.Join('\n', indicator.TrimEnd().Split('\n').Select(l => "    " + l));
        var text =
            OpenSloTexts.Slo.Replace(indicator, "", StringComparison.Ordinal).TrimEnd()
            + $"\n{deeper}\n    - target: 0.9\n{deeper.Replace("basket-requests", "basket-others", StringComparison.Ordinal)}\n";
        var result = OpenSloTexts.Read(text);
        Assert.Empty(result.Problems);
        Assert.Equal(["basket-availability-basket-requests", "basket-availability-basket-others"], result.Definitions.Select(d => d.Name));
    }

    [Fact]
    public void What_a_service_says_of_itself_is_a_loss_of_its_SLOs()
    {
        const string Service =
            "apiVersion: openslo/v1\nkind: Service\nmetadata: {name: basket, displayName: Baskets}\nspec: {description: All}\n";
        var definition = Assert.Single(OpenSloTexts.Read(OpenSloTexts.Slo + OpenSloTexts.Break + Service).Definitions);
        var loss = Assert.Single(definition.Losses);
        Assert.Equal("spec.service", loss.Field);
        Assert.Contains("displayName, description", loss.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("n9/v1alpha", "SLO", "Nobl9")]
    [InlineData("sre.google.com/v2", "ServiceLevelObjective", "slo-generator")]
    [InlineData("ricoberger.de/v1alpha1", "SLO", "ricoberger")]
    [InlineData("monitoring.spotahome.com/v1alpha1", "ServiceLevel", "Spotahome")]
    public void Documents_of_other_tools_are_named(string version, string kind, string tool)
    {
        var problem = Assert.Single(ManifestImporter.ReadText($"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: x}}\n").Problems);
        Assert.Contains(tool, problem.Problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Did you mean", problem.Problem.Fix, StringComparison.Ordinal);
    }
}
