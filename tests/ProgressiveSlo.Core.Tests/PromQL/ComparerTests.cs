using ProgressiveSlo.PromQL;
using Xunit;

namespace ProgressiveSlo.Core.Tests.PromQL;

public sealed class ComparerTests
{
    [Theory]
    [InlineData("a+b", " ( a ) +\n(b) # c")]
    [InlineData("x{a='b'}", "x{a=\"b\",}")]
    [InlineData("x[90m]", "x[1h30m]")]
    [InlineData("x[1w]", "x[7d]")]
    [InlineData("0x10", "16.0")]
    [InlineData("sum(x) by (a)", "SUM BY (a) (x)")]
    [InlineData("x offset 1h @ 5", "x @ 5 offset 1h")]
    [InlineData("x{a='b',c='d'} offset 1h", "x{c='d',a='b'} offset 1h")]
    [InlineData("sum by (a, b) (x)", "sum by (b, a) (x)")]
    [InlineData("a / on (x, y) group_left (c, d) b", "a / on (y, x) group_left (d, c) b")]
    [InlineData("NaN", "-nan")]
    [InlineData("0", "-0")]
    public void Spelling_makes_no_difference(string first, string second)
    {
        var (x, y) = (PromQlParser.Parse(first), PromQlParser.Parse(second));
        Assert.True(PromQlComparer.Instance.Equals(x, y));
        Assert.Equal(PromQlComparer.Instance.GetHashCode(x), PromQlComparer.Instance.GetHashCode(y));
    }

    [Theory]
    [InlineData("a + b", "b + a")]
    [InlineData("a + b + c", "a + (b + c)")]
    [InlineData("x", "y")]
    [InlineData("x{a=\"b\"}", "x{a!=\"b\"}")]
    [InlineData("x{a=\"b\"}", "x")]
    [InlineData("x{a=\"b\",c=\"d\"}", "x{a=\"b\",a=\"b\"}")]
    [InlineData("x{a=\"b\",c=\"d\"}", "x{c=\"b\",a=\"d\"}")]
    [InlineData("x{a=\"b\"} offset 5m", "x{a=\"b\"}")]
    [InlineData("x[5m]", "x[6m]")]
    [InlineData("x[5m]", "x[5m:]")]
    [InlineData("x[5m:]", "x[5m:5m]")]
    [InlineData("x[5m:] offset 5m", "x[5m:5m]")]
    [InlineData("x offset 5m", "x offset -5m")]
    [InlineData("x offset 5m", "x")]
    [InlineData("x @ 5", "x @ 6")]
    [InlineData("x @ start()", "x @ end()")]
    [InlineData("x @ start()", "x @ 0")]
    [InlineData("a > b", "a > bool b")]
    [InlineData("a + on(x) b", "a + ignoring(x) b")]
    [InlineData("a + on(x) b", "a + on(y) b")]
    [InlineData("a + on(x) b", "a + on(x) group_left b")]
    [InlineData("a + on(x) group_left b", "a + on(x) group_right b")]
    [InlineData("a + on(x) group_left(y) b", "a + on(x) group_left(z) b")]
    [InlineData("a + on() b", "a + b")]
    [InlineData("sum(x)", "sum by () (x)")]
    [InlineData("sum by (a) (x)", "sum without (a) (x)")]
    [InlineData("sum by (a) (x)", "sum by (b) (x)")]
    [InlineData("sum(x)", "min(x)")]
    [InlineData("topk(1, x)", "topk(2, x)")]
    [InlineData("abs(x)", "ceil(x)")]
    [InlineData("hour()", "hour(x)")]
    [InlineData("-x", "+x")]
    [InlineData("-(1)", "-1")]
    [InlineData("1", "2")]
    [InlineData("'a'", "'b'")]
    [InlineData("1", "'1'")]
    public void What_means_something_else_is_not_equal(string first, string second) =>
        Assert.False(PromQlComparer.Instance.Equals(PromQlParser.Parse(first), PromQlParser.Parse(second)));

    [Fact]
    public void Placeholders_are_equal_by_name()
    {
        Assert.True(PromQlComparer.Instance.Equals(new DurationPlaceholder("{{.a}}"), new DurationPlaceholder("{{ .a }}")));
        Assert.False(PromQlComparer.Instance.Equals(new DurationPlaceholder("{{.a}}"), new DurationPlaceholder("{{.b}}")));
        Assert.False(PromQlComparer.Instance.Equals(new DurationPlaceholder("{{.a}}"), null));
        Assert.True(PromQlComparer.Instance.Equals(null, null));
    }
}
