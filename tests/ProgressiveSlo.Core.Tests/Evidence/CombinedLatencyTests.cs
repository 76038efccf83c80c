using System;
using System.Linq;
using CsCheck;
using ProgressiveSlo.Evidence;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Evidence;

/// <summary>The percentile of all parts is never above the combined one, and that is never above the largest of the parts.</summary>
public sealed class CombinedLatencyTests
{
    [Fact]
    public void The_percentile_of_all_events_is_never_above_it() =>
        Gen.Select(Gen.Int[1, 400], Gen.Int[0, 3000], Gen.Int[1, 500])
            .Array[1, 8]
            .Sample(parts =>
            {
                // Each part has so many events, from a latency on in equal steps.
                var latencies = parts
                    .Select(p => Enumerable.Range(0, p.Item1).Select(i => p.Item2 + (double)(i * p.Item3)).ToArray())
                    .ToArray();
                var of = latencies.Select(l => ((long)l.Length, (double?)Quantile(l, 0.95), (double?)Quantile(l, 0.99))).ToArray();
                var all = latencies.SelectMany(l => l).Order().ToArray();
                var combined = CombinedLatency.P95(of)!.Value;
                Assert.True(all.Count(l => l > combined) <= 0.05 * all.Length, $"{combined}");
                Assert.True(combined <= of.Max(p => p.Item2));
                Assert.True(all.Count(l => l > CombinedLatency.P99(of.Select(p => (p.Item1, p.Item3)))!.Value) <= 0.01 * all.Length);
            });

    [Fact]
    public void The_order_of_the_parts_and_parts_without_traffic_do_not_matter() =>
        Gen.Select(Gen.Long[0, 400], Gen.Double[1, 3000], Gen.Double[1, 500])
            .Array[1, 8]
            .Sample(parts =>
            {
                var of = parts.Select(p => (p.Item1, (double?)p.Item2, (double?)(p.Item2 + p.Item3))).ToArray();
                var expected = CombinedLatency.P95(of);
                Assert.Equal(expected, CombinedLatency.P95(of.Reverse()));
                Assert.Equal(expected, CombinedLatency.P95(of.Append((0, null, null))));
            });

    [Theory]
    [InlineData(4, 400)]
    [InlineData(5, 3000)]
    public void A_slow_part_counts_where_it_may_hold_more_than_4_of_100(long slow, double p95) =>
        Assert.Equal(p95, CombinedLatency.P95([(100 - slow, 300, 400), (slow, 3000, 4000)]));

    [Fact]
    public void Without_p99_the_slowest_part_decides() =>
        Assert.Equal(3000, CombinedLatency.P95([(1_000_000, 300, null), (1, 3000, null)]));

    [Fact]
    public void A_part_whose_latency_is_not_known_leaves_the_whole_unknown()
    {
        Assert.Null(CombinedLatency.P95([(10, 300, 400), (1, null, null)]));
        Assert.Null(CombinedLatency.P99([(10, 400), (1, null)]));
        Assert.Null(CombinedLatency.P95(Array.Empty<(long, double?, double?)>()));
    }

    // The smallest value that at most the rest is above.
    private static double Quantile(double[] sorted, double quantile) => sorted[(int)Math.Ceiling(quantile * sorted.Length) - 1];
}
