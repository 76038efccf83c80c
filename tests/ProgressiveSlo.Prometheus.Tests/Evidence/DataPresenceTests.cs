using ProgressiveSlo.Errors;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Evidence;

/// <summary>What is asked for to know whether a query's series have data.</summary>
public sealed class DataPresenceTests
{
    [Theory]
    [InlineData("sum(rate(a[5m])) / fill_left(0) sum(rate(b[5m])) or vector(0)", "sum(rate(a[5m])) / fill_left (0) sum(rate(b[5m]))")]
    [InlineData("(a or vector(0)) * 2", "a * 2")]
    [InlineData("sum(a or b) or vector(1)", "sum(a or b)")]
    public void What_is_left_without_a_filler_means_the_same(string query, string expected) =>
        Assert.Equal(PromQlPrinter.Print(Parse(expected)), PromQlPrinter.Print(DataPresence.WithoutFiller(Parse(query))));

    [Theory]
    [InlineData("last_over_time(a[6h])")]
    [InlineData("last_over_time(a[1h * 6])")]
    [InlineData("max_over_time(a[3h + 3h:1m])")]
    public void A_long_look_back_may_fill_however_it_is_written(string query) => Assert.True(DataPresence.MayFill(Parse(query)));

    // A node is looked at by each one above it.
    [Fact]
    public void A_chain_costs_what_its_length_costs()
    {
        static TimeSpan Cost(int length)
        {
            var query = Parse(string.Join(" or ", Enumerable.Range(0, length).Select(i => $"sum(rate(m{i}[5m]))")));
            return Work.Least(() =>
            {
                DataPresence.Of(query);
                DataPresence.WithoutFiller(query);
            });
        }

        Assert.InRange(Work.Ratio(Cost(96), Cost(12)), 0, 200);
    }

    [Fact]
    public void A_chain_without_end_is_refused()
    {
        var query = Parse(string.Join(" + ", Enumerable.Repeat("a", 50_000)));
        var error = Assert.Throws<SloValidationException>(() => DataPresence.Of(query));
        Assert.Contains("250 levels", error.Message, StringComparison.Ordinal);
    }

    private static PromQlExpression Parse(string text) => PromQlParser.ParseOrNull(text)!;
}
