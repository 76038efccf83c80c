using ProgressiveSlo.Discovery;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Discovery;
using ProgressiveSlo.Formats.Templates;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Discovery;

/// <summary>What is known about services agrees with the templates, and a file that is not sound is refused with its lines.</summary>
public sealed class ServiceKindTests
{
    private const string Head = """
        apiVersion: progressiveslo/v1
        kind: ServiceKinds
        namespaceLabels: [namespace]
        similar: [.+_total]
        ignored: [go_.*]
        kinds:
        - name: http
          title: HTTP
          metric: http_requests_total

        """;

    // Templates that services are not found by, each with the reason.
    private static readonly Dictionary<string, string> NotFound = new()
    {
        ["website-probe-duration"] = "a second SLO of what website-probe finds",
    };

    public static TheoryData<string> WithTemplate =>
        [.. ServiceKindFile.BuiltIn.Kinds.Where(k => k.Template is not null).Select(k => k.Name)];

    [Theory]
    [MemberData(nameof(WithTemplate))]
    public void A_template_measures_exactly_what_its_kind_looks_at(string name)
    {
        var kind = ServiceKindFile.BuiltIn.Kinds.Single(k => k.Name == name);
        Assert.NotNull(BuiltInTemplates.Find(kind.Template!.Name));
        foreach (var errors in kind.Errors.Count == 0 ? [null] : kind.Errors)
        {
            var sighting = new ServiceSighting(kind, "checkout", kind.ServiceLabels[^1], "check/out")
            {
                Errors = errors,
                Namespace = "shop",
            };
            var found = ServiceMeasures.Describe(sighting, kind.Histogram is not null, BuiltInTemplates.Find);
            Assert.Equal(kind.Template.Name, found.Template);
            Assert.Equal(kind.Histogram is { NameSaysUnit: true }, found.LatencyMetric is not null);
            Assert.Equal("check/out", found.TemplateParameter![kind.Template.Parameter]);
        }
    }

    [Fact]
    public void Where_the_histogram_is_missing_an_indicator_is_named_and_no_template_that_promises_latency()
    {
        var kind = ServiceKindFile.BuiltIn.Kinds.Single(k => k.Name == "http");
        var sighting = new ServiceSighting(kind, "api", "job", "api") { Errors = kind.Errors[0] };
        Assert.Equal("http", ServiceMeasures.Describe(sighting, true, BuiltInTemplates.Find).Template);
        var without = ServiceMeasures.Describe(sighting, false, BuiltInTemplates.Find);
        Assert.Null(without.Template);
        Assert.Null(without.LatencyMetric);
        Assert.IsType<RatioIndicator>(without.Indicator);
    }

    [Fact]
    public void Every_built_in_template_is_found_by_a_kind() =>
        Assert.Equal(
            BuiltInTemplates.Names.Except(NotFound.Keys),
            ServiceKindFile.BuiltIn.Kinds.Select(k => k.Template?.Name).OfType<string>().Distinct().Order(StringComparer.Ordinal)
        );

    [Fact]
    public void No_two_kinds_look_at_the_same_metric()
    {
        var metrics = ServiceKindFile.BuiltIn.Kinds.Select(k => k.Metric.Metric).ToArray();
        Assert.Equal(metrics.Distinct(), metrics);
    }

    [Theory]
    [InlineData("  serviceLabels: [job]\n", 7, "errors", "Nothing says what is bad")]
    [InlineData("  serviceLabels: [job]\n  gauge: true\n  badMetric: x_total\n", 12, "gauge", "There are both badMetric and gauge")]
    [InlineData("  serviceLabels: [a-b]\n  gauge: true\n", 10, "serviceLabels", "'a-b' is not the name of a label")]
    [InlineData("  gauge: true\n", 7, "serviceLabels", "There is no label")]
    [InlineData("  serviceLabels: [job]\n  badMetric: a b\n", 11, "badMetric", "'a b' is not a metric name")]
    [InlineData("  serviceLabels: [job]\n  errors:\n  - bad: code =~ \"5(\"\n    values: .+\n", 12, "bad", "not a regular expression")]
    [InlineData("  serviceLabels: [job]\n  errors:\n  - bad: code\n    values: .+\n", 12, "bad", "is not a label condition")]
    [InlineData("  serviceLabels: [job]\n  gauge: yes\n", 11, "gauge", "neither true nor false")]
    [InlineData("  serviceLabels: [job]\n  gauge: true\n  histogram:\n    metric: x\n    unit: ms\n", 14, "unit", "The key is unknown")]
    [InlineData(
        "  serviceLabels: [job]\n  condition:\n    query: max(x)\n    operator: <=\n    value: 5\n",
        12,
        "query",
        "The query has no by ({{.by}})"
    )]
    public void A_file_that_is_not_sound_is_refused_with_line_and_field(string rest, int line, string field, string message)
    {
        var error = Assert.Throws<SloDocumentException>(() => ServiceKindFile.Read(Head + rest, "kinds.yaml"));
        Assert.Contains(
            error.Problems,
            p =>
                p.Line == line
                && p.Problem.Field.Contains(field, StringComparison.Ordinal)
                && p.Problem.Message.Contains(message, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_template_of_ones_own_says_itself_what_to_look_for()
    {
        const string Own = """
            apiVersion: progressiveslo/v1
            kind: SloTemplate
            name: orders
            title: Order services of this house, orders taken without an error
            metrics: our own library
            parameters:
              unit:
                description: Unit of the shop
                default: '{{.service}}'
            indicator:
              type: ratio
              ratio:
                bad:
                  metric: shop_orders_requests_total
                  filters:
                  - shop = "{{.unit}}"
                  - result = "failed"
                total:
                  metric: shop_orders_requests_total
                  filters:
                  - shop = "{{.unit}}"
            latency:
              histogram:
                metric: shop_orders_duration_seconds
                filters:
                - shop = "{{.unit}}"
            """;
        var template = TemplateReader.Read(Own, "orders.yaml", null);
        var kind = TemplateKind.Derive(template)!;
        Assert.Equal(("shop_orders_requests_total", "shop"), (kind.Metric.ToString(), Assert.Single(kind.ServiceLabels)));
        Assert.Equal("result = \"failed\"", Assert.Single(kind.Errors).Bad.ToString());
        Assert.Equal("shop_orders_duration_seconds", kind.Histogram!.Metric);
        var found = ServiceMeasures.Describe(
            new ServiceSighting(kind, "web", "shop", "web") { Errors = kind.Errors[0] },
            true,
            _ => template
        );
        Assert.Equal("orders", found.Template);
        Assert.Empty(found.TemplateParameter!);
    }

    [Fact]
    public void A_template_with_queries_of_its_own_is_not_looked_for() =>
        Assert.Null(TemplateKind.Derive(BuiltInTemplates.Find("batch-job")!));

    [Fact]
    public void Built_in_templates_are_read_as_their_kinds_say()
    {
        foreach (var name in new[] { "http", "grpc", "queue", "storage", "storage-client" })
        {
            var derived = TemplateKind.Derive(BuiltInTemplates.Find(name)!)!;
            var known = ServiceKindFile.BuiltIn.Kinds.First(k => k.Template?.Name == name);
            Assert.Equal(known.Metric, derived.Metric);
            Assert.Contains(derived.ServiceLabels[0], known.ServiceLabels);
            Assert.Equal(known.BadMetric, derived.BadMetric);
            Assert.Equal(known.Errors.Select(e => e.Bad).FirstOrDefault(), derived.Errors.Select(e => e.Bad).FirstOrDefault());
            Assert.Equal(known.Histogram?.Metric, derived.Histogram?.Metric);
        }
    }
}
