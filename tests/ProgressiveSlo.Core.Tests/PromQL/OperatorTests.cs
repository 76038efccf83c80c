using ProgressiveSlo.PromQL;
using Xunit;

namespace ProgressiveSlo.Core.Tests.PromQL;

public sealed class OperatorTests
{
    [Theory]
    [InlineData("a + b * c", "(a + (b * c))")]
    [InlineData("a * b + c", "((a * b) + c)")]
    [InlineData("a - b - c", "((a - b) - c)")]
    [InlineData("a / b * c", "((a / b) * c)")]
    [InlineData("a % b atan2 c", "((a % b) atan2 c)")]
    [InlineData("a ^ b ^ c", "(a ^ (b ^ c))")]
    [InlineData("a * b ^ c", "(a * (b ^ c))")]
    [InlineData("a or b and c", "(a or (b and c))")]
    [InlineData("a and b unless c", "((a and b) unless c)")]
    [InlineData("a or b or c", "((a or b) or c)")]
    [InlineData("a and b == c + d", "(a and (b == (c + d)))")]
    [InlineData("a == b > c", "((a == b) > c)")]
    [InlineData("(a + b) * c", "((a + b) * c)")]
    [InlineData("-a ^ b", "(neg (a ^ b))")]
    [InlineData("-a * b", "((neg a) * b)")]
    [InlineData("-a + b", "((neg a) + b)")]
    [InlineData("a ^ -b ^ c", "(a ^ (neg (b ^ c)))")]
    [InlineData("a ^ -b * c", "((a ^ (neg b)) * c)")]
    [InlineData("--a", "(neg (neg a))")]
    [InlineData("-2 ^ 2", "(neg (2 ^ 2))")]
    [InlineData("a + b offset 5m", "(a + b offset 5m)")]
    [InlineData("a ^ b @ 5", "(a ^ b @ 5)")]
    public void Operators_bind_as_in_Prometheus(string text, string shape) => Assert.Equal(shape, Shape.Of(text));

    [Theory]
    [InlineData("-1", -1)]
    [InlineData("+1", 1)]
    [InlineData("--1", 1)]
    [InlineData("- 0x10", -16)]
    public void A_sign_joins_a_bare_number(string text, double value) =>
        Assert.Equal(value, Assert.IsType<NumberLiteral>(PromQlParser.Parse(text)).Value);

    [Fact]
    public void A_sign_does_not_join_a_number_in_parentheses()
    {
        var unary = Assert.IsType<UnaryExpression>(PromQlParser.Parse("-(1)"));
        Assert.Equal(1, Assert.IsType<NumberLiteral>(unary.Operand).Value);
        Assert.Equal("-(1)", unary.ToString());
    }

    [Fact]
    public void Matching_is_read_with_its_groups()
    {
        var binary = Assert.IsType<BinaryExpression>(PromQlParser.Parse("a > bool on (x, by) group_left (y,) b"));
        Assert.True(binary.ReturnsBool);
        Assert.Equal(BinaryOperator.Greater, binary.Operator);
        Assert.NotNull(binary.Matching);
        Assert.True(binary.Matching.IsOn);
        Assert.Equal(["x", "by"], binary.Matching.Labels);
        Assert.Equal(GroupSide.Left, binary.Matching.Group);
        Assert.Equal(["y"], binary.Matching.Include);
    }

    [Fact]
    public void A_matching_beside_a_scalar_is_dropped() =>
        Assert.Equal("1 * foo", PromQlPrinter.Print(PromQlParser.Parse("1 * on() group_left(x) foo")));

    [Theory]
    [InlineData("1 == 1", "Two scalars are compared")]
    [InlineData("a + bool b", "bool cannot follow '+'")]
    [InlineData("a and 1", "'and' has a scalar beside it")]
    [InlineData("a * on(x) group_left(x) b", "The label x is in on and in the group, too")]
    [InlineData("a and on(x) group_left b", "group_left and group_right cannot follow 'and'")]
    [InlineData("a + on(x) 1", "on matches series, and one side is a scalar")]
    [InlineData("a[5m] + 1", "An operator stands beside a range vector")]
    [InlineData("-'x'", "A sign stands before a text")]
    public void What_Prometheus_refuses_is_refused_with_the_reason(string text, string problem)
    {
        var error = Assert.Throws<PromQlSyntaxException>(() => PromQlParser.Parse(text));
        Assert.Equal(problem, error.Problem);
    }

    [Theory]
    [InlineData("1 + 1", PromQlValueType.Scalar)]
    [InlineData("a + 1", PromQlValueType.InstantVector)]
    [InlineData("-time()", PromQlValueType.Scalar)]
    [InlineData("a[5m]", PromQlValueType.RangeVector)]
    [InlineData("a[5m:]", PromQlValueType.RangeVector)]
    [InlineData("'x'", PromQlValueType.Text)]
    [InlineData("sum(a)", PromQlValueType.InstantVector)]
    public void Every_expression_has_its_type(string text, PromQlValueType type) => Assert.Equal(type, PromQlParser.Parse(text).ValueType);
}
