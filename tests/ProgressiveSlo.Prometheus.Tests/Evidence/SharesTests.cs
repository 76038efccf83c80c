using ProgressiveSlo.Prometheus.Evidence;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Evidence;

public sealed class SharesTests
{
    [Fact]
    public void Shares_add_up_and_are_off_by_less_than_one_event()
    {
        for (var events = 0L; events < 200; events += 7)
        {
            var weights = Enumerable.Range(0, 24).Select(i => (i * 13 % 7) / 3.0).ToArray();
            var shares = ProportionalSplit.Split(events, weights);
            Assert.Equal(events, shares.Sum());
            for (var i = 0; i < 24; i++)
                Assert.InRange(shares[i] - (events * weights[i] / weights.Sum()), -1, 1);
        }
    }

    [Fact]
    public void Whole_weights_that_add_up_are_their_own_shares() =>
        Assert.Equal([1_000_000_007L, 0, 13, 1], ProportionalSplit.Split(1_000_000_021, [1_000_000_007.0000001, 0, 12.9999999, 1]));

    [Fact]
    public void Without_weights_shares_are_equal_and_without_slots_there_are_none()
    {
        Assert.Equal([1L, 0, 1], ProportionalSplit.Split(2, [0, 0, 0]));
        Assert.Empty(ProportionalSplit.Split(5, []));
    }
}
