using ProgressiveSlo.Evidence;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Evidence;

/// <summary>The evidence of a record is that of its days, whoever has counted them.</summary>
public sealed class KeptEvidenceTests
{
    private static readonly DateTime _from = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void It_is_the_evidence_of_the_days_and_of_no_day_before_or_after()
    {
        var days = Enumerable.Range(-2, 9).Select(i => Day(i, 990 + i)).ToArray();
        var evidence = Create(days, to: 5);
        var expected = EvidenceBuilder.Build("checkout", _from, _from.AddDays(5), days.Skip(2).Take(5).Select(d => d.Day));
        Assert.Equal(EvidenceDigester.Compute(expected), EvidenceDigester.Compute(evidence));
        Assert.Equal((5, 990L + 991 + 992 + 993 + 994), (evidence.Days.Count, evidence.GoodEvents));
    }

    [Fact]
    public void Percentiles_are_those_of_all_requests_where_there_are_buckets_and_the_longest_of_a_day_otherwise()
    {
        KeptDay[] days =
        [
            Buckets(0, 300, "100=900 500=1000 Inf=1000"),
            Buckets(1, 400, "100=1000 500=1000 Inf=1000"),
            Buckets(2, 450, "100=950 500=999 Inf=1000"),
        ];
        var evidence = Create(days, 3);

        // 2,850 of 3,000 requests took up to 100 ms, which is 95 %.
        Assert.Equal(100, evidence.LatencyP95!.Value, 9);
        Assert.Equal(100 + (400 * (120.0 / 149)), evidence.LatencyP99!.Value, 9);
        Assert.All(evidence.Days, d => Assert.Null(d.LatencyP95));

        var byDay = Create([days[0], days[1], days[2] with { Buckets = [] }], 3);
        Assert.Equal(450, byDay.LatencyP95);
        Assert.Equal([300, 400, 450.0], byDay.Days.Select(d => d.LatencyP95!.Value));
    }

    [Theory]
    [InlineData(19, true)]
    [InlineData(18, false)]
    public void A_histogram_that_is_missing_on_more_than_a_twentieth_of_the_days_is_not_known(int there, bool isKnown)
    {
        var warnings = new List<string>();
        KeptDay[] days =
        [
            .. Enumerable.Range(0, there).Select(i => Buckets(i, 300, "100=900 500=1000 Inf=1000")),
            .. Enumerable.Range(there, 20 - there).Select(i => Day(i)),
        ];
        Assert.Equal(isKnown, Create(days, 20, warnings: warnings).LatencyP95 is not null);
        if (!isKnown)
            Assert.StartsWith(
                "The latency of 'checkout' is not known: on 2 of 20 days with traffic, the last one 2026-01-20,",
                Assert.Single(warnings),
                StringComparison.Ordinal
            );
    }

    [Fact]
    public void A_percentile_above_the_highest_bucket_is_not_known_and_a_warning_says_so()
    {
        var warnings = new List<string>();
        var evidence = Create([Buckets(0, 100, "100=980 Inf=1000")], 1, warnings: warnings);
        Assert.Equal((null, true), (evidence.LatencyP99, evidence.LatencyP95 < 100));
        Assert.Equal(
            "The p99 latency of 'checkout' over its record lies above the highest bucket, 100 ms, and is not known. Add buckets up to the "
                + "longest latency that matters.",
            Assert.Single(warnings)
        );
    }

    [Theory]
    [InlineData("0:9 3:9 3:12", "3:9 3:12", 3)]
    [InlineData("0:9", "4:10", 2)]
    [InlineData("", "0:9 4:10", 2)]
    [InlineData("3:9", "", 1)]
    public void Incidents_that_a_server_has_forgotten_still_count(string kept, string now, int expected)
    {
        var known = Times(kept).ToLookup(t => (t - _from).Days);
        var days = Enumerable
            .Range(0, 4)
            .Select(i => Day(i) with { Incidents = kept.Length == 0 ? null : known[i].Select(t => t.TimeOfDay).ToArray() });
        Assert.Equal(expected, Create([.. days], 4, incidents: [.. Times(now)]).IncidentsLast30d);
    }

    [Fact]
    public void Incidents_before_the_last_30_days_do_not_count_and_where_nothing_watches_none_are_known()
    {
        var days = Enumerable.Range(0, 40).Select(i => Day(i) with { Incidents = [TimeSpan.FromHours(12)] }).ToArray();

        // The one of 30 days ago to the minute is the first that does not count.
        Assert.Equal(29, Create(days, 40, incidents: [_from.AddDays(39).AddHours(12)]).IncidentsLast30d);
        Assert.Null(Create(days, 40).IncidentsLast30d);
    }

    [Fact]
    public void Excluded_intervals_of_all_days_are_listed_with_their_events_whether_they_are_given_again_or_not()
    {
        EvidenceExclusion night = new(_from.AddHours(20), _from.AddHours(28), "night");
        EvidenceExclusion later = new(_from.AddHours(30), _from.AddHours(31), "later");
        KeptDay[] days =
        [
            Day(0) with
            {
                Exclusions = [night with { GoodEvents = 3, TotalEvents = 4 }],
            },
            Day(1) with
            {
                Exclusions = [night with { GoodEvents = 5, TotalEvents = 5 }, later with { GoodEvents = 1, TotalEvents = 1 }],
            },
        ];
        EvidenceExclusion[] expected = [night with { GoodEvents = 8, TotalEvents = 9 }, later with { GoodEvents = 1, TotalEvents = 1 }];
        Assert.Equal(expected, Create(days, 2).Exclusions);
        Assert.Equal(expected.Reverse(), Create(days, 2, asked: [later, night]).Exclusions);
    }

    private static IEnumerable<DateTime> Times(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(t => t.Split(':').Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToArray())
            .Select(t => _from.AddDays(t[0]).AddHours(t[1]));

    private static SloEvidence Create(
        KeptDay[] days,
        int to,
        IReadOnlyList<DateTime>? incidents = null,
        EvidenceExclusion[]? asked = null,
        List<string>? warnings = null
    ) =>
        KeptEvidence.Create(
            new KeptDays("checkout", "production", days),
            new CountedDays(new SloEvidence { Exclusions = asked ?? [] }, [], _from.AddDays(to).AddHours(12)) { Incidents = incidents },
            _from,
            _from.AddDays(to),
            text => (warnings ?? throw new InvalidOperationException(text)).Add(text)
        );

    private static KeptDay Day(int place, long good = 999) => new(new SloDay(_from.AddDays(place), good, 1000));

    private static KeptDay Buckets(int place, double p95, string buckets) =>
        new(Day(place).Day with { LatencyP95 = p95, LatencyP99 = p95 })
        {
            Buckets =
            [
                .. buckets
                    .Split(' ')
                    .Select(b => b.Split('='))
                    .Select(b => new LatencyBucket(
                        b[0] == "Inf" ? double.PositiveInfinity : double.Parse(b[0], CultureInfo.InvariantCulture),
                        long.Parse(b[1], CultureInfo.InvariantCulture)
                    )),
            ],
        };
}
