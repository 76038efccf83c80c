using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Templates;

public sealed class TemplateReaderTests
{
    private const string Sound = """
        apiVersion: progressiveslo/v1
        kind: SloTemplate
        name: mine
        title: My services
        metrics: my exporter
        parameters:
          route:
            description: The route
            default: 'r-{{.service}}'
          code:
            description: Bad codes
            default: 5..
            regex: true
        indicator:
          type: ratio
          ratio:
            bad:
              metric: requests_total
              filters: ['route =~ "{{.route}}"', 'code =~ "{{.code}}"', "zone != '{{.namespace}}'"]
            total:
              metric: requests_total
              filters: ['route = "{{ .route }}"']
        """;

    private const string Query = """
        apiVersion: progressiveslo/v1
        kind: SloTemplate
        name: mine
        title: My services
        metrics: my exporter
        parameters:
          metric: { description: The counter, default: jobs_total }
          text: { description: A text, example: done }
        indicator:
          type: query
          query:
            good: sum(rate({{.metric}}{a="{{.text}}", b=~"{{.text}}", c='{{.text}}', d=`{{.text}}`}[{{.window}}])) # {{.metric}}
            total: sum(rate({{.metric}}[{{.window}}]))
        """;

    [Fact]
    public void Values_in_quotes_stand_for_themselves()
    {
        var indicator = (RatioIndicator)Fill(Sound, "a.b+c", ("code", "5..|429")).Indicator;
        Assert.Equal("r-a\\.b\\+c", indicator.Bad!.Filters[0].Value);
        Assert.Equal("5..|429", indicator.Bad.Filters[1].Value);
        Assert.Equal("r-a.b+c", indicator.Total.Filters[0].Value);
        Assert.Equal("shop", indicator.Bad.Filters[2].Value);
    }

    [Theory]
    [InlineData("x\"} or vector(1) #")]
    [InlineData("back\\slash")]
    [InlineData("it's")]
    [InlineData("{{.window}}")]
    [InlineData("{{.metric}}")]
    [InlineData("\\")]
    [InlineData("\\\"")]
    public void A_value_is_never_more_than_a_text(string value)
    {
        var indicator = (QueryIndicator)Fill(Query, "a", ("text", value)).Indicator;
        var escaped = value.Replace("\\", "\\\\", StringComparison.Ordinal);
        Assert.Contains("a=\"" + escaped.Replace("\"", "\\\"", StringComparison.Ordinal) + "\"", indicator.Good, StringComparison.Ordinal);
        Assert.Contains("c='" + escaped.Replace("'", "\\'", StringComparison.Ordinal) + "'", indicator.Good, StringComparison.Ordinal);
        Assert.Contains("d=`" + value + "`", indicator.Good, StringComparison.Ordinal);
        Assert.Equal("sum(rate(jobs_total[{{.window}}]))", indicator.Total);
    }

    [Theory]
    [InlineData("jobs) or vector(1", "stands outside of quotes")]
    [InlineData("a b", "stands outside of quotes")]
    [InlineData("a\n", "do not print")]
    [InlineData("", "has no value")]
    [InlineData("1m", "not PromQL")]
    public void A_value_outside_of_quotes_is_a_name_or_a_number(string value, string message)
    {
        var e = Assert.Throws<SloValidationException>(() => Fill(Query, "a", ("metric", value), ("text", "x")));
        Assert.Equal("TemplateParameter", e.Problem.Field);
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_back_quote_is_refused_where_back_quotes_stand() =>
        Assert.Contains(
            "back quote",
            Assert.Throws<SloValidationException>(() => Fill(Query, "a", ("text", "`"))).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("METRIC", "good_total")]
    [InlineData("metric", "good_total")]
    public void Case_of_a_parameter_makes_no_difference(string name, string value) =>
        Assert.Equal(
            "sum(rate(good_total[{{.window}}]))",
            ((QueryIndicator)Fill(Query, "a", (name, value), ("text", "x")).Indicator).Total
        );

    [Fact]
    public void An_unknown_parameter_is_an_error_with_the_known_ones()
    {
        var message = Assert.Throws<SloValidationException>(() => Fill(Query, "a", ("metrik", "x"), ("text", "x"))).Message;
        Assert.Equal(
            "TemplateParameter: The template 'mine' has no parameter 'metrik'. Did you mean 'metric'? It has metric, text.",
            message
        );
    }

    [Fact]
    public void A_missing_parameter_is_an_error_with_what_to_give()
    {
        var message = Assert.Throws<SloValidationException>(() => Fill(Query, "a")).Message;
        Assert.Equal(
            "TemplateParameter: The template 'mine' needs a value for 'text': A text. Give it with "
                + "-TemplateParameter @{ text = 'done' }; its other parameters are metric.",
            message
        );
    }

    [Theory]
    [InlineData("name: mine", "name: My Template", "mine.yaml(3,7): name: 'My Template' is not a name of a template.")]
    [InlineData("title: My services\n", "", "mine.yaml(1,1): title: The key is missing")]
    [InlineData("metrics: my", "metric: my", "metrics")]
    [InlineData("metrics: my exporter", "metrics: my exporter\ntargets: { availability: 0.99 }", "targets: A template has no targets")]
    [InlineData("  route:", "  service:", "'service' is not a parameter: its value comes from the plan")]
    [InlineData("  route:", "  no-dash:", "'no-dash' is not a name of a parameter")]
    [InlineData("  code:", "  Route:", "'Route' is duplicated")]
    [InlineData("    default: 5..\n", "", "neither a default nor an example")]
    [InlineData("r-{{.service}}", "r-{{.code}}", "{{.code}} cannot stand here")]
    [InlineData("regex: true", "regex: maybe", "neither true nor false")]
    [InlineData("{{ .route }}", "{{ .rout }}", "mine.yaml(22,17): indicator.ratio.total.filters[0]: The template has no parameter 'rout'")]
    [InlineData("code =~ \"{{.code}}\"", "code =~ \"5..\"", "parameters.code: The parameter is used nowhere")]
    [InlineData("type: ratio", "type: ration", "'ration' is not a type of indicator")]
    [InlineData("metric: requests_total\n      filters: ['route =~", "metric: 5x\n      filters: ['route =~", "'5x' is not a metric name")]
    [InlineData("kind: SloTemplate", "kind: ''", "Expected a SloTemplate, found ''")]
    [InlineData("apiVersion: progressiveslo/v1", "apiVersion: ''", "'' is not a version known here")]
    [InlineData("kind: SloTemplate", "kind: SloPlan", "Expected a SloTemplate, found 'SloPlan'")]
    [InlineData("indicator:", "latencyBounds: [1, 0.5]\nindicator:", "'0.5' is not above the bound ahead of it")]
    [InlineData("indicator:", "latencyBounds: [1]\nindicator:", "There are bounds of a histogram, and no latency")]
    public void What_is_wrong_is_said_with_its_place(string text, string other, string message)
    {
        Assert.Contains(text, Sound, StringComparison.Ordinal);
        var yaml = Sound.Replace(text, other, StringComparison.Ordinal);
        var e = Assert.Throws<SloDocumentException>(() => TemplatePlans.Read(yaml));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.All(e.Problems, p => Assert.Equal("mine.yaml", p.Path));
        Assert.All(e.Problems, p => Assert.NotEmpty(p.Problem.Fix));
    }

    [Fact]
    public void A_query_that_is_no_PromQL_is_found_when_the_template_is_read()
    {
        var e = Assert.Throws<SloDocumentException>(() =>
            TemplatePlans.Read(Query.Replace("total: sum(rate(", "total: sum(rat(", StringComparison.Ordinal))
        );
        Assert.Contains("indicator: The query is not PromQL", e.Message, StringComparison.Ordinal);
        Assert.Equal("PromQlSyntax", e.Problems[0].Problem.Code);
    }

    [Theory]
    [InlineData("type: ''", "indicator.type: '' is not a type of indicator")]
    [InlineData("type: rawRatio\n  rawRatio: { query: '' }", "indicator.rawRatio.query: The value is empty or zero")]
    public void An_indicator_with_an_empty_value_is_an_error(string indicator, string message) =>
        Assert.Contains(
            message,
            Assert
                .Throws<SloDocumentException>(() =>
                    TemplatePlans.Read(
                        "apiVersion: progressiveslo/v1\nkind: SloTemplate\nname: mine\ntitle: t\nmetrics: m\nindicator:\n  " + indicator
                    )
                )
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Placeholders_need_a_data_source_of_PromQL() =>
        Assert.Contains(
            "The data source is not Prometheus",
            Assert.Throws<SloDocumentException>(() => TemplatePlans.Read(Query + "\n    dataSource: Loki")).Message,
            StringComparison.Ordinal
        );

    private static ProgressiveSlo.Templates.TemplateMeasures Fill(
        string yaml,
        string service,
        params (string Name, string Value)[] values
    ) => TemplatePlans.Read(yaml).Fill(service, "shop", values.Select(v => KeyValuePair.Create(v.Name, (string?)v.Value)));
}
