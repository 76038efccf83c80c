using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Manifests.OpenSlo;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Tests.Manifests.OpenSlo;

/// <summary>Documents to change in one place, and shortcuts to write and read.</summary>
internal static class OpenSloTexts
{
    public const string Slo = """
        apiVersion: openslo/v1
        kind: SLO
        metadata:
          name: basket-availability
          displayName: Baskets can be filled
          labels:
            team: shop
          annotations:
            example.org/runbook: https://runbooks.example.org/basket
        spec:
          description: Answers to the basket are not errors
          service: basket
          indicator:
            metadata:
              name: basket-requests
            spec:
              ratioMetric:
                counter: true
                bad:
                  metricSource:
                    type: prometheus
                    spec:
                      query: sum(rate(basket_requests_total{code=~"5.."}[{{.window}}]))
                total:
                  metricSource:
                    type: prometheus
                    spec:
                      query: sum(rate(basket_requests_total[{{.window}}]))
          timeWindow:
            - duration: 4w
              isRolling: true
          budgetingMethod: Occurrences
          objectives:
            - target: 0.995

        """;

    public const string Policy = """
        apiVersion: openslo/v1
        kind: AlertPolicy
        metadata:
          name: basket-fast-burn
        spec:
          alertWhenBreaching: true
          conditions:
            - kind: AlertCondition
              metadata:
                name: basket-fast
              spec:
                severity: page
                condition:
                  kind: burnrate
                  op: gt
                  threshold: 14.4
                  lookbackWindow: 1h
                  alertAfter: 2m
          notificationTargets:
            - targetRef: shop-on-call

        """;

    public const string Sli = """
        apiVersion: openslo/v1
        kind: SLI
        metadata:
          name: queue-length
        spec:
          thresholdMetric:
            metricSource:
              type: Prometheus
              spec:
                query: max(queue_length)

        """;

    public const string Alpha = """
        apiVersion: openslo/v1alpha
        kind: SLO
        metadata:
          name: basket-availability
        spec:
          service: basket
          budgetingMethod: Occurrences
          objectives:
            - ratioMetrics:
                good:
                  source: prometheus
                  queryType: promql
                  query: sum(rate(basket_requests_total{code!~"5.."}[{{.window}}]))
                total:
                  source: prometheus
                  queryType: promql
                  query: sum(rate(basket_requests_total[{{.window}}]))
              target: 0.995
          timeWindows:
            - count: 28
              unit: Day

        """;

    public const string Break = "---\n";

    public static ManifestReadResult Read(string text) => ManifestImporter.ReadText(text);

    public static (string Text, IReadOnlyList<ConversionLoss> Losses) Write(SloDefinition definition, ManifestOptions? options = null)
    {
        using var text = new StringWriter();
        var losses = new OpenSloWriter().Write([definition], options ?? ManifestOptions.Default, text);
        return (text.ToString(), losses);
    }

    /// <summary>A text with one line that holds a part replaced by lines, which stand as deep.</summary>
    public static string With(this string text, string part, params string[] lines)
    {
        var result = new List<string>();
        foreach (var line in text.Split('\n'))
        {
            var at = line.IndexOf(part, System.StringComparison.Ordinal);
            if (at < 0)
                result.Add(line);
            else
                result.AddRange(System.Linq.Enumerable.Select(lines, l => line[..at] + l));
        }

        return string.Join('\n', result);
    }
}
