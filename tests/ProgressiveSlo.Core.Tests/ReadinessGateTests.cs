using CsCheck;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Readiness;
using Xunit;

namespace ProgressiveSlo.Core.Tests;

public sealed class ReadinessGateTests
{
    private static readonly SloEvidence Good = new()
    {
        Availability = 0.9965,
        LatencyP95 = 450,
        AvailabilityStdDev = 0.005,
        IncidentsLast30d = 2,
    };

    [Fact]
    public void The_source_designs_example_is_ready()
    {
        var result = Evaluate(Good);
        Assert.True(result.Ready);
        Assert.Equal(Verdict.Ready, result.Outcome);
        Assert.Equal("production_ready", result.NextPhase);
        Assert.Empty(result.Issues);
        Assert.Contains("Availability 99.65% would burn 3.5 times the 99.9% budget of the next phase (production_ready)", result.Advice);
        Assert.Equal(FixedClock.Default.UtcNow, result.EvaluatedAt);
    }

    [Fact]
    public void The_source_designs_messages_are_kept_to_the_letter() =>
        Assert.Equal(
            [
                "Availability 98.00% below target 99.50%",
                "P95 latency 1200ms exceeds target 1000ms",
                "Availability too variable - not stable",
                "Too many incidents - improve stability first",
            ],
            Evaluate(
                new SloEvidence
                {
                    Availability = 0.98,
                    LatencyP95 = 1200,
                    AvailabilityStdDev = 0.02,
                    IncidentsLast30d = 6,
                }
            ).Issues
        );

    [Fact]
    public void Equality_passes() =>
        Assert.True(
            Evaluate(
                new SloEvidence
                {
                    Availability = 0.995,
                    LatencyP95 = 1000,
                    LatencyP99 = 2000,
                    AvailabilityStdDev = 0.01,
                    IncidentsLast30d = 5,
                }
            ).Ready
        );

    [Theory]
    [InlineData("baseline", 0.99)]
    [InlineData("improvement", 0.995)]
    [InlineData("production_ready", 0.999)]
    [InlineData("excellence", 0.9995)]
    public void The_next_double_below_a_target_fails(string phase, double target)
    {
        var metric = new SloEvidence { Availability = Math.BitDecrement(target), LatencyP95 = 1 };
        var issue = Assert.Single(Evaluate(metric, phase).Issues);
        var texts = issue.Replace("Availability ", "", StringComparison.Ordinal).Split(" below target ");
        Assert.NotEqual(texts[0], texts[1]);
        Assert.True(Evaluate(metric with { Availability = target }, phase).Ready);
    }

    [Fact]
    public void P99_is_checked_when_it_is_given() =>
        Assert.Equal(["P99 latency 2001ms exceeds target 2000ms"], Evaluate(Good with { LatencyP99 = 2001 }).Issues);

    [Fact]
    public void Required_metrics_that_are_missing_are_insufficient_evidence()
    {
        Assert.Equal(Verdict.InsufficientEvidence, Evaluate(new SloEvidence()).Outcome);
        Assert.Equal(2, Evaluate(new SloEvidence()).Issues.Count);
        Assert.Equal(Verdict.InsufficientEvidence, Evaluate(Good with { Availability = null }).Outcome);
        Assert.Equal(Verdict.InsufficientEvidence, Evaluate(Good with { LatencyP95 = null }).Outcome);

        // Even beside a failure: what is missing is said first of all.
        Assert.Equal(Verdict.InsufficientEvidence, Evaluate(Good with { LatencyP95 = null, IncidentsLast30d = 99 }).Outcome);
    }

    [Fact]
    public void Optional_metrics_that_are_missing_are_shown_and_decide_only_when_strict()
    {
        var metric = new SloEvidence { Availability = 0.996, LatencyP95 = 450 };
        var result = Evaluate(metric);
        Assert.True(result.Ready);
        Assert.Equal(
            ["LatencyP99", "Stability", "Incidents"],
            result.Checks.Where(c => c.Outcome == CheckStatus.Unknown).Select(c => c.Name)
        );

        Assert.Equal(Verdict.InsufficientEvidence, Evaluate(metric, options: new GateOptions { Strict = true }).Outcome);
        Assert.Equal(Verdict.InsufficientEvidence, Evaluate(metric, settings: [new("optionalMetrics", "required")]).Outcome);
    }

    [Fact]
    public void Thresholds_are_the_profiles()
    {
        Assert.False(Evaluate(Good, settings: [new("incidentsLast30dMax", 1m)]).Ready);
        Assert.False(Evaluate(Good, settings: [new("availabilityStdDevMax", 0.004m)]).Ready);
        Assert.True(Evaluate(Good with { IncidentsLast30d = 50 }, settings: [new("incidentsLast30dMax", 50m)]).Ready);
    }

    [Theory]
    [InlineData(995, 1000, true)]
    [InlineData(994, 1000, false)]
    [InlineData(9_949_999, 10_000_000, false)]
    [InlineData(9_950_000, 10_000_000, true)]
    public void Counts_are_compared_exactly(long good, long total, bool ready) =>
        Assert.Equal(
            ready,
            Evaluate(
                new SloEvidence
                {
                    GoodEvents = good,
                    TotalEvents = total,
                    LatencyP95 = 1,
                }
            ).Ready
        );

    [Fact]
    public void A_ratio_beside_a_count_of_no_events_is_no_availability() =>
        Assert.Equal(Verdict.InsufficientEvidence, Evaluate(Good with { GoodEvents = 0, TotalEvents = 0 }).Outcome);

    [Fact]
    public void Good_events_without_a_total_are_refused() =>
        Assert.Throws<SloValidationException>(() => Evaluate(Good with { GoodEvents = 5 }));

    [Fact]
    public void Evidence_of_the_future_or_of_no_time_is_not_evidence()
    {
        var now = FixedClock.Default.UtcNow;
        Assert.Equal(Verdict.InsufficientEvidence, Evaluate(Good with { From = now.AddDays(1) }).Outcome);
        Assert.Throws<SloValidationException>(() => Evaluate(Good with { From = now, To = now }));
    }

    [Fact]
    public void Totals_alone_demonstrate_nothing_and_that_is_said() =>
        Assert.Contains(
            Evaluate(
                new SloEvidence
                {
                    GoodEvents = 1_000_000,
                    TotalEvents = 1_000_000,
                    LatencyP95 = 1,
                }
            ).Advice,
            a => a.StartsWith("Nothing is demonstrated: totals", StringComparison.Ordinal)
        );

    [Fact]
    public void Counts_decide_over_a_rounded_ratio()
    {
        // 99.4960 % rounds to a ratio of 0.9950, which alone would pass.
        var result = Evaluate(
            new SloEvidence
            {
                Availability = 0.9950,
                GoodEvents = 994_960,
                TotalEvents = 1_000_000,
                LatencyP95 = 1,
            }
        );
        Assert.Equal(["Availability 99.496% below target 99.500%"], result.Issues);
    }

    [Fact]
    public void No_traffic_is_no_availability()
    {
        var result = Evaluate(
            new SloEvidence
            {
                GoodEvents = 0,
                TotalEvents = 0,
                LatencyP95 = 1,
            }
        );
        Assert.Equal(Verdict.InsufficientEvidence, result.Outcome);
        Assert.Contains("no traffic", result.Issues[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("baseline", 299)]
    [InlineData("improvement", 598)]
    [InlineData("production_ready", 2995)]
    [InlineData("excellence", 5990)]
    public void Fewer_events_than_could_ever_show_the_target_are_insufficient(string phase, long least)
    {
        // ln(0.05) / ln(target), rounded up.
        Assert.Equal(
            Verdict.Ready,
            Evaluate(
                new SloEvidence
                {
                    GoodEvents = least,
                    TotalEvents = least,
                    LatencyP95 = 1,
                },
                phase
            ).Outcome
        );
        var few = Evaluate(
            new SloEvidence
            {
                GoodEvents = least - 1,
                TotalEvents = least - 1,
                LatencyP95 = 1,
            },
            phase
        );
        Assert.Equal(Verdict.InsufficientEvidence, few.Outcome);
        Assert.Contains(least.ToString(System.Globalization.CultureInfo.InvariantCulture), few.Issues[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Confidence_is_the_callers_when_given() =>
        Assert.Equal(
            Verdict.InsufficientEvidence,
            Evaluate(
                new SloEvidence
                {
                    GoodEvents = 700,
                    TotalEvents = 700,
                    LatencyP95 = 1,
                },
                options: new GateOptions { Confidence = 0.99m }
            ).Outcome
        );

    [Fact]
    public void Coverage_is_judged_when_it_is_known()
    {
        Assert.Equal(["Only 98.99% of the window has data, 99.00% needed"], Evaluate(Good with { Coverage = 0.9899 }).Issues);
        Assert.True(Evaluate(Good with { Coverage = 0.99 }).Ready);
    }

    [Fact]
    public void Old_evidence_is_not_evidence()
    {
        var options = new GateOptions { MaximumAge = TimeSpan.FromDays(1) };
        var now = FixedClock.Default.UtcNow;
        Assert.True(Evaluate(Good with { To = now.AddDays(-1) }, options: options).Ready);
        Assert.Equal(Verdict.InsufficientEvidence, Evaluate(Good with { To = now.AddDays(-1).AddSeconds(-1) }, options: options).Outcome);
        Assert.Equal(Verdict.InsufficientEvidence, Evaluate(Good, options: options).Outcome);
        Assert.Equal(Verdict.InsufficientEvidence, Evaluate(Good with { To = now.AddDays(1) }).Outcome);
        Assert.True(Evaluate(Good with { To = now.AddYears(-1) }).Ready);
    }

    [Fact]
    public void The_last_phase_has_no_look_ahead()
    {
        var result = Evaluate(Good with { Availability = 0.9999, LatencyP95 = 100 }, "excellence");
        Assert.True(result.Ready);
        Assert.Null(result.NextPhase);
        Assert.DoesNotContain(result.Checks, c => c.Name.StartsWith("LookAhead", StringComparison.Ordinal));
    }

    [Fact]
    public void Look_ahead_says_how_much_of_the_budget_would_be_used()
    {
        Assert.Contains(
            "Availability 99.96% would use 40% of the 99.9% budget of the next phase (production_ready)",
            Evaluate(Good with { Availability = 0.9996 }).Advice
        );
        Assert.Contains(
            "P95 latency 800ms would exceed the 500ms target of the next phase (production_ready)",
            Evaluate(Good with { LatencyP95 = 800 }).Advice
        );
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-0.1)]
    [InlineData(1.0000001)]
    [InlineData(99.65)]
    public void Evidence_out_of_range_is_refused(double availability)
    {
        var error = Assert.Throws<SloValidationException>(() => Evaluate(Good with { Availability = availability }));
        Assert.Equal("Availability", error.Problem.Field);
    }

    [Fact]
    public void Fields_that_contradict_each_other_are_refused()
    {
        Assert.Throws<SloValidationException>(() => Evaluate(Good with { LatencyP99 = 449 }));
        Assert.Throws<SloValidationException>(() => Evaluate(Good with { GoodEvents = 11, TotalEvents = 10 }));
        Assert.Throws<SloValidationException>(() => Evaluate(Good with { GoodEvents = 90, TotalEvents = 100 }));
        Assert.Throws<SloValidationException>(() => Evaluate(Good with { From = DateTime.UnixEpoch.AddDays(1), To = DateTime.UnixEpoch }));
        Assert.Throws<SloValidationException>(() => Evaluate(Good with { IncidentsLast30d = -1 }));
    }

    [Fact]
    public void Ready_means_that_every_source_rule_holds() =>
        Gen.Select(Gen.Double[0.98, 1], Gen.Double[0, 3000], Gen.Double[0, 0.02], Gen.Long[0, 10])
            .Sample(
                (availability, p95, deviation, incidents) =>
                {
                    var result = Evaluate(
                        new SloEvidence
                        {
                            Availability = availability,
                            LatencyP95 = p95,
                            AvailabilityStdDev = deviation,
                            IncidentsLast30d = incidents,
                        }
                    );
                    Assert.Equal(availability >= 0.995 && p95 <= 1000 && deviation <= 0.01 && incidents <= 5, result.Ready);
                    Assert.Equal(result.Ready, result.Issues.Count == 0);
                }
            );

    private static ReadinessResult Evaluate(
        SloEvidence metric,
        string phase = "improvement",
        GateOptions? options = null,
        KeyValuePair<string, object>[]? settings = null
    )
    {
        var profile = new PhaseProfile("default", TestProfiles.Default.Phases, new GateSettings(settings ?? []));
        return new ReadinessGate(FixedClock.Default).Evaluate(profile, profile.Find(phase)!, metric, options ?? GateOptions.Default);
    }
}
