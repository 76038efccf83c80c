using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Evidence;

public sealed class EvidenceReaderTests
{
    [Fact]
    public void Both_spellings_mean_the_same()
    {
        var snake = Read(
            ("availability", 0.99),
            ("latency_p95", 450),
            ("latency_p99", 900),
            ("availability_stddev", 0.005),
            ("incidents_last_30d", 2)
        );
        var pascal = Read(
            ("Availability", 0.99),
            ("LatencyP95", 450),
            ("LatencyP99", 900),
            ("AvailabilityStdDev", 0.005),
            ("IncidentsLast30d", 2)
        );
        Assert.Equal(snake, pascal);
        Assert.Equal(
            new SloEvidence
            {
                Availability = 0.99,
                LatencyP95 = 450,
                LatencyP99 = 900,
                AvailabilityStdDev = 0.005,
                IncidentsLast30d = 2,
            },
            snake
        );
    }

    [Theory]
    [InlineData("errors", 10, true)]
    [InlineData("errors", 50, false)]
    [InlineData("FailedRequests", 0, false)]
    [InlineData("successes", 1000, false)]
    [InlineData("requests_total", 7, true)]
    public void A_number_of_an_unknown_key_that_contradicts_the_counts_is_refused(string key, long value, bool isRead)
    {
        KeyValuePair<string, object?>[] counts = [new("good_events", 990), new("total_events", 1000), new(key, value)];
        SloEvidence Loose() => EvidenceReader.Read(counts);
        SloEvidence OfDay() => EvidenceReader.Read([new("days", new object[] { counts.Append(new("date", "2026-01-30")).ToArray() })]);
        foreach (var read in new Func<SloEvidence>[] { Loose, OfDay })
        {
            if (isRead)
                _ = read();
            else
                Assert.Contains(
                    $"'{key}' is {value}, and by the counts beside it",
                    Assert.Throws<SloValidationException>(read).Message,
                    StringComparison.Ordinal
                );
        }
    }

    [Theory]
    [InlineData("ms", true)]
    [InlineData("Milliseconds", true)]
    [InlineData("s", false)]
    [InlineData("seconds", false)]
    public void The_unit_of_latencies_is_milliseconds(string unit, bool isRead)
    {
        SloEvidence Given() => Read(("latency_p95", 0.4), ("latency_unit", unit));
        if (isRead)
            Assert.Equal("ms", Given().LatencyUnit);
        else
            Assert.Throws<SloValidationException>(Given);
    }

    [Theory]
    [InlineData("\u200b")]
    [InlineData("\u2060\u00ad \ufeff")]
    [InlineData("\u3164")]
    public void A_reason_that_shows_nothing_is_none(string reason)
    {
        var exclusion = new Dictionary<string, object?>
        {
            ["from"] = "2026-01-01",
            ["to"] = "2026-01-02",
            ["reason"] = reason,
        };
        var error = Assert.Throws<SloValidationException>(() =>
            EvidenceReader.ReadExclusions("Exclude", new object[] { exclusion.ToArray() })
        );
        Assert.Contains("is excluded without a reason", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_of_an_excluded_interval_that_mean_nothing_are_told()
    {
        var exclusion = new Dictionary<string, object?>
        {
            ["from"] = "2026-01-01",
            ["to"] = "2026-01-02",
            ["reason"] = "x",
            ["raeson"] = "y",
            ["Ticket"] = 1,
        };
        var unknown = new List<string>();
        EvidenceReader.ReadExclusions("Exclude", new object[] { exclusion.ToArray() }, unknown.Add);
        Assert.Equal(["Exclude.raeson", "Exclude.Ticket"], unknown);
        Assert.Equal(["reason", null], unknown.Select(EvidenceReader.SuggestOfExclusion));
    }

    // Bad events that nobody read could say anything.
    [Theory]
    [InlineData(999, 1000, 1, true)]
    [InlineData(null, 1000, 1, true)]
    [InlineData(999, 1000, 900, false)]
    [InlineData(999, 1000, 0, false)]
    [InlineData(null, 1000, 1001, false)]
    [InlineData(null, null, 1, false)]
    public void Bad_events_of_a_day_or_an_hour_say_what_the_good_ones_say(int? good, int? total, int bad, bool isRead)
    {
        foreach (var (list, time) in new[] { ("days", "date"), ("hours", "start") })
        {
            Dictionary<string, object?> entry = new()
            {
                [time] = "2026-01-30",
                ["good_events"] = good,
                ["total_events"] = total,
                ["bad_events"] = bad,
            };
            SloEvidence Given() => EvidenceReader.Read([new(list, new object[] { entry })]);
            if (!isRead)
            {
                Assert.StartsWith(list + "[0].", Assert.Throws<SloValidationException>(Given).Problem.Field, StringComparison.Ordinal);
                continue;
            }

            var evidence = Given();
            Assert.Equal(
                (999L, 1000L),
                list == "days"
                    ? (evidence.Days[0].GoodEvents, evidence.Days[0].TotalEvents)
                    : (evidence.Hours[0].GoodEvents, evidence.Hours[0].TotalEvents)
            );
        }
    }

    [Fact]
    public void Days_and_exclusions_are_lists_of_keys_and_values()
    {
        var start = new DateTime(2026, 1, 30, 0, 0, 0, DateTimeKind.Utc);
        var metric = Read(
            (
                "days",
                new object[]
                {
                    Entry(("date", "2026-01-30"), ("good_events", "9"), ("total_events", 10), ("BadEvents", 1)),
                    Entry(("Date", start.AddDays(1)), ("GoodEvents", 5L), ("TotalEvents", 5L), ("Coverage", 0.5)),
                }
            ),
            ("Exclusions", Entry(("From", start), ("To", start.AddHours(1)), ("Reason", "move"), ("TotalEvents", 7)))
        );
        Assert.Equal([new SloDay(start, 9, 10), new SloDay(start.AddDays(1), 5, 5) { Coverage = 0.5 }], metric.Days);
        Assert.Equal([new EvidenceExclusion(start, start.AddHours(1), "move") { TotalEvents = 7 }], metric.Exclusions);

        // What a table makes of a list is not a list.
        Assert.Empty(Read(("Days", "ProgressiveSlo.Readiness.SloDay[]")).Days);
    }

    [Fact]
    public void A_day_that_cannot_be_read_is_refused_by_its_field()
    {
        Refused("Days[0].good_events", "The key is missing", Entry(("date", "2026-01-30"), ("total", 5)));
        Refused("Days[0].date", "The key is missing", Entry(("good_events", 5), ("total_events", 5)));
        Refused(
            "Days[0].date",
            "'30.1.2026' is not a point in time",
            Entry(("date", "30.1.2026"), ("good_events", 5), ("total_events", 5))
        );
        Refused(
            "Days[0].total_events",
            "'1,000' is not a number",
            Entry(("date", "2026-01-30"), ("good_events", 5), ("total_events", "1,000"))
        );
        Refused(
            "Days[0].coverage",
            "2 is not a ratio",
            Entry(("date", "2026-01-30"), ("good_events", 5), ("total_events", 5), ("coverage", 2))
        );
        Refused("Days[0]", "The entry has no keys", 5);

        static void Refused(string field, string message, object entry)
        {
            var error = Assert.Throws<SloValidationException>(() => Read(("Days", new[] { entry })));
            Assert.Equal(field, error.Problem.Field);
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
        }
    }

    private static KeyValuePair<string, object?>[] Entry(params (string Key, object? Value)[] values) =>
        values.Select(v => new KeyValuePair<string, object?>(v.Key, v.Value)).ToArray();

    [Fact]
    public void Text_of_a_CSV_is_read_in_the_invariant_culture()
    {
        Assert.Equal(0.9965, Read(("availability", "0.9965")).Availability);
        Assert.Equal(450.5, Read(("latency_p95", " 450.5 ")).LatencyP95);
        Assert.Null(Read(("latency_p95", "")).LatencyP95);
        Assert.Null(Read(("latency_p95", null)).LatencyP95);
    }

    [Theory]
    [InlineData("availability", "99,65", "'99,65' is not a number")]
    [InlineData("availability", "99.65", "99.65 is not a ratio from 0 to 1. Write 0.9965 for 99.65 %")]
    [InlineData("availability", "99.65%", "'99.65%' is not a number")]
    [InlineData("Availability", "NaN", "NaN is not a measurement")]
    [InlineData("latency_p95", "1,200", "'1,200' is not a number")]
    [InlineData("latency_p95", "-1", "-1 is negative")]
    [InlineData("latency_p95", true, "true is a boolean, not a number")]
    [InlineData("incidents_last_30d", 2.5, "2.5 is not a whole number")]
    [InlineData("latency_p95", double.PositiveInfinity, "Infinity is not a measurement")]
    [InlineData("latency_p95", "Infinity", "Infinity")]
    [InlineData("latency_p95", "1e999", "Infinity")]
    [InlineData("latency_p95", "∞", "'∞' is not a number")]
    public void A_value_that_is_no_measurement_is_refused_by_key_and_value(string key, object value, string message)
    {
        var error = Assert.Throws<SloValidationException>(() => Read((key, value)));
        Assert.Equal(key, error.Problem.Field);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_percent_of_one_or_less_cannot_be_told_from_a_ratio_and_is_taken_as_one() =>
        Assert.Equal(0.5, Read(("availability", 0.5)).Availability);

    [Fact]
    public void One_key_in_two_spellings_must_agree()
    {
        Assert.Equal(450, Read(("latency_p95", 450), ("LatencyP95", 450)).LatencyP95);
        Assert.Contains(
            "duplicated",
            Assert.Throws<SloValidationException>(() => Read(("latency_p95", 450), ("LatencyP95", 451))).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Numbers_of_any_type_are_numbers()
    {
        foreach (var value in new object[] { 2, 2L, (byte)2, 2.0, 2f, 2m, "2", new System.Numerics.BigInteger(2) })
            Assert.Equal(2, Read(("incidents_last_30d", value)).IncidentsLast30d);
        Assert.Equal(0.9965, Read(("availability", 0.9965f)).Availability);
        Assert.Equal(9_007_199_254_740_991, Read(("total_events", 9_007_199_254_740_991L)).TotalEvents);
    }

    [Theory]
    [InlineData(9_007_199_254_740_993L)]
    [InlineData(long.MaxValue)]
    public void More_events_than_a_number_counts_exactly_are_refused(long events) =>
        Assert.Equal(
            $"total_events: {events} is too large for a number of events. Give at most 9007199254740992.",
            Assert.Throws<SloValidationException>(() => Read(("total_events", events))).Message
        );

    [Fact]
    public void Other_keys_are_left_alone() => Assert.Equal(new SloEvidence(), Read(("Comment", "hi"), ("availabilty", 1)));

    [Theory]
    [InlineData("availabilty", "availability")]
    [InlineData("incidents", "incidents_last_30d")]
    [InlineData("latency_p59", "latency_p95")]
    [InlineData("LatencyP99Ms", "latency_p99")]
    [InlineData("total_event", "total_events")]
    [InlineData("p99", "latency_p99")]
    [InlineData("LatencyP99Milliseconds", "latency_p99")]
    [InlineData("std_dev", "availability_stddev")]
    [InlineData("incident_count", "incidents_last_30d")]
    [InlineData("coverage_pct", "coverage")]
    [InlineData("Comment", null)]
    [InlineData("Namespace", null)]
    [InlineData("tier", null)]
    public void Keys_that_look_like_one_are_told(string key, string? known) => Assert.Equal(known, EvidenceReader.Suggest(key));

    [Fact]
    public void Fields_that_disagree_are_named_as_written()
    {
        Assert.StartsWith(
            "good_events: good_events (7) exceeds total_events (5)",
            Assert.Throws<SloValidationException>(() => Read(("good_events", 7), ("total_events", 5))).Message,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "latency_p99: 1 ms is below",
            Assert.Throws<SloValidationException>(() => Read(("latency_p99", 1), ("latency_p95", 5))).Message,
            StringComparison.Ordinal
        );
    }

    private static SloEvidence Read(params (string Key, object? Value)[] values) =>
        EvidenceReader.Read(values.Select(v => new KeyValuePair<string, object?>(v.Key, v.Value)));

    [Fact]
    public void Doubts_are_read_back_and_change_the_digest()
    {
        var evidence = EvidenceReader.Read([
            new("Availability", 0.999),
            new("Warnings", new object[] { "a\u001b", "b" }),
            new("Partial", true),
        ]);
        Assert.Equal(["a\\u001b", "b"], evidence.Warnings);
        Assert.True(evidence.Partial);
        Assert.Equal(["one"], EvidenceReader.Read([new("warnings", "one")]).Warnings);
        Assert.Empty(EvidenceReader.Read([new("Warnings", "System.String[]"), new("Partial", "False")]).Warnings);
        Assert.Throws<SloValidationException>(() => EvidenceReader.Read([new("Partial", "maybe")]));
        Assert.Throws<SloValidationException>(() => EvidenceReader.Read([new("Warnings", new object[] { 1 })]));
        var digests = new[] { evidence, evidence with { Partial = false }, evidence with { Warnings = [] } }.Select(
            EvidenceDigester.Compute
        );
        Assert.Equal(3, digests.Distinct().Count());
    }
}
