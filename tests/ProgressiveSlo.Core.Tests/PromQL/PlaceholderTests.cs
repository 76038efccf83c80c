using ProgressiveSlo.PromQL;
using Xunit;

namespace ProgressiveSlo.Core.Tests.PromQL;

public sealed class PlaceholderTests
{
    [Theory]
    [InlineData("rate(x[{{.window}}])", ".window")]
    [InlineData("rate(x[ {{ .window }} ])", ".window")]
    [InlineData("x offset {{.window}}", ".window")]
    [InlineData("x offset -{{ .shift }}", ".shift")]
    [InlineData("sum_over_time(x[{{.window}}:1m])", ".window")]
    [InlineData("sum_over_time(x[1h:{{.step}}])", ".step")]
    [InlineData("x[{{$window}}]", "$window")]
    [InlineData("x[{{- .a.b | dur -}}]", "- .a.b | dur -")]
    public void A_placeholder_stands_for_a_duration(string text, string name)
    {
        var expression = PromQlParser.Parse(text, PromQlOptions.Template);
        var placeholder = Assert.Single(expression.DescendantsAndSelf().OfType<DurationPlaceholder>());
        Assert.Equal(name, placeholder.Name);
        Assert.Equal(placeholder.Text, text.Substring(placeholder.Span.Start, placeholder.Span.Length));
        Assert.Contains(placeholder.Text, expression.ToString(), StringComparison.Ordinal);
        Assert.True(PromQlComparer.Instance.Equals(expression, PromQlParser.Parse(expression.ToString(), PromQlOptions.Template)));
    }

    [Theory]
    [InlineData("rate(x[{{.window}}])")]
    [InlineData("x offset {{.window}}")]
    public void Plain_PromQL_has_no_placeholders(string text) => Assert.False(PromQlParser.TryParse(text, null, out _, out _));

    [Theory]
    [InlineData("{{.window}}")]
    [InlineData("x{{.window}}")]
    [InlineData("x{a={{.window}}}")]
    [InlineData("x[{{.window]")]
    [InlineData("x[{{}}]")]
    [InlineData("x[{{ }}]")]
    [InlineData("x[{{a\n}}]")]
    [InlineData("x[{{{a}}}]")]
    [InlineData("x @ {{.window}}")]
    [InlineData("x + {{.window}}")]
    public void A_placeholder_stands_nowhere_else(string text) =>
        Assert.False(PromQlParser.TryParse(text, PromQlOptions.Template, out _, out _));

    [Fact]
    public void Braces_in_texts_are_no_placeholders()
    {
        var selector = Assert.IsType<VectorSelector>(PromQlParser.Parse("x{a=\"{{.window}}\"}", PromQlOptions.Template));
        Assert.Equal("{{.window}}", selector.Conditions[0].Matcher.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{{}}")]
    [InlineData("{{ }}")]
    [InlineData(".window")]
    [InlineData("{{a}b}}")]
    [InlineData("{{a\n}}")]
    public void A_placeholder_that_would_not_read_back_cannot_be_made(string text) =>
        Assert.Throws<ArgumentException>(() => new DurationPlaceholder(text));

    [Fact]
    public void Everything_valid_without_placeholders_is_the_same_with_them() =>
        Assert.All(
            ExpressionCorpus.Valid,
            text =>
                Assert.True(
                    PromQlComparer.Instance.Equals(
                        PromQlParser.Parse(text, Promtool.Options),
                        PromQlParser.Parse(text, new PromQlOptions { AllowPlaceholders = true, PrometheusVersion = Promtool.Target })
                    )
                )
        );
}
