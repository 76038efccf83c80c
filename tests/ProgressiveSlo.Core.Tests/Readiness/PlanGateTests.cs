using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Readiness;

/// <summary>The plan's gate: what each check asks of the record, and how it is told.</summary>
public sealed class PlanGateTests
{
    private static readonly LatencyMetric _histogram = new(MetricSelector.Parse("h_seconds", "x"), false);

    [Fact]
    public void A_whole_record_of_a_good_service_is_ready_and_says_on_what()
    {
        var result = DayEvidence.Evaluate(DayEvidence.Plan(60), DayEvidence.Of(60, 10_000, ago => ago % 3));
        Assert.Equal(("Ready", "Counts", "production"), (result.Verdict, result.Basis, result.Namespace));
        Assert.Empty(result.Issues);
        Assert.True(result.Strength > 1000);
        Assert.Equal(DayEvidence.Today, result.EarliestDate);
        Assert.Equal(60, result.Evidence!.Days.Count);
        Assert.Equal("Waived: the plan measures no latency", result.Check("LatencyP95")!.Message);
        Assert.Equal("Waived", result.Check("LatencyP99")!.Status);
    }

    [Fact]
    public void A_record_that_is_too_short_waits_for_its_date()
    {
        var result = DayEvidence.Evaluate(DayEvidence.Plan(20, "baseline"), DayEvidence.Of(20, 10_000, _ => 1));
        Assert.Equal(("InsufficientEvidence", "Unknown"), (result.Verdict, result.Check("PhaseDuration")!.Status));
        Assert.StartsWith(
            "Only 20 of the 30 planned days of baseline are over (it began on 2026-02-09): look again on 2026-03-11, or leave earlier with",
            result.Check("PhaseDuration")!.Message,
            StringComparison.Ordinal
        );
        Assert.Equal(new DateTime(2026, 3, 11), result.EarliestDate);

        var future = DayEvidence.Evaluate(DayEvidence.Plan(-10, "baseline"), DayEvidence.Of(20, 10_000, _ => 1));
        Assert.Equal("InsufficientEvidence", future.Verdict);
        Assert.Equal(new DateTime(2026, 4, 10), future.EarliestDate);
    }

    [Fact]
    public void An_ongoing_phase_takes_ninety_days()
    {
        Assert.Equal("Unknown", Excellence(89).Check("PhaseDuration")!.Status);
        Assert.Equal(("Ready", null), (Excellence(90).Verdict, Excellence(90).NextPhase));

        static ReadinessResult Excellence(int days) =>
            DayEvidence.Evaluate(DayEvidence.Plan(days, "excellence"), DayEvidence.Of(days, 100_000, _ => 1));
    }

    [Fact]
    public void Failed_beats_unknown() =>
        Assert.Equal("NotReady", DayEvidence.Evaluate(DayEvidence.Plan(20), DayEvidence.Of(20, 10_000, _ => 100)).Verdict);

    [Fact]
    public void Days_before_the_record_are_cut_off_and_the_running_day_is_not_judged()
    {
        // A year of failures before, and a day of them that is not over.
        var evidence = DayEvidence.Of(365, 10_000, ago => ago < 60 ? 1 : 9000);
        evidence = evidence with { Days = [.. evidence.Days, new SloDay(DayEvidence.Today, 0, 10_000)] };
        var result = DayEvidence.Evaluate(DayEvidence.Plan(60), evidence);
        Assert.True(result.Ready);
        Assert.Equal(60, result.Evidence!.Days.Count);
        Assert.Equal(0.9999, result.Check("Availability")!.Actual!.Value, 9);
    }

    [Fact]
    public void Days_that_are_missing_count_as_uncovered()
    {
        var all = DayEvidence.Of(60, 10_000, _ => 1);
        var result = DayEvidence.Evaluate(DayEvidence.Plan(60), all with { Days = [.. all.Days.Where((_, i) => i != 5)] });
        Assert.Equal(59 / 60.0, result.Check("Coverage")!.Actual!.Value, 9);
        Assert.Equal(
            "Only 98.33% of the record has data, 99.00% needed: 1 day of 60 has none, the last one 2026-01-05. Find out why; a gap in "
                + "monitoring can be excluded with a reason (Get-SloEvidence -Exclude)",
            result.Check("Coverage")!.Message
        );
        Assert.Equal("NotReady", result.Verdict);

        // So do those since the evidence was made.
        var old = DayEvidence.Evaluate(DayEvidence.Plan(60), all with { Days = [.. all.Days.Take(50)] });
        Assert.Equal(50 / 60.0, old.Check("Coverage")!.Actual!.Value, 9);
    }

    [Fact]
    public void A_day_by_itself_may_miss_and_the_window_may_not()
    {
        // One day of 2 % in 60: 0.076 % over 30 days.
        Assert.Equal("Pass", Streak(ago => ago == 10 ? 200 : 1).Status);

        // 20 % of one day is 0.676 % over 30 days, and it leaves the windows of 30 days after 30.
        var missed = Streak(ago => ago == 10 ? 2000 : 1);
        Assert.Equal(("Fail", 0), (missed.Status, (int)missed.Actual!));
        Assert.Equal(
            "Only 0 days to 2026-02-28 met 99.5% over 30 days, 30 consecutive needed: on 2026-02-28 it was 99.32%",
            missed.Message
        );
        Assert.Equal("Pass", Streak(ago => ago == 59 ? 2000 : 1).Status);
        Assert.Equal(29, Streak(ago => ago == 58 ? 2000 : 1).Actual);

        static ReadinessCheck Streak(Func<int, long> bad) =>
            DayEvidence.Evaluate(DayEvidence.Plan(60), DayEvidence.Of(60, 10_000, bad)).Check("ConsecutiveDays")!;
    }

    [Fact]
    public void Windows_lie_whole_in_the_record()
    {
        var check = DayEvidence.Evaluate(DayEvidence.Plan(58), DayEvidence.Of(58, 10_000, _ => 1)).Check("ConsecutiveDays")!;
        Assert.Equal(("Unknown", 29), (check.Status, (int)check.Actual!));
        Assert.EndsWith(
            "the record begins on 2026-01-02, and each window lies whole in it. Look again on 2026-03-02",
            check.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Days_without_traffic_neither_count_nor_break_and_days_without_data_break()
    {
        var all = DayEvidence.Of(70, 10_000, _ => 1);
        Assert.Equal("Pass", Streak(all, 70, d => d with { GoodEvents = 0, TotalEvents = 0 }).Status);
        var broken = Streak(all, 70, d => new SloDay(d.Date, 0, 0) { Coverage = 0 });
        Assert.Equal(("Unknown", 10), (broken.Status, (int)broken.Actual!));
        Assert.Contains("2026-02-18 has no data. A gap in monitoring can be excluded", broken.Message, StringComparison.Ordinal);

        // An excluded day is left out.
        var from = DayEvidence.LastDate.AddDays(-10);
        var excluded = all with { Exclusions = [new EvidenceExclusion(from, from.AddDays(1), "move")] };
        Assert.Equal("Pass", Streak(excluded, 70, d => new SloDay(d.Date, 0, 0) { Coverage = 0 }).Status);

        static ReadinessCheck Streak(SloEvidence evidence, int days, Func<SloDay, SloDay> change) =>
            DayEvidence
                .Evaluate(
                    DayEvidence.Plan(days),
                    evidence with
                    {
                        Days = [.. evidence.Days.Select((d, i) => i == days - 11 ? change(d) : d)],
                    }
                )
                .Check("ConsecutiveDays")!;
    }

    [Fact]
    public void The_strength_is_told_and_what_it_would_take()
    {
        var weak = DayEvidence
            .Evaluate(DayEvidence.Plan(60), DayEvidence.Of(60, 10_000, ago => ago == 59 ? 900 : 1))
            .Check("Demonstrated")!;
        Assert.Equal("Fail", weak.Status);
        Assert.Matches(
            "^Strength of evidence [0-4]([.][0-9]+)?, 5 needed for 99.5%: 959 bad events of 600000 in 60 days to 2026-02-28$",
            weak.Message
        );

        // Ten events a day: even without a failure it takes a year and more.
        var never = DayEvidence.Evaluate(DayEvidence.Plan(30, "baseline"), DayEvidence.Of(30, 3, _ => 0)).Check("Demonstrated")!;
        Assert.Equal("Unknown", never.Status);
        Assert.Matches(
            "At the traffic seen it takes [0-9]+ days even without a failure, and baseline is planned for 30. What helps: a longer phase",
            never.Message
        );

        // A perfect record of few days says nothing of how errors gather.
        var few = DayEvidence.Evaluate(DayEvidence.Plan(4, "baseline"), DayEvidence.Of(4, 1_000_000, _ => 0)).Check("Demonstrated")!;
        Assert.Equal(("Unknown", null), (few.Status, few.Actual));
        Assert.StartsWith(
            "Strength of evidence for 99% unknown: there are 4 days with traffic, and it takes at least 5",
            few.Message,
            StringComparison.Ordinal
        );
        Assert.Equal(
            "Pass",
            DayEvidence.Evaluate(DayEvidence.Plan(5, "baseline"), DayEvidence.Of(5, 1_000_000, _ => 0)).Check("Demonstrated")!.Status
        );
    }

    [Fact]
    public void Strict_takes_twenty_and_each_new_record_twice_the_strength()
    {
        // A strength between 5 and 10.
        var evidence = DayEvidence.Of(60, 10_000, ago => ago == 59 ? 610 : 1);
        var strength = DayEvidence.Evaluate(DayEvidence.Plan(60), evidence).Strength!.Value;
        Assert.InRange(strength, 5, 10);
        Assert.Equal("Pass", DayEvidence.Evaluate(DayEvidence.Plan(60), evidence).Check("Demonstrated")!.Status);
        Assert.Equal(20, DayEvidence.Evaluate(DayEvidence.Plan(60), evidence, strict: true).Check("Demonstrated")!.Target);
        var second = DayEvidence.Evaluate(DayEvidence.Plan(60, moves: 1), evidence).Check("Demonstrated")!;
        Assert.Equal(("Fail", 10.0), (second.Status, second.Target));
        Assert.EndsWith(
            "This is record 2 of the phase, and each new one needs twice the strength",
            second.Message,
            StringComparison.Ordinal
        );
        Assert.Equal(20, DayEvidence.Evaluate(DayEvidence.Plan(60, moves: 2), evidence).Check("Demonstrated")!.Target);
    }

    [Fact]
    public void Minutes_of_a_gauge_are_few_trials()
    {
        var gauge = DayEvidence.Plan(90, "production_ready", indicator: new BoolGaugeIndicator(MetricSelector.Parse("up", "x")));
        var check = DayEvidence.Evaluate(gauge, DayEvidence.Of(90, 1440, _ => 0)).Check("Demonstrated")!;
        Assert.Equal("Unknown", check.Status);
        Assert.Equal(
            "Pass",
            DayEvidence.Evaluate(DayEvidence.Plan(90, "production_ready"), DayEvidence.Of(90, 1440, _ => 0)).Check("Demonstrated")!.Status
        );
    }

    [Fact]
    public void At_most_five_percent_of_days_are_slow()
    {
        Assert.Equal("Pass", Latency(3).Status);
        var slow = Latency(4);
        Assert.Equal("Fail", slow.Status);
        Assert.Equal("P95 latency exceeds the target of 1000ms on 4 of 60 days with traffic, at most 5% of them may", slow.Message);

        // A day whose latency is not known may have been slow.
        Assert.Equal("Unknown", Latency(2, unknown: 2).Status);

        static ReadinessCheck Latency(int slow, int unknown = 0)
        {
            var days = DayEvidence
                .Of(60, 10_000, _ => 1)
                .Days.Select(
                    (d, i) =>
                        d with
                        {
                            LatencyP95 =
                                i < slow ? 1001
                                : i < slow + unknown ? null
                                : 1000,
                        }
                )
                .ToArray();
            return DayEvidence
                .Evaluate(DayEvidence.Plan(60, latency: _histogram), DayEvidence.Of(days) with { LatencyP95 = null, LatencyP99 = null })
                .Check("LatencyP95")!;
        }
    }

    [Fact]
    public void Percentiles_of_another_time_than_the_record_are_not_known()
    {
        var plan = DayEvidence.Plan(60, latency: _histogram);
        var evidence = DayEvidence.Of(60, 10_000, _ => 1) with { LatencyFrom = DayEvidence.Today.AddDays(-60) };
        Assert.Equal("Pass", DayEvidence.Evaluate(plan, evidence).Check("LatencyP95")!.Status);
        var other = DayEvidence.Evaluate(plan, evidence with { LatencyFrom = DayEvidence.Today.AddDays(-30) });
        Assert.Equal(("InsufficientEvidence", "Unknown"), (other.Verdict, other.Check("LatencyP95")!.Status));
        Assert.Contains("Give Get-SloEvidence the plan, or -Window 60d", other.Check("LatencyP95")!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Incidents_are_asked_for_where_an_alert_of_the_phase_pages()
    {
        var unknown = DayEvidence.Of(60, 10_000, _ => 1) with { IncidentsLast30d = null };
        Assert.Equal("Waived", DayEvidence.Evaluate(DayEvidence.Plan(60), unknown).Check("Incidents")!.Status);
        var paging = DayEvidence.Plan(60, alerting: [TestProfiles.Alert()]);
        Assert.Equal("InsufficientEvidence", DayEvidence.Evaluate(paging, unknown).Verdict);
        Assert.True(DayEvidence.Evaluate(paging, unknown with { IncidentsLast30d = 5 }).Ready);

        // What a query has counted is judged, whoever is paged.
        Assert.Equal("NotReady", DayEvidence.Evaluate(DayEvidence.Plan(60), unknown with { IncidentsLast30d = 6 }).Verdict);
    }

    [Fact]
    public void The_policy_may_forbid_promotions()
    {
        ErrorBudgetPolicyStep[] policy = [new(0.5m, "review"), new(1m, "freeze") { Forbids = ["promotion"] }];
        var half = Budget(ago => ago < 30 ? 25 : 0);
        Assert.Equal("Advice", half.Status);
        Assert.EndsWith("The error budget policy asks for this: review", half.Message, StringComparison.Ordinal);
        var gone = Budget(ago => ago < 30 ? 50 : 0);
        Assert.Equal(("Fail", 1.0), (gone.Status, gone.Actual));
        Assert.EndsWith("asks for this: freeze. It forbids promotions", gone.Message, StringComparison.Ordinal);
        Assert.Equal("Pass", Budget(_ => 1).Status);

        ReadinessCheck Budget(Func<int, long> bad) =>
            DayEvidence.Evaluate(DayEvidence.Plan(90, policy: policy), DayEvidence.Of(90, 10_000, bad)).Check("ErrorBudget")!;
    }

    [Fact]
    public void Much_that_is_excluded_leaves_nothing_to_judge()
    {
        Assert.Equal("Advice", Excluded(3).Status);
        var much = Excluded(4);
        Assert.Equal("Unknown", much.Status);
        Assert.StartsWith(
            "6.67% of the record is excluded, at most 5.00% may be: 2 intervals are left out",
            much.Message,
            StringComparison.Ordinal
        );

        // Twice the same time is the same time.
        static ReadinessCheck Excluded(int days)
        {
            var cut = new EvidenceExclusion(DayEvidence.Today.AddDays(-20), DayEvidence.Today.AddDays(days - 20), "move");
            var evidence = DayEvidence.Of(60, 10_000, _ => 1) with { Exclusions = [cut, cut] };
            return DayEvidence.Evaluate(DayEvidence.Plan(60), evidence).Check("Exclusions")!;
        }
    }

    [Fact]
    public void Criteria_that_can_be_measured_are_shown_and_others_are_attested()
    {
        SuccessCriterion[] criteria =
        [
            new("a") { VerifiedBy = "Coverage", Days = 30 },
            new("b") { VerifiedBy = "ConsecutiveDays", Days = 30 },
            new("c") { VerifiedBy = "Availability" },
            new("d") { VerifiedBy = "Demonstrated" },
            new("Meet 99.5% availability for 30 consecutive days"),
            new("Team trained"),
        ];
        var open = DayEvidence.Evaluate(DayEvidence.Plan(60, criteria: criteria), DayEvidence.Of(60, 10_000, _ => 1));
        Assert.Equal(
            "5 of 6 success criteria are attested or shown by the evidence. Open: Team trained (attest it with Complete-SloCriterion)",
            open.Check("Criteria")!.Message
        );
        Assert.Equal("NotReady", open.Verdict);
        criteria[5] = criteria[5] with { Completed = true };
        Assert.True(DayEvidence.Evaluate(DayEvidence.Plan(60, criteria: criteria), DayEvidence.Of(60, 10_000, _ => 1)).Ready);
        var none = DayEvidence.Evaluate(DayEvidence.Plan(20, criteria: criteria), DayEvidence.Of(20, 10_000, _ => 100));
        Assert.Equal(1, none.Check("Criteria")!.Actual);
    }

    [Fact]
    public void Criteria_have_not_failed_before_the_phase_is_over_where_nothing_has()
    {
        SuccessCriterion[] criteria =
        [
            new("Collected") { VerifiedBy = "Coverage", Days = 30 },
            new("Sustained") { VerifiedBy = "ConsecutiveDays", Days = 30 },
            new("Meet 99.5% availability for 30 consecutive days"),
            new("Shown") { VerifiedBy = "Demonstrated" },
            new("Team trained"),
        ];
        var young = Judge(20, 1);
        Assert.Equal(("InsufficientEvidence", "Unknown"), (young.Verdict, young.Check("Criteria")!.Status));
        Assert.EndsWith(
            "Open: Collected (the evidence does not show it yet); Sustained (the evidence does not show it yet); Meet 99.5% availability "
                + "for 30 consecutive days (the evidence does not show it yet); Team trained (attest it with Complete-SloCriterion)",
            young.Check("Criteria")!.Message,
            StringComparison.Ordinal
        );

        // Nothing has failed before there is anything, either.
        Assert.Equal("InsufficientEvidence", Judge(0, 1).Verdict);
        Assert.Equal("InsufficientEvidence", Judge(-10, 1).Verdict);

        // What has failed has, and at the end of the phase somebody has to have said it.
        Assert.Equal("Fail", Judge(35, 100).Check("Criteria")!.Status);
        Assert.Equal(("NotReady", "Fail"), (Judge(60, 1).Verdict, Judge(60, 1).Check("Criteria")!.Status));

        ReadinessResult Judge(int days, long bad) =>
            DayEvidence.Evaluate(DayEvidence.Plan(days, criteria: criteria), DayEvidence.Of(Math.Max(1, days), 10_000, _ => bad));
    }

    [Fact]
    public void An_attestation_of_the_future_attests_nothing()
    {
        SuccessCriterion trained = new("Team trained") { Completed = true, At = FixedClock.Default.UtcNow.AddDays(1) };
        var result = DayEvidence.Evaluate(DayEvidence.Plan(60, criteria: [trained]), DayEvidence.Of(60, 10_000, _ => 1));
        Assert.Equal("NotReady", result.Verdict);
        Assert.EndsWith(
            "Open: Team trained (attested at 2026-03-02T12:00:00Z, which is in the future)",
            result.Check("Criteria")!.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_indicator_that_sees_no_error_opens_nothing()
    {
        var all = MetricSelector.Parse("http_requests_total{service=\"api\"}", "x");
        SloIndicator[] blind =
        [
            new RatioIndicator(all, MetricSelector.Parse("http_requests_total{service='api'}", "x")),
            QueryIndicator.FromGood("sum(rate(a[{{.window}}]))", "sum( rate(a[{{ .window }}]))"),
            QueryIndicator.FromGood("count:a", "count:a", "Datadog"),
        ];
        foreach (var indicator in blind)
        {
            var result = DayEvidence.Evaluate(DayEvidence.Plan(60, indicator: indicator), DayEvidence.Of(60, 10_000, _ => 0));
            Assert.Equal("InsufficientEvidence", result.Verdict);
            Assert.StartsWith(
                "Good and total of the plan's indicator are the same query",
                Assert.Single(result.Issues),
                StringComparison.Ordinal
            );
        }

        Assert.Null(DayEvidence.Evaluate(DayEvidence.Plan(60), DayEvidence.Of(60, 10_000, _ => 0)).Check("Indicator"));
    }

    [Theory]
    [InlineData("phaseDuration", 20)]
    [InlineData("demonstrated", 60)]
    [InlineData("coverage", 60)]
    [InlineData("consecutiveDaysMode", 60)]
    public void A_profile_can_let_a_check_be_shown_only(string key, int days)
    {
        KeyValuePair<string, object>[] all =
        [
            new("phaseDuration", "shown"),
            new("demonstrated", "shown"),
            new("coverage", "shown"),
            new("consecutiveDaysMode", "shown"),
        ];
        var evidence = DayEvidence.Of(days - 10, 10, _ => 0);
        evidence = evidence with { Days = [.. evidence.Days.Select(d => d with { Date = d.Date.AddDays(-10) })] };
        Assert.True(DayEvidence.Evaluate(DayEvidence.Plan(days, gate: all), evidence).Ready);
        Assert.False(DayEvidence.Evaluate(DayEvidence.Plan(days, gate: [.. all.Where(s => s.Key != key)]), evidence).Ready);
    }

    [Fact]
    public void A_ratio_without_counts_is_judged_over_its_whole_record_where_the_profile_lets_it()
    {
        var evidence = new SloEvidence
        {
            From = DayEvidence.Today.AddDays(-30),
            To = DayEvidence.Today,
            Availability = 0.995,
            AvailabilityStdDev = 0.001,
            Days = Days(30),
        };
        var waived = Judge(evidence, "counts");
        Assert.Equal(("Ready", "Ratio"), (waived.Verdict, waived.Basis));
        Assert.Equal("Waived: the indicator is a ratio and has no counts of events", waived.Check("Demonstrated")!.Message);
        Assert.Equal(("InsufficientEvidence", "Ratio"), (Judge(evidence, "required").Verdict, Judge(evidence, "required").Basis));
        Assert.Equal("NotReady", Judge(evidence with { Availability = 0.98 }, "counts").Verdict);
        var gap = Judge(evidence with { Days = Days(30, 0.98) }, "counts");
        Assert.Equal(("NotReady", "Fail"), (gap.Verdict, gap.Check("Coverage")!.Status));
        Assert.Equal(
            "InsufficientEvidence",
            Judge(evidence with { From = DayEvidence.Today.AddDays(-20), Days = Days(20) }, "counts", 20).Verdict
        );

        // Window and coverage that somebody typed beside a ratio make no record of it.
        Assert.Equal("Estimate", Judge(evidence with { Days = [], Coverage = 1 }, "counts").Basis);
        Assert.Equal("Estimate", Judge(evidence with { Days = [.. Days(30).Skip(1)] }, "counts").Basis);

        // On the first day there is no day yet, and what there is of the days before is no estimate of the phase.
        Assert.Equal("InsufficientEvidence", Judge(evidence, "counts", 0).Verdict);

        // The ratio of another time says nothing of the record, and a service with counts has to give them.
        Assert.Equal("Estimate", Judge(evidence with { From = DayEvidence.Today.AddDays(-29), Days = Days(29) }, "counts").Basis);
        Assert.Equal(
            "Estimate",
            Judge(evidence with { To = DayEvidence.Today.AddDays(-1), Days = [.. Days(30).SkipLast(1)] }, "counts").Basis
        );
        Assert.Equal("Estimate", DayEvidence.Evaluate(DayEvidence.Plan(30, "baseline"), evidence with { Days = [], Coverage = 1 }).Basis);
        Assert.Equal("Estimate", DayEvidence.Evaluate(evidence, "baseline").Basis);
        Assert.Equal("Fail", Judge(DayEvidence.Of(30, 100, _ => 2), "counts").Check("Demonstrated")!.Status);

        var improvement = DayEvidence.Plan(60, indicator: new RawRatioIndicator("x"));
        var streak = DayEvidence
            .Evaluate(improvement, evidence with { From = DayEvidence.Today.AddDays(-60), Days = Days(60) })
            .Check("ConsecutiveDays")!;
        Assert.Equal("Unknown", streak.Status);
        Assert.StartsWith("Consecutive days unknown: the indicator is a ratio", streak.Message, StringComparison.Ordinal);

        static SloDay[] Days(int count, double coverage = 1) =>
            [.. Enumerable.Range(-count, count).Select(i => new SloDay(DayEvidence.Today.AddDays(i), 0, 0) { Coverage = coverage })];

        static ReadinessResult Judge(SloEvidence evidence, string mode, int days = 30) =>
            DayEvidence.Evaluate(
                DayEvidence.Plan(days, "baseline", [new("demonstrated", mode)], indicator: new RawRatioIndicator("x")),
                evidence
            );
    }

    [Fact]
    public void The_days_of_a_ratio_are_no_events_of_an_error_budget()
    {
        SloEvidence ratio = new()
        {
            Availability = 0.995,
            Days = [.. Enumerable.Range(0, 30).Select(i => new SloDay(DayEvidence.Today.AddDays(i - 30), 0, 0))],
        };
        var error = Assert.Throws<SloValidationException>(() =>
            new ErrorBudgetCalculator { Target = 0.99m, Window = TimeSpan.FromDays(30) }.Of(ratio)
        );
        Assert.Contains("has no counts of good and all events", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bare_numbers_for_a_plan_are_an_estimate_and_say_what_the_plan_needs()
    {
        var result = DayEvidence.Evaluate(DayEvidence.Plan(60), new SloEvidence { Availability = 1, LatencyP95 = 1 });
        Assert.Equal(("Ready", "Estimate"), (result.Verdict, result.Basis));
        Assert.Null(result.EarliestDate);
        Assert.Contains(result.Advice, a => a.Contains("at least 60 days since 2025-12-31", StringComparison.Ordinal));
    }

    // Ten days without data are the budget of 99.5 % of two thousand; sixty would be that of more than ten years.
    [Theory]
    [InlineData(10, 1990)]
    [InlineData(60, null)]
    public void Days_without_data_put_the_earliest_day_off(int days, int? more)
    {
        var none = Enumerable.Range(0, days).Select(i => new SloDay(DayEvidence.Today.AddDays(i - days), 0, 0) { Coverage = 0 }).ToArray();
        var result = DayEvidence.Evaluate(DayEvidence.Plan(days), DayEvidence.Of(none));
        Assert.Equal(more is { } number ? DayEvidence.Today.AddDays(number) : null, result.EarliestDate);
    }
}
