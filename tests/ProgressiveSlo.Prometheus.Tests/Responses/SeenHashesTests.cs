using CsCheck;
using ProgressiveSlo.Prometheus.Responses;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Responses;

/// <summary>Says of each hash whether it was seen before, as a set of the framework does.</summary>
public sealed class SeenHashesTests
{
    // Few different ones, many that share their lower half, and any.
    private static readonly Gen<ulong> _hashes = Gen.Frequency(
        (1, Gen.ULong[0, 20]),
        (1, Gen.UInt.Select(u => (ulong)u << 32)),
        (2, Gen.ULong)
    );

    [Fact]
    public void It_says_what_a_set_says() =>
        _hashes
            .Array[0, 3000]
            .Sample(
                hashes =>
                {
                    var set = new HashSet<ulong>();
                    var seen = new SeenHashes();
                    return hashes.All(h => set.Add(h) == seen.Add(h)) && seen.Count == set.Count;
                },
                iter: 200
            );

    [Fact]
    public void The_hash_zero_is_one_like_others()
    {
        var seen = new SeenHashes();
        Assert.True(seen.Add(0));
        Assert.False(seen.Add(0));
        Assert.Equal(1, seen.Count);
    }

    [Fact]
    public void Sets_of_labels_have_one_hash_in_any_order_and_different_ones_differ()
    {
        Assert.Equal(Hash(("a", "1"), ("b", "2")), Hash(("b", "2"), ("a", "1")));
        string[] names = ["a", "b", "ab", "a1"];
        string[] values = ["", "1", "12", "2", "b"];
        var hashes = new HashSet<ulong> { Hash() };
        foreach (var name in names)
        {
            foreach (var value in values)
                Assert.True(hashes.Add(Hash((name, value))), $"{name}={value}");
        }

        Assert.NotEqual(Hash(("a", "1"), ("b", "2")), Hash(("a", "2"), ("b", "1")));
    }

    [Fact]
    public void A_series_that_is_used_again_starts_anew()
    {
        var series = new SampleSeries();
        series.AddLabel("a", "1");
        series.Clear();
        series.AddLabel("b", "2");
        Assert.Equal(Hash(("b", "2")), series.LabelHash);
    }

    private static ulong Hash(params (string Name, string Value)[] labels)
    {
        var series = new SampleSeries();
        foreach (var (name, value) in labels)
            Assert.True(series.AddLabel(name, value));
        return series.LabelHash;
    }
}
