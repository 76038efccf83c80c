using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Prometheus.Tests.Support;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.Statistics;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Evidence;

/// <summary>Answers that contradict themselves are errors or unknown days, never numbers.</summary>
public sealed class ContradictionTests
{
    private const int Days = 4;
    private static readonly DateTime _end = new(2026, 1, 31, 0, 0, 0, DateTimeKind.Utc);
    private static readonly double _last = (_end - DateTime.UnixEpoch).TotalSeconds;

    private static readonly RatioIndicator _indicator = new(new MetricSelector("good_total"), new MetricSelector("all_total"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task More_good_events_than_events_make_the_day_unknown_with_a_warning()
    {
        var items = await ReadAsync(query => query.Contains("good_total", StringComparison.Ordinal) ? Series(200_000) : Series(100_000));
        var evidence = items.Select(i => i.Evidence).OfType<SloEvidence>().Single();
        Assert.Null(evidence.Availability);
        Assert.Equal(0, evidence.Coverage);
        Assert.All(evidence.Days, d => Assert.Equal((0L, 0L, 0.0), (d.GoodEvents, d.TotalEvents, d.Coverage)));
        var warning = Assert.Single(items.Select(i => i.Warning).OfType<string>(), w => w.Contains("contradict", StringComparison.Ordinal));
        Assert.Contains("200000 good events of 100000", warning, StringComparison.Ordinal);
        Assert.Equal([warning], evidence.Warnings);
    }

    [Fact]
    public async Task More_bad_events_than_events_are_as_unknown()
    {
        var bad = RatioIndicator.FromBad(new MetricSelector("good_total"), new MetricSelector("all_total"));
        var items = await ReadAsync(query => query.Contains("good_total", StringComparison.Ordinal) ? Series(2000) : Series(1000), bad);
        Assert.Null(items.Select(i => i.Evidence).OfType<SloEvidence>().Single().Availability);
    }

    // No counter is below 0: a query that subtracts what it should not, or a gauge.
    [Theory]
    [InlineData(-5, 100_000)]
    [InlineData(-50_000, 100_000)]
    [InlineData(0, -100_000)]
    [InlineData(-2, 0)]
    public async Task Events_below_0_are_as_unknown(double bad, double all)
    {
        var indicator = RatioIndicator.FromBad(new MetricSelector("good_total"), new MetricSelector("all_total"));
        var items = await ReadAsync(query => query.Contains("good_total", StringComparison.Ordinal) ? Series(bad) : Series(all), indicator);
        var evidence = items.Select(i => i.Evidence).OfType<SloEvidence>().Single();
        Assert.Null(evidence.Availability);
        Assert.Equal(0, evidence.Coverage);
    }

    [Fact]
    public async Task A_day_of_several_is_unknown_and_the_others_count()
    {
        double[] good = [999, 999, 2000, 999];
        var items = await ReadAsync(query => query.Contains("good_total", StringComparison.Ordinal) ? Series(good) : Series(1000));
        var evidence = items.Select(i => i.Evidence).OfType<SloEvidence>().Single();
        Assert.Equal([1000L, 1000, 0, 1000], evidence.Days.Select(d => d.TotalEvents));
        Assert.Equal(0.999, evidence.Availability);
    }

    [Theory]
    [InlineData(100_700, 100_000)]
    [InlineData(11, 10)]
    [InlineData(1000.4, 1000)]
    public async Task What_extrapolation_explains_is_counted(double good, double all)
    {
        // On one day of four: day after day it would be more than that.
        var items = await ReadAsync(query => query.Contains("good_total", StringComparison.Ordinal) ? Series(good, all) : Series(all));
        Assert.Equal(1, items.Select(i => i.Evidence).OfType<SloEvidence>().Single().Availability);
    }

    // Within what extrapolation explains of one day, and too much of four.
    [Theory]
    [InlineData(new[] { 100_700.0, 100_700, 100_700, 100_700 }, "4 of 4 days")]
    [InlineData(new[] { 100_300.0, 100_300, 100_300, 100_300 }, "4 of 4 days")]
    [InlineData(new[] { 100_700.0, 99_900, 100_700, 100_700 }, "3 of 4 days")]
    public async Task More_good_events_than_events_day_after_day_make_these_days_unknown(double[] good, string days)
    {
        var items = await ReadAsync(query => query.Contains("good_total", StringComparison.Ordinal) ? Series(good) : Series(100_000));
        var evidence = items.Select(i => i.Evidence).OfType<SloEvidence>().Single();
        Assert.All(evidence.Days.Where((_, i) => good[i] > 100_000), d => Assert.Equal((0L, 0.0), (d.TotalEvents, d.Coverage)));
        Assert.True(evidence.Availability is null or < 1);
        Assert.Contains($"contradict each other on {days}", Assert.Single(evidence.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 100_700.0, 99_300, 100_700, 99_300 })]
    [InlineData(new[] { 100_010.0, 100_010, 100_010, 100_010 })]
    [InlineData(new[] { 100_700.0, 98_000, 100_700, 100_700 })]
    public async Task What_scrapes_at_two_moments_explain_is_counted(double[] good)
    {
        var items = await ReadAsync(query => query.Contains("good_total", StringComparison.Ordinal) ? Series(good) : Series(100_000));
        var evidence = items.Select(i => i.Evidence).OfType<SloEvidence>().Single();
        Assert.Equal((1.0, 400_000L), (evidence.Coverage, evidence.TotalEvents));
    }

    [Theory]
    [InlineData(new[] { -0.007, -0.007, -0.007, -0.007 }, true)]
    [InlineData(new[] { -0.007, 0.002, -0.007, -0.007 }, true)]
    [InlineData(new[] { -0.007, 0.007, -0.007, 0.007 }, false)]
    public async Task An_error_ratio_below_0_day_after_day_is_as_unknown(double[] ratios, bool isUnknown)
    {
        var indicator = new RawRatioIndicator(
            "(sum(rate(all_total[{{.window}}])) - sum(rate(good_total[{{.window}}]))) / sum(rate(all_total[{{.window}}]))",
            isSuccess: false
        );
        await using var server = new FaultServer(
            (request, reply) =>
                reply.SendAsync(
                    200,
                    request.Parameter("query") is { } query && query.StartsWith("count_over_time(", StringComparison.Ordinal)
                            ? Answer(Series(288))
                        : request.Target.Contains("query_range", StringComparison.Ordinal) ? Answer(Series(ratios))
                        : "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":["
                            + _last.ToString(CultureInfo.InvariantCulture)
                            + ",\"0\"]}]}}"
                )
        );
        using var connection = new PrometheusConnection(server.Address, new PrometheusOptions());
        var request = new EvidenceRequest([new EvidenceSubject("checkout", indicator)], _end, Days);
        var items = await Task.Run(() => new PrometheusEvidence(connection).Read(request, Token).ToArray(), Token);
        var evidence = items.Select(i => i.Evidence).OfType<SloEvidence>().Single();
        Assert.Equal(isUnknown, evidence.Availability is null);
    }

    [Theory]
    [InlineData("""{"metric":{"a":"b","c":"d"},"values":[[1,"1"]]},{"metric":{"c":"d","a":"b"},"values":[[1,"1"]]}""", "duplicated")]
    [InlineData("""{"metric":{},"values":[[1,"1"]]},{"metric":{},"values":[[2,"1"]]}""", "duplicated")]
    [InlineData("""{"metric":{},"values":[[1,"1"],[1,"1"]]}""", "order of time")]
    [InlineData("""{"metric":{},"values":[[2,"1"],[1,"1"]]}""", "order of time")]
    public async Task A_series_or_a_time_that_comes_twice_is_an_error(string series, string message)
    {
        await using var server = FaultServer.InTurn(r => r.SendAsync(200, Answer(series)));
        using var connection = new PrometheusConnection(server.Address, new PrometheusOptions());
        var error = await Assert.ThrowsAsync<PrometheusException>(() =>
            new PrometheusApi(connection).QueryAsync("up", _end, () => new SeriesList(), Token)
        );
        Assert.Equal(PrometheusErrorKind.Malformed, error.Kind);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Samples_between_the_times_that_were_asked_for_are_an_error()
    {
        var error = await Assert.ThrowsAsync<PrometheusException>(() => ReadAsync(_ => SeriesAt(1200, 5)));
        Assert.Contains("not asked for", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Services_that_were_not_asked_for_cost_nothing()
    {
        var range = SlotRange.Create(_end.AddDays(-30), _end, TimeSpan.FromDays(1));
        var slots = new SlotSeries(new AskedServices("service", ["a"]), range);
        var buckets = new BucketCounts(new AskedServices("service", ["a"]));
        var series = new ProgressiveSlo.Prometheus.Responses.SampleSeries();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
        {
            series.Clear();
            series.AddLabel("service", "other");
            series.AddLabel("le", "1");
            series.AddSample(_last, 1);
            slots.Add(series);
            buckets.Add(series);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.Null(slots["other", 29]);
        Assert.Empty(buckets["other"]);
    }

    [Theory]
    [InlineData("+Inf")]
    [InlineData("-1")]
    public void Counts_of_buckets_that_are_none_make_the_latency_unknown(string count)
    {
        var buckets = new BucketCounts(new AskedServices(null, []));
        Add(buckets, "1", double.Parse(count == "+Inf" ? "Infinity" : count, CultureInfo.InvariantCulture));
        Add(buckets, "+Inf", 10);
        Assert.True(buckets.IsBroken(""));
        Assert.Null(ClassicQuantile.Compute(buckets[""], 0.95, out var above));
        Assert.False(above);
    }

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1)]
    public void Counts_of_buckets_of_a_day_that_are_none_make_the_latency_unknown(double count)
    {
        var slots = new BucketSlots(
            new AskedServices("service", ["a", "b"]),
            SlotRange.Create(_end.AddDays(-Days), _end, TimeSpan.FromDays(1))
        );
        Add("a", count);
        Add("b", 10);
        Assert.True(slots.IsBroken("a"));
        Assert.Empty(slots.Buckets("a", Days - 1, [], 1));
        Assert.False(slots.IsBroken("b"));
        Assert.Single(slots.Buckets("b", Days - 1, [], 1));

        void Add(string service, double events)
        {
            var series = new ProgressiveSlo.Prometheus.Responses.SampleSeries();
            series.AddLabel("service", service);
            series.AddLabel("le", "1");
            series.AddSample(_last, events);
            slots.Add(series);
        }
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("1e308")]
    [InlineData("-Infinity")]
    public void A_bound_that_is_no_latency_is_left_out(string bound)
    {
        var buckets = new BucketCounts(new AskedServices(null, []));
        Add(buckets, bound, 5);
        Add(buckets, "2", 10);
        Add(buckets, "+Inf", 10);
        var quantile = ClassicQuantile.Compute(buckets[""], 0.95, out _);
        Assert.Equal(1.9, quantile!.Value, 6);
    }

    private static void Add(BucketCounts buckets, string bound, double count)
    {
        var series = new ProgressiveSlo.Prometheus.Responses.SampleSeries();
        series.AddLabel("le", bound);
        series.AddSample(1, count);
        buckets.Add(series);
    }

    private static string Series(params double[] values) => SeriesAt(0, values);

    private static string SeriesAt(int shift, params double[] values) =>
        """{"metric":{},"values":["""
        + string.Join(
            ",",
            Enumerable
                .Range(0, Days)
                .Select(d =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"[{_last - ((Days - 1 - d) * 86400) + shift},\"{values[Math.Min(d, values.Length - 1)]}\"]"
                    )
                )
        )
        + "]}";

    private static string Answer(string series) => """{"status":"success","data":{"resultType":"matrix","result":[""" + series + "]}}";

    // What is no count of the indicator's events has no series.
    private static async Task<EvidenceItem[]> ReadAsync(Func<string, string> series, SloIndicator? indicator = null)
    {
        await using var server = new FaultServer(
            (request, reply) =>
                reply.SendAsync(
                    200,
                    request.Parameter("query") is { } query && query.StartsWith("sum(increase(", StringComparison.Ordinal)
                            ? Answer(series(query))
                        : request.Parameter("query") is { } count && count.StartsWith("count_over_time(", StringComparison.Ordinal)
                            ? Answer(Series(288))
                        : Answer("")
                )
        );
        using var connection = new PrometheusConnection(server.Address, new PrometheusOptions());
        var request = new EvidenceRequest([new EvidenceSubject("checkout", indicator ?? _indicator)], _end, Days);
        return await Task.Run(() => new PrometheusEvidence(connection).Read(request, Token).ToArray(), Token);
    }
}
