using CsCheck;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.Core.Tests.PromQL;

public sealed class RoundTripTests
{
    [Fact]
    public void Every_tree_reads_back_as_printed() =>
        TreeGenerator
            .Expression(3)
            .Sample(
                tree =>
                {
                    var text = PromQlPrinter.Print(tree);
                    var again = PromQlParser.Parse(text, PromQlOptions.Template);
                    return PromQlComparer.Instance.Equals(tree, again) && PromQlPrinter.Print(again) == text;
                },
                iter: 5000,
                print: tree => PromQlPrinter.Print(tree)
            );

    [Fact]
    public void Every_valid_expression_reads_back_as_printed_in_any_culture()
    {
        using var culture = new CultureScope("de-DE");
        Assert.All(ExpressionCorpus.Valid, text => AssertReadsBack(text, Promtool.Options));
        Assert.All(Prometheus3Corpus.Load().Where(e => e.IsAccepted), e => AssertReadsBack(e.Text, PromQlOptions.Plain));
    }

    [Fact]
    public void What_is_left_valid_of_damaged_expressions_reads_back_as_printed()
    {
        var mutator = new ExpressionMutator(new Random(7), ExpressionCorpus.Seeds);
        var valid = Enumerable
            .Range(0, 20_000)
            .Select(_ => mutator.Next())
            .Where(text => PromQlParser.TryParse(text, null, out _, out _))
            .ToList();
        Assert.True(valid.Count > 2000);
        Assert.All(valid, text => AssertReadsBack(text, PromQlOptions.Plain));
    }

    [Theory]
    [InlineData("((a + b)) * (c)", "(a + b) * c")]
    [InlineData("(a * b) + (c)", "a * b + c")]
    [InlineData("a - (b - c) - (d)", "a - (b - c) - d")]
    [InlineData("(a ^ b) ^ c ^ (d)", "(a ^ b) ^ c ^ d")]
    [InlineData("(-a) ^ 2", "(-a) ^ 2")]
    [InlineData("(-1) ^ 2", "(-1) ^ 2")]
    [InlineData("-(1 ^ 2)", "-1 ^ 2")]
    [InlineData("-(a * b)", "-(a * b)")]
    [InlineData("2 ^ (-3) * 4", "2 ^ -3 * 4")]
    [InlineData("a*on(x)group_left()(b)", "a * on (x) group_left () b")]
    [InlineData("(rate(x[5m]))[1h:]", "rate(x[5m])[1h:]")]
    [InlineData("1e21 + 0.00001", "1e+21 + 1e-05")]
    [InlineData("'a\"b'", "\"a\\\"b\"")]
    public void Parentheses_stay_only_where_the_tree_needs_them(string text, string printed) =>
        Assert.Equal(printed, PromQlParser.Parse(text).ToString());

    private static void AssertReadsBack(string text, PromQlOptions options)
    {
        var tree = PromQlParser.Parse(text, options);
        var printed = PromQlPrinter.Print(tree);
        Assert.True(PromQlParser.TryParse(printed, options, out var again, out var error), $"{text} => {printed}: {error}");
        Assert.True(PromQlComparer.Instance.Equals(tree, again), $"{text} => {printed}");
        Assert.Equal(printed, again.ToString());
    }
}
