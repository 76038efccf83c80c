using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using Xunit;

namespace ProgressiveSlo.Core.Tests.PromQL;

public sealed class SliQueryTests
{
    private const string Text = "sum( rate(errors_total[{{ .window }}]) )";

    [Fact]
    public void A_query_is_parsed_once_and_is_its_text()
    {
        var query = new SliQuery(Text);
        Assert.NotNull(query.Tree);
        Assert.Same(query.Tree, query.Tree);
        Assert.Same(query.Printed, query.Printed);
        Assert.Equal("sum(rate(errors_total[{{ .window }}]))", query.Printed!.Text);
        Assert.Same(query.Printed, query.Printed.Printed);
        Assert.Null(query.Error);
        Assert.Null(query.FilledTree);
        Assert.Equal(Text, query.ToString());
        Assert.Equal(query, new SliQuery(Text));
        Assert.NotEqual(query, query.Printed);
    }

    [Fact]
    public void A_window_in_the_middle_of_a_name_has_a_tree_once_it_is_filled_in()
    {
        var query = new SliQuery("errors:rate{{.window}}");
        Assert.Null(query.Tree);
        Assert.NotNull(query.Error);
        Assert.Equal("errors:rate5m", Assert.IsType<VectorSelector>(query.FilledTree).Name);
        Assert.Null(new SliQuery("sum(").FilledTree);
        Assert.Null(new SliQuery("{{.window}} +").FilledTree);
    }

    [Fact]
    public void An_indicator_gives_the_lint_and_the_writers_the_query_that_its_reader_made()
    {
        var (bad, total) = (new SliQuery(Text), new SliQuery("sum(rate(all_total[{{.window}}]))"));
        var indicator = QueryIndicator.FromBad(bad, total);
        Assert.Same(bad, indicator.Queries!.BadQuery);
        Assert.Same(total, indicator.Queries!.TotalQuery);
        Assert.Equal((Text, total.Text), (indicator.Bad, indicator.Total));
        Assert.Equal(indicator, QueryIndicator.FromBad(indicator.Bad!, indicator.Total));
        var ratio = new RawRatioIndicator(new SliQuery("a / b"), isSuccess: true);
        Assert.Same(ratio.Queries!.ErrorRatioQuery, ratio.Queries!.ErrorRatioQuery);
        Assert.Equal("1 - (a / b)", ratio.Queries.ErrorRatio);
    }

    [Fact]
    public void Expressions_are_the_same_in_any_spelling_and_what_is_not_PromQL_as_it_stands()
    {
        Assert.True(PromQlParser.IsSame("a+b", "a + b"));
        Assert.False(PromQlParser.IsSame("a + b", "b + a"));
        Assert.True(PromQlParser.IsSame("a +", "a +"));
        Assert.False(PromQlParser.IsSame("a +", "a+"));
    }

    [Fact]
    public void What_nests_too_deep_is_another_kind_of_error_than_what_is_not_PromQL()
    {
        Assert.Equal(PromQlErrorKind.TooDeep, new SliQuery(new string('(', 600) + "a" + new string(')', 600)).Error!.Kind);
        Assert.Equal(PromQlErrorKind.Syntax, new SliQuery("sum(deep").Error!.Kind);
    }
}
