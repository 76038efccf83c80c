using ProgressiveSlo.PromQL;
using Xunit;

namespace ProgressiveSlo.Core.Tests.PromQL;

public sealed class CallTests
{
    [Fact]
    public void There_are_the_functions_of_Prometheus_2_42_and_of_3_14()
    {
        Assert.Equal(70, PromQlFunctions.All.Count(f => f.Feature?.IsIn(Promtool.Target) != false));
        Assert.Equal(90, PromQlFunctions.All.Count(f => f.Feature?.IsIn(PrometheusVersion.Newest) != false));
        Assert.Equal(new PrometheusVersion(2, 51), PromQlFunctions.Find("histogram_avg")!.Feature!.Since);
        Assert.Null(PromQlFunctions.Find("histogram_fraction")!.Feature);
        Assert.Null(PromQlFunctions.Find("RATE"));
    }

    [Theory]
    [InlineData("label_join(x, 'a', ',')", 3)]
    [InlineData("label_join(x, 'a', ',', 'b', 'c')", 5)]
    [InlineData("round(x)", 1)]
    [InlineData("round(x, 5)", 2)]
    [InlineData("hour()", 0)]
    public void Functions_take_what_they_take(string text, int arguments) =>
        Assert.Equal(arguments, Assert.IsType<CallExpression>(PromQlParser.Parse(text)).Arguments.Count);

    [Theory]
    [InlineData("nope(x)", "There is no function 'nope'", "Use a function of Prometheus 3.14")]
    [InlineData("RATE(x[5m])", "There is no function 'RATE'", "Write rate; functions are written in lower case")]
    [InlineData("rate(x)", "rate takes a range vector here, not an instant vector", "Write a range, for example x[5m]")]
    [InlineData("rate()", "rate has 0 arguments", "Give it 1")]
    [InlineData("round(x, 1, 2)", "round has 3 arguments", "Give it 1 to 2")]
    [InlineData("label_join(x)", "label_join has 1 argument", "Give it 3 or more")]
    [InlineData("sum(x, y)", "sum has 2 arguments", "Give it one instant vector")]
    [InlineData("topk(x)", "topk has 1 argument", "Give it a scalar and an instant vector")]
    [InlineData("topk(x, y)", "topk takes a scalar here, not an instant vector", "Write a number, or scalar() of a vector")]
    [InlineData("count_values(1, y)", "count_values takes a text here, not a scalar", "Write a text in quotes")]
    [InlineData("sum(1)", "sum takes an instant vector here, not a scalar", "Write a metric or a function of one, for example rate(x[5m])")]
    public void A_wrong_call_is_refused_with_the_reason_and_the_mend(string text, string problem, string expected)
    {
        var error = Assert.Throws<PromQlSyntaxException>(() => PromQlParser.Parse(text));
        Assert.Equal(problem, error.Problem);
        Assert.Equal(expected, error.Expected);
    }

    [Theory]
    [InlineData("sum(x) by (a, b)", "sum by (a, b) (x)", false, 2)]
    [InlineData("SUM without(a,) (x)", "sum without (a) (x)", true, 1)]
    [InlineData("sum by () (x)", "sum by () (x)", false, 0)]
    [InlineData("topk by (sum) (3, x)", "topk by (sum) (3, x)", false, 1)]
    public void A_grouping_may_stand_on_either_side(string text, string printed, bool isWithout, int labels)
    {
        var aggregate = Assert.IsType<AggregateExpression>(PromQlParser.Parse(text));
        Assert.NotNull(aggregate.Grouping);
        Assert.Equal(isWithout, aggregate.Grouping.IsWithout);
        Assert.Equal(labels, aggregate.Grouping.Labels.Count);
        Assert.Equal(printed, aggregate.ToString());
    }

    [Fact]
    public void The_parameter_of_an_aggregation_stands_apart()
    {
        var aggregate = Assert.IsType<AggregateExpression>(PromQlParser.Parse("quantile(0.9, x)"));
        Assert.Equal(AggregateOperator.Quantile, aggregate.Operator);
        Assert.Equal(0.9, Assert.IsType<NumberLiteral>(aggregate.Parameter).Value);
        Assert.Equal("x", Assert.IsType<VectorSelector>(aggregate.Operand).Name);
        Assert.Null(aggregate.Grouping);
        Assert.Throws<ArgumentException>(() => new AggregateExpression(AggregateOperator.Sum, aggregate.Operand, aggregate.Parameter));
        Assert.Throws<ArgumentException>(() => new AggregateExpression(AggregateOperator.TopK, aggregate.Operand));
    }

    [Fact]
    public void Descendants_come_in_the_order_of_the_text()
    {
        var expression = PromQlParser.Parse("sum by (a) (rate(x{b=\"c\"}[5m] offset 1h)) / on (d) y");
        Assert.Equal(
            [
                "AggregateExpression",
                "LabelGrouping",
                "CallExpression",
                "RangeSelector",
                "VectorSelector",
                "LabelCondition",
                "DurationLiteral",
                "OffsetModifier",
                "DurationLiteral",
                "VectorMatching",
                "VectorSelector",
            ],
            expression.Descendants().Select(n => n.GetType().Name)
        );
    }
}
