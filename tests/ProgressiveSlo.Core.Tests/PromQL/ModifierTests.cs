using ProgressiveSlo.PromQL;
using Xunit;

namespace ProgressiveSlo.Core.Tests.PromQL;

public sealed class ModifierTests
{
    [Theory]
    [InlineData("x @ start() [5m]", "x[5m] @ start()")]
    [InlineData("x[5m y]", "x[5m:]")]
    [InlineData("x[5m y1m]", "x[5m:1m]")]
    public void Older_versions_read_what_newer_ones_refuse(string text, string printed)
    {
        Assert.Equal(printed, PromQlParser.Parse(text, Promtool.Options).ToString());
        Assert.False(PromQlParser.TryParse(text, null, out _, out _));
    }

    [Theory]
    [InlineData("x offset 5m", "x offset 5m")]
    [InlineData("x OFFSET - 5m", "x offset -5m")]
    [InlineData("x[5m] offset 1h @ 10", "x[5m] @ 10 offset 1h")]
    [InlineData("x @ end( ) offset 1h", "x @ end() offset 1h")]
    [InlineData("x @ -0x10", "x @ -16")]
    [InlineData("x[1h:]", "x[1h:]")]
    [InlineData("x[ 60m : 5m ] offset 1d", "x[1h:5m] offset 1d")]
    [InlineData("(x)[1h:]", "x[1h:]")]
    [InlineData("(x + y)[1h:]", "(x + y)[1h:]")]
    [InlineData("x offset 1m [1h:]", "x offset 1m[1h:]")]
    [InlineData("x[300]", "x[5m]")]
    [InlineData("x[0.5:0x3C] offset -90", "x[500ms:1m] offset -1m30s")]
    [InlineData("x[5m*2+step()]", "x[5m * 2 + step()]")]
    [InlineData("x[(5m+1m)*2]", "x[(5m + 1m) * 2]")]
    [InlineData("x[-(5m)]", "x[(-5m)]")]
    [InlineData("x[2^3^2]", "x[2 ^ 3 ^ 2]")]
    [InlineData("x[5m/(0)]", "x[5m / (0)]")]
    [InlineData("x[MAX_OF(step(),range())]", "x[max_of(step(), range())]")]
    [InlineData("x[0.0001]", "x[0.0001]")]
    [InlineData("x offset (5m*2)", "x offset +(5m * 2)")]
    [InlineData("x offset (1m) * 2", "x offset +(1m * 2)")]
    [InlineData("x offset -(1m+step())", "x offset -(1m + step())")]
    [InlineData("x offset --5m", "x offset 5m")]
    [InlineData("x offset -step()", "x offset -step()")]
    [InlineData("x offset 0 offset 5m", "x offset 5m")]
    [InlineData("x offset 0s [5m]", "x[5m]")]
    [InlineData("x offset 5m * 2", "x offset 5m * 2")]
    [InlineData("x offset -(1m) * y", "x offset -1m * y")]
    [InlineData("x ANCHORED [5m]", "x[5m] anchored")]
    [InlineData("x[5m] offset 1m smoothed", "x[5m] smoothed offset 1m")]
    [InlineData("x smoothed @ 1h", "x smoothed @ 3600")]
    public void Modifiers_are_printed_in_one_spelling(string text, string printed)
    {
        using var culture = new CultureScope("de-DE");
        var expression = PromQlParser.Parse(text);
        Assert.Equal(printed, expression.ToString());
        Assert.True(PromQlComparer.Instance.Equals(expression, PromQlParser.Parse(printed)));
    }

    [Fact]
    public void Modifiers_after_a_range_belong_to_the_range()
    {
        var range = Assert.IsType<RangeSelector>(PromQlParser.Parse("x[5m] offset -1h @ 1.5"));
        Assert.Null(range.Selector.Offset);
        Assert.NotNull(range.Offset);
        Assert.True(range.Offset.IsNegative);
        Assert.Equal(TimeSpan.FromHours(1), Assert.IsType<DurationLiteral>(range.Offset.Duration).Value);
        Assert.NotNull(range.At);
        Assert.Equal(AtAnchor.Time, range.At.Anchor);
        Assert.Equal(1.5, range.At.Time);
    }

    [Theory]
    [InlineData("x offset 5m offset 5m", 12, "offset is set twice")]
    [InlineData("x @ 5 @ end()", 6, "@ is set twice")]
    [InlineData("x offset 5m [5m]", 12, "The range stands after offset or @")]
    [InlineData("x @ 5 [5m]", 6, "The range stands after offset or @")]
    [InlineData("(x)[5m]", 3, "The range does not stand right after a selector")]
    [InlineData("(x) offset 5m", 4, "offset does not stand after a selector or a subquery")]
    [InlineData("sum(x) @ 5", 7, "@ does not stand after a selector or a subquery")]
    [InlineData("x @ Inf", 4, "The time after @ is out of bounds")]
    [InlineData("1[5m:]", 1, "The subquery stands after a scalar")]
    [InlineData("x[5m y]", 5, "'y' has no meaning in a duration")]
    [InlineData("x[# c\n5m]", 2, "'#' has no meaning here")]
    [InlineData("x[0]", 2, "'0' is an empty duration")]
    [InlineData("x[-5m]", 2, "'-5m' is not more than zero")]
    [InlineData("x[5m/0]", 4, "A duration is divided by zero")]
    [InlineData("x[5m%-0s]", 4, "A duration is divided by zero")]
    [InlineData("x[1e10]", 2, "'1e10' is longer than Prometheus can count")]
    [InlineData("x offset inf", 9, "'inf' is longer than Prometheus can count")]
    [InlineData("x[min(1m,2m)]", 2, "min() or max() in a duration was removed in Prometheus 3.13")]
    [InlineData("x @ start() [5m]", 12, "The range stands after offset or @")]
    [InlineData("x anchored smoothed", 11, "anchored and smoothed stand together")]
    [InlineData("sum(x) anchored", 7, "anchored does not stand after a selector or a subquery")]
    [InlineData("x[5m:] smoothed", 7, "smoothed stands after a subquery")]
    public void A_modifier_in_the_wrong_place_is_refused_there(string text, int position, string problem)
    {
        Assert.False(PromQlParser.TryParse(text, null, out _, out var error));
        Assert.Equal(problem, error.Problem);
        Assert.Equal(position, error.Position);
    }
}
