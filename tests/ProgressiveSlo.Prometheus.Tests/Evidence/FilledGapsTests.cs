using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Prometheus.Tests.Support;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Evidence;

/// <summary>What a query makes of missing data is neither good nor covered, whatever it is written with.</summary>
public sealed class FilledGapsTests(FilledGapsTests.Server server) : IClassFixture<FilledGapsTests.Server>
{
    private const int Days = 4;
    private const string Whole = "queue_length{service=\"whole\"}";
    private const string Half = "queue_length{service=\"half\"}";

    private static readonly DateTime _end = new(2026, 1, 31, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime _start = _end.AddDays(-Days);

    [Theory]
    [InlineData("max(" + Half + ") or vector(0)")]
    [InlineData("max(" + Half + ") or on() vector(0)")]
    [InlineData("max(" + Half + " or vector(0))")]
    [InlineData("vector(0) or " + Half)]
    [InlineData(Half + " or vector(0)")]
    [InlineData("max(" + Half + ") or 0 * max(up)")]
    [InlineData("max(" + Half + ") or max(up) * 0")]
    [InlineData("max(" + Half + ") or max(up) - 1")]
    [InlineData("max(" + Half + ") or max(up)")]
    [InlineData("max(" + Half + ") or max(up) or vector(0)")]
    [InlineData("max(" + Half + ") or absent(" + Half + ") * 0")]
    [InlineData("max(" + Half + ") or (absent(" + Half + ") - 1)")]
    [InlineData("max(" + Half + ") or clamp_max(up, 0)")]
    [InlineData("max(" + Half + ") or count(missing) or vector(0)")]
    [InlineData("clamp_min(max(" + Half + ") or vector(0), 0) * 1")]
    [InlineData("1 * (max(" + Half + ") or vector(0))")]
    [InlineData("max(last_over_time(" + Half + "[2d]))")]
    [InlineData("max_over_time(max(" + Half + ")[2d:5m])")]
    [InlineData("(max(" + Half + ") or vector(0)) / (max(" + Half + ") or vector(1))")]
    [InlineData("count(" + Half + " > 1000) or vector(0)")]
    public void A_filler_of_a_condition_is_neither_good_nor_covered(string query)
    {
        var (evidence, warnings) = Collect(new ThresholdIndicator(query, "<", 100));
        Assert.InRange(evidence.Coverage!.Value, 0.49, 0.52);
        Assert.Equal([1, 1, 0, 0], evidence.Days.Select(d => Math.Round(d.Coverage)));
        Assert.InRange(evidence.TotalEvents!.Value, 2 * 1430, 2 * 1450);
        Assert.Equal(evidence.TotalEvents, evidence.GoodEvents);
        var warning = Assert.Single(warnings, w => w.Contains("has a value also where", StringComparison.Ordinal));
        Assert.Contains("'half'", warning, StringComparison.Ordinal);
        Assert.Equal([warning.TrimEnd('.')], evidence.Warnings);
    }

    [Theory]
    [InlineData("count(" + Whole + " > 1000) or vector(0)")]
    [InlineData("max(" + Whole + ") or vector(0)")]
    [InlineData("max(renamed_length) or max(" + Whole + ")")]
    [InlineData("max(renamed_length) * 2 or max(" + Whole + ")")]
    [InlineData("(sum(rate(errors_total[5m])) or vector(0)) / sum(rate(requests_total[5m]))")]
    [InlineData("absent(" + Whole + ") or vector(0)")]
    [InlineData("max(last_over_time(" + Whole + "[2d]))")]
    public void A_filler_that_fills_nothing_changes_nothing(string query)
    {
        var (evidence, warnings) = Collect(new ThresholdIndicator(query, "<", 100));
        Assert.Equal(1, evidence.Coverage);
        Assert.InRange(evidence.TotalEvents!.Value, Days * 1435, (Days * 1440) + 1);
        Assert.Equal(1, evidence.Availability);
        Assert.Empty(warnings);
    }

    [Fact]
    public void Who_says_that_missing_data_are_bad_is_taken_at_their_word()
    {
        var (evidence, _) = Collect(new ThresholdIndicator($"max({Half}) or vector(1000)", "<", 100));
        Assert.InRange(evidence.Coverage!.Value, 0.49, 0.52);
        Assert.InRange(evidence.Availability!.Value, 0.49, 0.52);
        Assert.Equal(2, evidence.Days.Count(d => d.Coverage > 0.9));
    }

    [Fact]
    public void A_filler_beside_the_series_hides_none_of_its_bad_minutes()
    {
        var (evidence, _) = Collect(new ThresholdIndicator($"{Whole} or vector(0)", "<", 10));
        Assert.Equal(0, evidence.Availability);
    }

    [Theory]
    [InlineData("sum(rate(half_total[{{.window}}])) or vector(0)")]
    [InlineData("sum(rate(half_total[{{.window}}])) or vector(1)")]
    [InlineData("sum(rate(half_total[{{.window}}])) or 0 * sum(rate(requests_total[{{.window}}]))")]
    [InlineData("(sum(rate(half_total[{{.window}}])) or vector(0)) * 1")]
    public void A_filler_of_all_events_is_not_covered(string total)
    {
        var (evidence, _) = Collect(QueryIndicator.FromGood(total, total));
        Assert.Equal([1, 1, 0, 0], evidence.Days.Select(d => Math.Round(d.Coverage)));
        Assert.Equal([true, true, false, false], evidence.Days.Select(d => d.TotalEvents > 0));
        var ratio = Collect(new RawRatioIndicator($"0 * ({total}) / ({total})")).Evidence;
        Assert.InRange(ratio.Coverage!.Value, 0.49, 0.52);
    }

    [Fact]
    public void A_counter_that_is_born_late_makes_no_gap_in_a_sum()
    {
        var (evidence, _) = Collect(
            QueryIndicator.FromGood(
                "sum(rate(requests_total[{{.window}}]))",
                "sum(rate(requests_total[{{.window}}])) + (sum(rate(errors_total[{{.window}}])) or vector(0))"
            )
        );
        Assert.Equal((1.0, 1.0), (evidence.Coverage, evidence.Availability));
    }

    [Theory]
    [InlineData("vector(1)")]
    [InlineData("vector(1) or vector(2)")]
    [InlineData("vector(time() * 0)")]
    public void A_query_without_series_measures_nothing(string query)
    {
        const string Constant = "sum_over_time(vector(1)[{{.window}}:1m])";
        foreach (
            var indicator in new SloIndicator[]
            {
                new ThresholdIndicator(query, "<", 100),
                QueryIndicator.FromGood(Constant, Constant),
                new RawRatioIndicator($"0 * {Constant}"),
            }
        )
            Assert.Contains("reads no series", Fails(indicator).Message, StringComparison.Ordinal);
    }

    private SloValidationException Fails(SloIndicator indicator)
    {
        using var connection = new PrometheusConnection(server.Address, new PrometheusOptions());
        var request = new EvidenceRequest([new EvidenceSubject("half", indicator)], _end, Days);
        var failure = new PrometheusEvidence(connection)
            .Read(request, TestContext.Current.CancellationToken)
            .Select(i => i.Failure)
            .OfType<EvidenceFailure>()
            .Single();
        return Assert.IsType<SloValidationException>(failure.Error);
    }

    private (SloEvidence Evidence, string[] Warnings) Collect(SloIndicator indicator) =>
        Measured.One(server.Address, new EvidenceRequest([new EvidenceSubject("half", indicator)], _end, Days));

    /// <summary>One server for all tests of the class: a queue with data for two of four days, and one with all.</summary>
    public sealed class Server : IDisposable
    {
        private readonly PrometheusServer _server = new("5m");

        public Server() => _server.Load(Write);

        public Uri Address => _server.Address;

        public void Dispose() => _server.Dispose();

        private static void Write(TextWriter to)
        {
            const int Minutes = Days * 1440;
            Series(to, "up{job=\"a\"}", Minutes, _ => 1);
            Series(to, Half, Minutes / 2, _ => 20);
            Series(to, Whole, Minutes, _ => 20);
            Series(to, "requests_total", Minutes, m => 600L * m);
            Series(to, "half_total", Minutes / 2, m => 600L * m);
            to.Write("# EOF\n");
        }

        private static void Series(TextWriter to, string series, int last, Func<int, long> value)
        {
            for (var minute = 0; minute <= last; minute++)
                to.Write(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{series} {value(minute)} {new DateTimeOffset(_start.AddMinutes(minute), TimeSpan.Zero).ToUnixTimeSeconds()}\n"
                    )
                );
        }
    }
}
