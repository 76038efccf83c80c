using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Prometheus.Series;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.Series;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Series;

/// <summary>The events of each step, from a real Prometheus and from one that refuses long answers.</summary>
public sealed class EventSeriesTests
{
    private const int Days = 8;
    private const int Minutes = Days * 1440;
    private const int Pods = 3;

    private static readonly DateTime _start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime _end = _start.AddDays(Days);
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Three pods that are restarted at times of their own, one of which begins in the middle, and an hour in which nothing was scraped. Eight days
    // of minutes are more than the server gives at once.
    [Fact]
    public void Every_minute_of_every_pod_is_counted_through_restarts_gaps_and_pieces()
    {
        using var server = new PrometheusServer();
        var random = new Random(7);
        var (good, total) = (new long[Minutes], new long[Minutes]);
        var text = new OpenMetricsText();
        bool IsGap(int minute) => minute is > 9_960 and < 10_020;
        for (var pod = 0; pod < Pods; pod++)
        {
            var (ok, bad) = (0L, 0L);
            var (goods, bads) = (new List<(DateTime, double)>(), new List<(DateTime, double)>());
            var first = pod == 2 ? 4_000 : 0;
            for (var minute = first; minute <= Minutes; minute++)
            {
                if (minute > first)
                {
                    if (random.Next(2_000) == 0 && bad > 20)
                        (ok, bad) = (0, 0);
                    var (moreOk, moreBad) = (random.Next(50), random.Next(10) == 0 ? random.Next(4) : 0);
                    (ok, bad) = (ok + moreOk, bad + moreBad);

                    // What happens in the gap is counted at its end, as far as the counters still show it.
                    if (!IsGap(minute - 1) || !IsGap(minute))
                    {
                        var index = minute - 1;
                        good[index] += moreOk;
                        total[index] += moreOk + moreBad;
                    }
                }

                if (IsGap(minute))
                    continue;
                goods.Add((_start.AddMinutes(minute), ok));
                bads.Add((_start.AddMinutes(minute), bad));
            }

            text.Add("http_requests_total", Labels(pod, "200"), goods);
            text.Add("http_requests_total", Labels(pod, "503"), bads);
        }

        server.Load(text.ToString());
        var series = Single(Read(server.Address, RatioIndicator.ForService("checkout"), Days, _minute));

        Assert.Equal((_start, _end, Minutes, true), (series.From, series.To, series.Steps, series.CountsOverGaps));
        for (var i = 0; i < Minutes; i++)
        {
            if (IsGap(i + 1))
                Assert.Null(series.At(i));
            else if (!IsGap(i))
                Assert.Equal((good[i], total[i]), series.At(i));
        }
    }

    [Fact]
    public async Task A_server_that_takes_few_points_is_asked_in_smaller_pieces()
    {
        // An event a second, one of ten of them bad; at most 700 points of a series.
        await using var server = new FaultServer(
            async (request, reply) =>
            {
                var (from, to) = (Number(request, "start"), Number(request, "end"));
                if ((to - from) / 60 > 700)
                {
                    const string Refusal = """{"status":"error","errorType":"execution","error":"too many points for the time series"}""";
                    await reply.SendAsync(422, Refusal);
                    return;
                }

                var perSecond = request.Parameter("query")!.Contains("!~", StringComparison.Ordinal) ? 0.9m : 1m;
                var samples = Enumerable
                    .Range(0, (int)((to - from) / 60) + 1)
                    .Select(i => from + (i * 60))
                    .Select(t => $"[{t},\"{t * perSecond}\"]");
                await reply.SendAsync(
                    200,
                    $$$"""{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"pod":"a"},"values":[{{{string.Join(",", samples)}}}]}]}}"""
                );
            }
        );
        var series = Single(Read(server.Address, RatioIndicator.ForService("checkout"), 2, _minute));

        Assert.Equal((2 * 1440, 0), (series.Steps, series.Gaps));
        Assert.All(Enumerable.Range(0, series.Steps), i => Assert.Equal((54L, 60L), series.At(i)));
    }

    [Theory]
    [InlineData(0.5, "Indicator", "has 2880 good events and 1440 events in all")]
    [InlineData(null, "Series", "has no step with data from 2026-01-11T00:00:00Z to 2026-01-13T00:00:00Z")]
    public async Task What_cannot_be_is_a_failure_of_the_service(double? totalPerGood, string field, string message)
    {
        await using var server = new FaultServer(
            async (request, reply) =>
            {
                var (from, to) = (Number(request, "start"), Number(request, "end"));
                var rate = request.Parameter("query")!.Contains("!~", StringComparison.Ordinal) ? 1 : (decimal)(totalPerGood ?? 1);
                var samples = Enumerable
                    .Range(0, (int)((to - from) / 60) + 1)
                    .Select(i => from + (i * 60))
                    .Select(t => $"[{t},\"{t / 60 * rate}\"]");
                var result = totalPerGood is null ? "" : $$$"""{"metric":{},"values":[{{{string.Join(",", samples)}}}]}""";
                await reply.SendAsync(200, $$$"""{"status":"success","data":{"resultType":"matrix","result":[{{{result}}}]}}""");
            }
        );
        var failure = Assert.Single(
            Read(server.Address, RatioIndicator.ForService("checkout"), 2, _minute).Select(i => i.Failure).OfType<EvidenceFailure>()
        );

        var problem = Assert.IsType<SloValidationException>(failure.Error).Problem;
        Assert.Equal(field, problem.Field);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(7 * 60)]
    [InlineData(2 * 3600)]
    public void A_step_that_no_series_has_is_refused_before_anything_is_asked(int seconds) =>
        Assert.Equal(
            "Step",
            Assert
                .Throws<SloValidationException>(() =>
                    Read(new Uri("http://127.0.0.1:1"), RatioIndicator.ForService("checkout"), 1, TimeSpan.FromSeconds(seconds))
                )
                .Problem.Field
        );

    private static long Number(FaultRequest request, string parameter) =>
        long.Parse(request.Parameter(parameter)!, CultureInfo.InvariantCulture);

    private static EventSeries Single(IEnumerable<SeriesItem> items) => Assert.Single(items.Select(i => i.Series).OfType<EventSeries>());

    private static SeriesItem[] Read(Uri address, SloIndicator indicator, int days, TimeSpan step)
    {
        using var connection = new PrometheusConnection(address, new PrometheusOptions());
        return
        [
            .. new PrometheusEventSeries(connection).Read(
                new EvidenceRequest([new EvidenceSubject("checkout", indicator)], _end, days),
                step,
                Token
            ),
        ];
    }

    private static Dictionary<string, string> Labels(int pod, string code) =>
        new()
        {
            ["service"] = "checkout",
            ["status_code"] = code,
            ["pod"] = pod.ToString(CultureInfo.InvariantCulture),
        };
}
