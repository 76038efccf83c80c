using CsCheck;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Readiness;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Readiness;

/// <summary>Evidence that is missing in part is seen as that, by one rule, and told in numbers that people can read.</summary>
public sealed class MissingEvidenceTests
{
    [Theory]
    [InlineData(0.99, "99.00%", true)]
    [InlineData(0.98999999, "98.99%", false)]
    [InlineData(0.9896, "98.96%", false)]
    [InlineData(0.99999, "99.99%", true)]
    public void Coverage_is_judged_by_one_rule_for_the_check_and_for_criteria(double coverage, string text, bool isEnough)
    {
        SuccessCriterion[] criteria =
        [
            new("data of 60 days") { VerifiedBy = "Coverage", Days = 60 },
            new("Metrics collection stable for 60 days"),
        ];
        // Without a bad event 1 % may be missing at a target of 99 %: at worst all of it was bad.
        var days = DayEvidence.Of(60, 10_000, _ => 0).Days.Select(d => d with { Coverage = coverage }).ToArray();
        var result = DayEvidence.Evaluate(DayEvidence.Plan(60, "baseline", criteria: criteria), DayEvidence.Of(days));
        Assert.Equal(isEnough, result.Check("Coverage")!.Status == "Pass");
        Assert.Equal(isEnough, result.Check("Criteria")!.Status == "Pass");
        Assert.Equal(
            isEnough
                ? $"{text} of the record has data, 99.00% needed"
                : $"Only {text} of the record has data, 99.00% needed. Of 2025-12-31 there is the least, {text}. Find out why; a gap in "
                    + "monitoring can be excluded with a reason (Get-SloEvidence -Exclude)",
            result.Check("Coverage")!.Message
        );
    }

    [Fact]
    public void What_is_unknown_is_told_with_what_is_missing_where_and_what_to_do()
    {
        var all = DayEvidence.Of(60, 10_000, _ => 1);
        var plan = DayEvidence.Plan(60, latency: LatencyMetric.Parse("h_seconds", false, "x"));
        SloDay[] empty = [.. all.Days.Select(d => d with { GoodEvents = 0, TotalEvents = 0, Coverage = 0 })];
        SloDay[] quiet = [.. empty.Select(d => d with { Coverage = 1 })];
        SloDay[] some = [.. all.Days.Select((d, i) => i < 30 ? d with { LatencyP95 = 300 } : d)];
        var measured = all with { LatencyP95 = null, LatencyP99 = null, LatencyFrom = all.Days[0].Date };
        string Message(SloEvidence evidence, string check) => DayEvidence.Evaluate(plan, evidence).Check(check)!.Message;

        Assert.Equal(
            "Availability unknown: there are no data from 2025-12-31 to 2026-03-01. Check that the evidence is of this service and of "
                + "these days, and that its metric is scraped",
            Message(all with { Days = empty }, "Availability")
        );
        Assert.EndsWith(
            "The warnings of the evidence say why",
            Message(all with { Days = empty, Warnings = ["errors are hidden"] }, "Availability"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Check that the indicator selects the service's events",
            Message(all with { Days = quiet }, "Availability"),
            StringComparison.Ordinal
        );
        Assert.Contains("its buckets reach 1000 ms and beyond", Message(measured, "LatencyP95"), StringComparison.Ordinal);
        Assert.Contains(
            "give latency_p95, or that of each day",
            Message(measured with { LatencyFrom = null }, "LatencyP95"),
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "of 30 days it is unknown, the last one 2026-02-28: give latency_p95 of these days, which may have been slow",
            Message(all with { Days = some, LatencyP95 = null }, "LatencyP95"),
            StringComparison.Ordinal
        );
        EvidenceExclusion[] whole = [new(all.Days[0].Date, DayEvidence.Today, "never mind")];
        Assert.Contains("Exclude less", Message(all with { Days = empty, Exclusions = whole }, "Coverage"), StringComparison.Ordinal);
        Assert.Contains(
            "check its dates",
            Message(all with { To = DayEvidence.Today.AddDays(9) }, "EvidenceAge"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_may_be_excluded_is_judged_by_the_same_rule()
    {
        // Sixty times 1.2 hours are 5 % of sixty days, and a little more in doubles.
        var all = DayEvidence.Of(60, 10_000, _ => 1);
        EvidenceExclusion[] Cut(double minutes) =>
            [.. all.Days.Select(d => new EvidenceExclusion(d.Date.AddHours(1), d.Date.AddHours(1).AddMinutes(minutes), "upgrade"))];
        Assert.Equal("Advice", Check(72).Status);
        Assert.Equal("Unknown", Check(72.01).Status);
        Assert.StartsWith("5.01% of the record is excluded, at most 5.00% may be", Check(72.01).Message, StringComparison.Ordinal);

        ReadinessCheck Check(double minutes) =>
            DayEvidence.Evaluate(DayEvidence.Plan(60), all with { Exclusions = Cut(minutes) }).Check("Exclusions")!;
    }

    [Fact]
    public void What_is_missing_may_be_bad_and_is_never_good()
    {
        SloEvidence Day(long good) =>
            DayEvidence.Of([
                .. DayEvidence.Of(60, 10_000, _ => 0).Days.Select((d, i) => i == 3 ? d with { GoodEvents = good, Coverage = 0 } : d),
            ]);
        Assert.Throws<SloValidationException>(() => DayEvidence.Evaluate(DayEvidence.Plan(60), Day(1)));
        var result = DayEvidence.Evaluate(DayEvidence.Plan(60), Day(0));
        Assert.Equal(10_000, result.Evidence!.TotalEvents - result.Evidence.GoodEvents);
        Assert.Equal(59 / 60.0, result.Check("Coverage")!.Actual!.Value, 9);
    }

    [Fact]
    public void A_day_that_is_known_by_the_hour_is_covered_by_its_hours()
    {
        Assert.True(Evaluate(_ => true).Ready);
        var everySecond = Evaluate(h => h % 2 == 0);
        Assert.Equal(("NotReady", 0.5), (everySecond.Verdict, everySecond.Check("Coverage")!.Actual!.Value));
        Assert.Equal(8 / 24.0, Evaluate(h => h < 8).Check("Coverage")!.Actual!.Value, 9);
        Assert.Equal(0.5, everySecond.Evidence!.Coverage!.Value, 9);

        // What is judged can be judged again.
        var again = DayEvidence.Evaluate(DayEvidence.Plan(60), everySecond.Evidence);
        Assert.Equal(everySecond.Checks.Select(c => c.Message), again.Checks.Select(c => c.Message));

        // An hour that is excluded as a whole is not expected.
        EvidenceExclusion[] night = [.. Days().Select(d => new EvidenceExclusion(d.Date, d.Date.AddHours(1), "backup"))];
        var without = DayEvidence.Evaluate(DayEvidence.Plan(60), OfHours(h => h > 0) with { Exclusions = night });
        Assert.Equal("Pass", without.Check("Coverage")!.Status);

        ReadinessResult Evaluate(Func<int, bool> isThere) => DayEvidence.Evaluate(DayEvidence.Plan(60), OfHours(isThere));
    }

    [Theory]
    [InlineData(0.45, null, "P95 latency is 0.45 ms")]
    [InlineData(null, 0.9, "P99 latency is 0.9 ms")]
    [InlineData(450.0, 900.0, null)]
    public void Latencies_of_counts_that_are_hardly_in_milliseconds_close_the_gate_unless_their_unit_is_said(
        double? p95,
        double? p99,
        string? question
    )
    {
        var plan = DayEvidence.Plan(60, latency: LatencyMetric.Parse("h_seconds", false, "x"));
        var days = DayEvidence.Of(60, 10_000, _ => 1).Days;
        var bare = new SloEvidence { IncidentsLast30d = 0 };

        // Of each day, of all but one, and over the whole.
        foreach (
            var evidence in new[]
            {
                bare with
                {
                    Days = [.. days.Select(d => d with { LatencyP95 = p95, LatencyP99 = p99 })],
                },
                bare with
                {
                    Days = [.. days.Select((d, i) => i == 3 ? d : d with { LatencyP95 = p95, LatencyP99 = p99 })],
                },
                bare with
                {
                    Days = days,
                    LatencyP95 = p95,
                    LatencyP99 = p99,
                },
            }
        )
        {
            var result = DayEvidence.Evaluate(plan, evidence);
            var check = result.Check("LatencyUnit");
            Assert.Equal(question, check?.Message.Split(':')[0]);
            Assert.Equal(question is null ? null : "Unknown", check?.Status);
            Assert.Equal(question is null && p95 is not null, result.Ready);
            if (question is not null)
                Assert.EndsWith(
                    "or say latency_unit = 'ms' with the evidence where the value is meant",
                    check!.Message,
                    StringComparison.Ordinal
                );
            Assert.Null(DayEvidence.Evaluate(plan, evidence with { LatencyUnit = "ms" }).Check("LatencyUnit"));
        }

        // A plan that measures no latency is not asked about one.
        Assert.Null(DayEvidence.Evaluate(DayEvidence.Plan(60), bare with { Days = days, LatencyP95 = 0.45 }).Check("LatencyUnit"));
    }

    // One of the days alone; and what would meet the target only if it were 1000 times as fast.
    [Theory]
    [InlineData(0.45, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(477_917, true)]
    [InlineData(59_000, false)]
    [InlineData(3_000_000, false)]
    public void A_day_in_another_unit_than_the_rest_is_enough_to_ask(double latency, bool isAsked)
    {
        var plan = DayEvidence.Plan(60, latency: LatencyMetric.Parse("h_seconds", false, "x"));
        var days = DayEvidence
            .Of(60, 10_000, _ => 1)
            .Days.Select((d, i) => d with { LatencyP95 = i == 20 ? latency : 450, LatencyP99 = i == 20 ? latency : 450 })
            .ToArray();
        var evidence = new SloEvidence { Days = days, IncidentsLast30d = 0 };
        var result = DayEvidence.Evaluate(plan, evidence);
        Assert.Equal(isAsked ? "Unknown" : null, result.Check("LatencyUnit")?.Status);
        Assert.Equal(!isAsked, result.Ready);
        Assert.True(DayEvidence.Evaluate(plan, evidence with { LatencyUnit = "ms" }).Ready);

        // A profile that only shows the latency lets it decide nothing.
        KeyValuePair<string, object>[] gate = [new("latencyP95", "shown"), new("latencyP99", "shown")];
        var shown = DayEvidence.Evaluate(DayEvidence.Plan(60, gate: gate, latency: LatencyMetric.Parse("h_seconds", false, "x")), evidence);
        Assert.Equal((true, isAsked ? "Advice" : null), (shown.Ready, shown.Check("LatencyUnit")?.Status));
    }

    [Theory]
    [InlineData(20, "Strength of evidence ", ", 5.243e+6 needed for 99.5%")]
    [InlineData(1100, "Strength of evidence ", "e+331 needed for 99.5%")]
    [InlineData(5000, "Strength of evidence ", "e+1505 needed for 99.5%")]
    public void Any_number_of_records_has_a_strength_that_it_needs(int moves, string start, string needed)
    {
        var result = DayEvidence.Evaluate(DayEvidence.Plan(60, moves: moves), DayEvidence.Of(60, 1000, _ => 1));
        var check = result.Check("Demonstrated")!;
        Assert.StartsWith(start, check.Message, StringComparison.Ordinal);
        Assert.Contains(needed, check.Message, StringComparison.Ordinal);
        Assert.True(check.Target is > 1e6 and < double.MaxValue);
        _ = result.EarliestDate;
    }

    [Fact]
    public void A_record_of_much_traffic_reaches_a_strength_beyond_all_numbers()
    {
        var result = DayEvidence.Evaluate(DayEvidence.Plan(60, moves: 1100), DayEvidence.Of(60, 100_000, _ => 0));
        Assert.True(result.Ready, string.Join("; ", result.Issues));
        Assert.Matches("^Strength of evidence [0-9.]+e\\+[0-9]{4,}, [0-9.]+e\\+331 needed", result.Check("Demonstrated")!.Message);
    }

    [Fact]
    public void No_evidence_of_hours_and_days_makes_ready_without_a_whole_record() =>
        Gen.Select(Gen.Int[50, 75], Gen.Int[0, 23].Array[0, 4], Gen.Int[0, 74].Array[0, 3], Gen.Double[0.95, 1], Gen.Bool, Gen.Bool)
            .Sample(
                (length, missingHours, missingDays, coverage, isPartial, isGiven) =>
                {
                    var days = Days(length).Where((_, i) => !missingDays.Contains(i)).Select(d => d with { Coverage = coverage }).ToArray();
                    var hours = Enumerable.Range(0, 24).Except(missingHours).ToArray();
                    var evidence = OfHours(h => hours.Contains(h), days) with { Partial = isPartial };
                    if (isGiven)
                        evidence = evidence with { Coverage = evidence.Days.Average(d => d.Coverage) };
                    ReadinessResult? result = null;
                    try
                    {
                        result = DayEvidence.Evaluate(DayEvidence.Plan(60), evidence);
                    }
                    catch (SloValidationException)
                    {
                        // A summary that contradicts the days: refused is not ready.
                    }

                    var from = DayEvidence.Today.AddDays(-60);
                    var judged = evidence.Days.Where(d => d.Date >= from).ToArray();
                    var covered = judged.Sum(d => Math.Min(d.Coverage, hours.Length / 24.0)) / 60;
                    if (result?.Ready == true)
                        Assert.True(!isPartial && covered >= 0.99 - 1e-9, $"{covered}");
                }
            );

    private static SloDay[] Days(int count = 60) => [.. DayEvidence.Of(count, 24_000, _ => 24).Days];

    private static SloEvidence OfHours(Func<int, bool> isThere, SloDay[]? of = null)
    {
        var days = of ?? Days();
        var kept = Enumerable.Range(0, 24).Where(isThere).ToArray();
        return DayEvidence.Of([.. days.Select(d => d with { GoodEvents = kept.Length * 999, TotalEvents = kept.Length * 1000 })]) with
        {
            Hours = [.. days.SelectMany(d => kept.Select(h => new SloHour(d.Date.AddHours(h), 999, 1000)))],
        };
    }
}
