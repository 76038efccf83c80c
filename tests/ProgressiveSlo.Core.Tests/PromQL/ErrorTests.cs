using System.Threading;
using CsCheck;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.Core.Tests.PromQL;

public sealed class ErrorTests
{
    [Theory]
    [InlineData("", 0, 1, 1, "There is no expression")]
    [InlineData("# only a comment", 16, 1, 17, "There is no expression")]
    [InlineData("sum(x", 3, 1, 4, "'(' is never closed")]
    [InlineData("x{a=\"b\"", 1, 1, 2, "'{' is never closed")]
    [InlineData("a +\n  b)", 7, 2, 4, "')' cannot stand here")]
    [InlineData("a\r\n+\n\n", 6, 4, 1, "The expression ends too early")]
    [InlineData("a = b", 2, 1, 3, "'=' is not an operator between expressions")]
    [InlineData("a\u00a0+ b", 1, 1, 2, "The character U+00A0 has no meaning here")]
    [InlineData("a + 😀", 4, 1, 5, "'😀' has no meaning here")]
    [InlineData("x{a:b=\"c\"}", 3, 1, 4, "':' has no meaning in label conditions")]
    [InlineData("sum by (without) (x)", 8, 1, 9, "'without' cannot stand here")]
    [InlineData("x[5m", 4, 1, 5, "The expression ends too early")]
    [InlineData("1e999", 0, 1, 1, "'1e999' is not a number, or too large for one")]
    public void An_error_says_where_and_what(string text, int position, int line, int column, string problem)
    {
        var error = Assert.Throws<PromQlSyntaxException>(() => PromQlParser.Parse(text));
        Assert.Equal((position, line, column, problem), (error.Position, error.Line, error.Column, error.Problem));
        Assert.NotEmpty(error.Expected);
        Assert.Equal($"{line}:{column}: {problem}. {error.Expected}.", error.Message);
    }

    [Fact]
    public void Every_refusal_has_a_place_in_the_text_and_a_mend()
    {
        var refused = 0;
        foreach (var text in ExpressionCorpus.All)
        {
            if (PromQlParser.TryParse(text, null, out _, out var error))
                continue;
            refused++;
            Assert.InRange(error.Position, 0, text.Length);
            Assert.NotEmpty(error.Problem);
            Assert.NotEmpty(error.Expected);
            Assert.False(error.Problem.EndsWith('.') || error.Expected.EndsWith('.'), error.ToString());
        }

        Assert.True(refused > 1000);
    }

    [Fact]
    public void Any_text_is_read_or_refused() =>
        Gen.String.Sample(text =>
        {
            var isRead = PromQlParser.TryParse(text, PromQlOptions.Template, out var expression, out var error);
            return isRead ? expression is not null && error is null : expression is null && error!.Position <= text.Length;
        });

    // A parser that looks ahead for an end that is not there takes the square of the work for these.
    [Theory]
    [InlineData("x{a=~\"", "[[:a]", "\"}")]
    [InlineData("x{a=~\"[", "[:", "]\"}")]
    [InlineData("x{a=~\"", "{1", "\"}")]
    [InlineData("x{a=~\"", "a{2}", "\"}")]
    [InlineData("x{a=~\"", "(a|", "\"}")]
    [InlineData("", "{{", "")]
    [InlineData("x + on (y", ", a", ") group_left (b) z")]
    [InlineData("", "1 + ", "1")]
    [InlineData("\"", "\\x", "\"")]
    [InlineData("\"", "\\xc3\\xa9", "\"")]
    [InlineData("", "# c\n", "x")]
    public void Long_texts_take_work_in_proportion(string start, string piece, string end)
    {
        string Text(int length) => start + string.Concat(Enumerable.Repeat(piece, length / piece.Length)) + end;
        TimeSpan Read(string text) => Work.Least(() => PromQlParser.TryParse(text, PromQlOptions.Template, out _, out _));

        // Sixteen times as long: the square of it would be 256 times the work. Long enough for caches to have no say.
        Read(Text(1000));
        var (few, many) = (Read(Text(1 << 16)), Read(Text(1 << 20)));
        Assert.InRange(Work.Ratio(many, few), 0, 64);

        // What stops early costs nothing at either length; the whole four megabytes are read, all the same.
        Assert.InRange(Read(Text(4_000_000)).TotalSeconds, 0, 30);
    }

    [Theory]
    [InlineData("(", ")", 500)]
    [InlineData("abs(", ")", 500)]
    [InlineData("sum by (a) (", ")", 500)]
    [InlineData("-", "", 500)]
    [InlineData("2 ^ ", "", 500)]
    public void Deep_nesting_is_read_up_to_the_limit_and_refused_beyond(string open, string close, int limit)
    {
        Assert.True(PromQlParser.TryParse(Nested(open, close, limit - 1), null, out var expression, out _));
        Assert.NotEmpty(expression.ToString());
        foreach (var depth in new[] { limit, 5000, 100_000 })
        {
            Assert.False(PromQlParser.TryParse(Nested(open, close, depth), null, out _, out var error));
            Assert.Equal("The expression nests deeper than 500 levels", error.Problem);
        }
    }

    [Fact]
    public void A_small_stack_gives_an_error_and_not_the_end_of_the_process()
    {
        PromQlSyntaxError? error = null;
        var thread = new Thread(
            () => PromQlParser.TryParse(Nested("sum by (a) (", ")", 900), new PromQlOptions { MaxDepth = 1000 }, out _, out error),
            256 * 1024
        );
        thread.Start();
        thread.Join();
        Assert.Equal("The expression nests deeper than the stack of this thread has room for", error?.Problem);
    }

    [Fact]
    public void Long_chains_are_no_nesting()
    {
        var text = string.Join(" or ", Enumerable.Repeat("x{a=\"b\"}", 100_000));
        var expression = PromQlParser.Parse(text);
        Assert.Equal(text, expression.ToString());
        Assert.Equal(100_000, expression.Descendants().OfType<VectorSelector>().Count());
        Assert.True(PromQlComparer.Instance.Equals(expression, PromQlParser.Parse(text)));
        Assert.Equal(PromQlComparer.Instance.GetHashCode(expression), PromQlComparer.Instance.GetHashCode(PromQlParser.Parse(text)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public void The_limit_has_limits(int depth) => Assert.Throws<ArgumentOutOfRangeException>(() => new PromQlOptions { MaxDepth = depth });

    [Fact]
    public void Nothing_but_null_is_an_exception_of_another_kind()
    {
        Assert.Throws<ArgumentNullException>(() => PromQlParser.Parse(null!));
        Assert.Throws<ArgumentNullException>(() => PromQlPrinter.Print(null!));
        Assert.Throws<ArgumentNullException>(() => PromQlLocation.FromOffset(null!, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => PromQlLocation.FromOffset("x", 2));
    }

    private static string Nested(string open, string close, int depth) =>
        string.Concat(Enumerable.Repeat(open, depth)) + "x" + string.Concat(Enumerable.Repeat(close, depth));
}
