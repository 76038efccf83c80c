using ProgressiveSlo.PromQL;
using Xunit;

namespace ProgressiveSlo.Core.Tests.PromQL;

public sealed class PositionTests
{
    private const string Text = " ( a + -b{c=\"d\"} ) * sum by (e) ( rate( f[5m] offset 1h @ 5 ) )  # end";

    [Fact]
    public void Every_node_knows_where_it_stood()
    {
        var spans = PromQlParser.Parse(Text).DescendantsAndSelf().Select(n => Text.Substring(n.Span.Start, n.Span.Length));
        Assert.Equal(
            [
                "( a + -b{c=\"d\"} ) * sum by (e) ( rate( f[5m] offset 1h @ 5 ) )",
                "a + -b{c=\"d\"}",
                "a",
                "-b{c=\"d\"}",
                "b{c=\"d\"}",
                "c=\"d\"",
                "sum by (e) ( rate( f[5m] offset 1h @ 5 ) )",
                "by (e)",
                "rate( f[5m] offset 1h @ 5 )",
                "f[5m] offset 1h @ 5",
                "f",
                "5m",
                "offset 1h",
                "1h",
                "@ 5",
            ],
            spans
        );
    }

    [Fact]
    public void Parts_lie_inside_the_whole() =>
        Assert.All(
            ExpressionCorpus
                .Valid.Select(text => (Text: text, Promtool.Options))
                .Concat(Prometheus3Corpus.Load().Where(e => e.IsAccepted).Select(e => (e.Text, PromQlOptions.Plain))),
            item =>
            {
                var (text, options) = item;
                foreach (var node in PromQlParser.Parse(text, options).DescendantsAndSelf())
                {
                    Assert.InRange(node.Span.Start, 0, node.Span.End);
                    Assert.InRange(node.Span.End, node.Span.Start + 1, text.Length);
                    foreach (var child in node.Children)
                    {
                        Assert.InRange(child.Span.Start, node.Span.Start, node.Span.End);
                        Assert.InRange(child.Span.End, node.Span.Start, node.Span.End);
                    }
                }
            }
        );

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(2, 1, 3)]
    [InlineData(3, 2, 1)]
    [InlineData(5, 3, 1)]
    [InlineData(6, 3, 2)]
    public void Lines_and_columns_count_from_one(int offset, int line, int column) =>
        Assert.Equal(new PromQlLocation(line, column), PromQlLocation.FromOffset("ab\nc\nd", offset));
}
