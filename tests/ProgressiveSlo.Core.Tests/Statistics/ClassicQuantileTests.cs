using ProgressiveSlo.Statistics;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Statistics;

public sealed class ClassicQuantileTests
{
    // Half of 10 observations are up to the highest finite bound, so the median is that bound and not above it.
    [Theory]
    [InlineData("1:5 +Inf:10", 0.5, 1.0, false)]
    [InlineData("1:4 2:8 +Inf:10", 0.8, 2.0, false)]
    [InlineData("1:4 2:8 +Inf:10", 0.81, 2.0, true)]
    [InlineData("1:4 2:8 +Inf:10", 0.4, 1.0, false)]
    [InlineData("1:4 2:8 +Inf:10", 0.6, 1.5, false)]
    [InlineData("1:10 +Inf:10", 0.5, 0.5, false)]
    public void A_rank_that_is_a_bucket_s_count_is_in_that_bucket(string buckets, double quantile, double expected, bool isAbove)
    {
        var counts = buckets
            .Split(' ')
            .Select(b => b.Split(':'))
            .ToDictionary(
                b => b[0] == "+Inf" ? double.PositiveInfinity : double.Parse(b[0], CultureInfo.InvariantCulture),
                b => double.Parse(b[1], CultureInfo.InvariantCulture)
            );
        Assert.Equal(expected, ClassicQuantile.Compute(counts, quantile, out var above)!.Value, 1e-12);
        Assert.Equal(isAbove, above);
    }

    [Fact]
    public void Without_observations_or_the_last_bucket_there_is_no_quantile()
    {
        Assert.Null(ClassicQuantile.Compute(new Dictionary<double, double> { [1] = 0, [double.PositiveInfinity] = 0 }, 0.5, out _));
        Assert.Null(ClassicQuantile.Compute(new Dictionary<double, double> { [1] = 5, [2] = 10 }, 0.5, out _));
    }
}
