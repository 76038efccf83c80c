using ProgressiveSlo.PromQL;
using Xunit;

namespace ProgressiveSlo.Core.Tests.PromQL;

public sealed class ModifierTests
{
    [Theory]
    [InlineData("x offset 5m", "x offset 5m")]
    [InlineData("x OFFSET - 5m", "x offset -5m")]
    [InlineData("x[5m] offset 1h @ 10", "x[5m] @ 10 offset 1h")]
    [InlineData("x @ end( ) offset 1h", "x @ end() offset 1h")]
    [InlineData("x @ -0x10", "x @ -16")]
    [InlineData("x @ start() [5m]", "x[5m] @ start()")]
    [InlineData("x[1h:]", "x[1h:]")]
    [InlineData("x[ 60m : 5m ] offset 1d", "x[1h:5m] offset 1d")]
    [InlineData("(x)[1h:]", "x[1h:]")]
    [InlineData("(x + y)[1h:]", "(x + y)[1h:]")]
    [InlineData("x offset 1m [1h:]", "x offset 1m[1h:]")]
    [InlineData("x[5m y]", "x[5m:]")]
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
    [InlineData("x offset 0s", 9, "'0s' is an empty duration")]
    public void A_modifier_in_the_wrong_place_is_refused_there(string text, int position, string problem)
    {
        Assert.False(PromQlParser.TryParse(text, null, out _, out var error));
        Assert.Equal(problem, error.Problem);
        Assert.Equal(position, error.Position);
    }
}
