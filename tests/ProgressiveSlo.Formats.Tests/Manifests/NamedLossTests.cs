using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests;

/// <summary>What a definition has no place for is named, and what it has a place for is kept.</summary>
public sealed class NamedLossTests
{
    [Fact]
    public void The_description_of_a_slo_dev_document_is_that_of_the_SLO()
    {
        var definition = Read(SloDev().Replace("SLO for shop", "What customers see", StringComparison.Ordinal));
        Assert.Equal("What customers see", definition.Description);
        Assert.Empty(definition.Losses);
        Assert.Null(Read(SloDev()).Description);
    }

    [Theory]
    [InlineData("name: shop-requests", "name: shop-requests\n  annotations: {description: Another sentence}", "spec.description")]
    [InlineData("availability target", "Three nines", "spec.objectives[0].displayName")]
    [InlineData("enabled: true", "enabled: false", "spec.alerting.burnRates")]
    public void What_a_slo_dev_document_says_beside_its_SLO_is_a_loss(string right, string other, string field)
    {
        Assert.Empty(Read(SloDev()).Losses);
        var text = SloDev().Replace("SLO for shop", field == "spec.description" ? "A sentence" : "SLO for shop", StringComparison.Ordinal);
        Assert.Equal(field, Assert.Single(Read(text.Replace(right, other, StringComparison.Ordinal)).Losses).Field);
    }

    [Theory]
    [InlineData("name: page # target", "name: pager", "spec.alertPolicies[0].spec.notificationTargets")]
    [InlineData("target: page # whom", "target: mail", "spec.alertPolicies[0].spec.notificationTargets")]
    [InlineData("alertWhenNoData: true # first", "alertWhenNoData: false", "spec.alertPolicies[0].spec.alertWhenNoData")]
    [InlineData("alertWhenNoData: true # second", "alertWhenNoData: false", "spec.alertPolicies[1].spec.alertWhenNoData")]
    public void What_a_policy_of_OpenSLO_says_beside_its_alert_is_a_loss(string right, string other, string field)
    {
        var before = Read(OpenSlo()).Losses;
        Assert.DoesNotContain(before, l => l.Field == field);
        var after = Read(OpenSlo().Replace(right, other, StringComparison.Ordinal)).Losses;
        Assert.Equal(field, Assert.Single(after.Except(before)).Field);
    }

    [Fact]
    public void A_note_that_contradicts_all_policies_is_followed_and_that_is_a_loss()
    {
        var text = OpenSlo().Replace("alertWhenNoData: true", "alertWhenNoData: false", StringComparison.Ordinal);
        Assert.DoesNotContain(Read(text).Losses, l => l.Message.Contains("followed", StringComparison.Ordinal));
        var noted = Read(
            text.Replace(
                "name: shop-requests",
                "name: shop-requests, annotations: {slo.dev/alert-settings: '{\"absent\":true}'}",
                StringComparison.Ordinal
            )
        );
        Assert.True(noted.AlertSettings.Absent);
        Assert.Contains(noted.Losses, l => l.Field == "spec.alertPolicies[0].spec.alertWhenNoData");
    }

    private static SloDefinition Read(string text)
    {
        var result = ManifestImporter.ReadText(text);
        Assert.Empty(result.Problems);
        return Assert.Single(result.Definitions);
    }

    private static string SloDev() =>
        """
            apiVersion: slo.dev/v1
            kind: ServiceLevelObjective
            metadata:
              name: shop-requests
            spec:
              service: shop
              description: SLO for shop
              indicator:
                type: ratio
                ratio:
                  good: {metric: requests_total, filters: ['code !~ "5.."']}
                  total: {metric: requests_total}
              objectives:
              - {displayName: availability target, window: 30d, target: 0.999}
              alerting:
                enabled: true
                burnRates:
                - {severity: critical, shortWindow: 5m, longWindow: 1h, burnRate: 14.4}
            """;

    private static string OpenSlo() =>
        """
            apiVersion: openslo/v1
            kind: SLO
            metadata: {name: shop-requests}
            spec:
              service: shop
              indicator:
                metadata: {name: shop-requests}
                spec:
                  ratioMetric:
                    bad: {metricSource: {type: Prometheus, spec: {query: 'sum(rate(errors_total[{{.window}}]))'}}}
                    total: {metricSource: {type: Prometheus, spec: {query: 'sum(rate(requests_total[{{.window}}]))'}}}
              timeWindow: [{duration: 30d, isRolling: true}]
              budgetingMethod: Occurrences
              objectives: [{target: 0.999}]
              alertPolicies:
            """
        + Policy("page", "1h", " # first")
        + Policy("ticket", "6h", " # second");

    private static string Policy(string severity, string window, string mark) =>
        $$"""

              - kind: AlertPolicy
                metadata: { name: {{severity}}-burn }
                spec:
                  alertWhenNoData: true{{mark}}
                  alertWhenBreaching: true
                  conditions:
                  - kind: AlertCondition
                    metadata: {name: {{severity}}-burn, annotations: {slo.dev/short-window: 5m} }
                    spec:
                      severity: {{severity}}
                      condition: {kind: burnrate, op: gt, threshold: 6, lookbackWindow: {{window}} }
                  notificationTargets:
                  - kind: AlertNotificationTarget
                    metadata:
                      name: {{severity}} # target
                    spec:
                      target: {{severity}} # whom
            """;
}
