using CsCheck;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Guidance;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Readiness;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Readiness;

public sealed class ReadinessGateTests
{
    private static readonly SloEvidence _good = new()
    {
        Availability = 0.9965,
        LatencyP95 = 450,
        AvailabilityStdDev = 0.005,
        IncidentsLast30d = 2,
    };

    [Fact]
    public void The_source_designs_example_is_ready()
    {
        var result = Evaluate(_good);
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
    public void P99_is_no_rule_of_the_source_and_is_told() =>
        Assert.Contains("P99 latency 2001ms exceeds target 2000ms", Ready(_good with { LatencyP99 = 2001 }).Advice);

    [Fact]
    public void Required_metrics_that_are_missing_are_insufficient_evidence()
    {
        Assert.Equal(Verdict.InsufficientEvidence, Evaluate(new SloEvidence()).Outcome);
        Assert.Equal(2, Evaluate(new SloEvidence()).Issues.Count);
        Assert.Equal(Verdict.InsufficientEvidence, Evaluate(_good with { Availability = null }).Outcome);
        Assert.Equal(Verdict.InsufficientEvidence, Evaluate(_good with { LatencyP95 = null }).Outcome);

        // Beside a failure nothing that is missing could make it ready.
        Assert.Equal(Verdict.NotReady, Evaluate(_good with { LatencyP95 = null, IncidentsLast30d = 99 }).Outcome);
    }

    [Fact]
    public void Optional_metrics_that_are_missing_are_shown()
    {
        var result = Ready(new SloEvidence { Availability = 0.996, LatencyP95 = 450 });
        Assert.Equal(["Stability", "Incidents"], result.Checks.Where(c => c.Outcome == CheckStatus.Unknown).Select(c => c.Name));
    }

    [Fact]
    public void Bare_numbers_are_an_estimate_and_have_no_strength()
    {
        Assert.Equal(("Estimate", null, null), (Ready(_good).Basis, Ready(_good).Strength, Ready(_good).Namespace));
        var strict = Evaluate(_good, options: new GateOptions { Strict = true });
        Assert.Equal(Verdict.InsufficientEvidence, strict.Outcome);
        Assert.Contains(
            "-Strict asks for a strength of evidence of 20, and bare numbers have none",
            strict.Issues[0],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Seconds_instead_of_milliseconds_are_asked_about() =>
        Assert.Contains(
            "P95 latency is 0.45 ms: latencies are in milliseconds. Is this one in seconds?",
            Ready(_good with { LatencyP95 = 0.45 }).Advice
        );

    [Fact]
    public void Nothing_but_the_four_rules_decides() => Ready(_good with { Coverage = 0.1, GoodEvents = 9965, TotalEvents = 10_000 });

    [Fact]
    public void Thresholds_are_the_profiles()
    {
        Assert.False(Evaluate(_good, settings: [new("incidentsLast30dMax", 1m)]).Ready);
        Assert.False(Evaluate(_good, settings: [new("availabilityStdDevMax", 0.004m)]).Ready);
        Assert.True(Evaluate(_good with { IncidentsLast30d = 50 }, settings: [new("incidentsLast30dMax", 50m)]).Ready);
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
        Assert.Equal(Verdict.InsufficientEvidence, Evaluate(_good with { GoodEvents = 0, TotalEvents = 0 }).Outcome);

    [Fact]
    public void Good_events_without_a_total_are_refused() =>
        Assert.Throws<SloValidationException>(() => Evaluate(_good with { GoodEvents = 5 }));

    [Fact]
    public void Evidence_of_the_future_or_of_no_time_is_not_evidence()
    {
        var now = FixedClock.Default.UtcNow;
        Assert.Equal(Verdict.InsufficientEvidence, Evaluate(_good with { From = now.AddDays(1) }).Outcome);
        Assert.Throws<SloValidationException>(() => Evaluate(_good with { From = now, To = now }));
    }

    [Fact]
    public void Totals_alone_demonstrate_nothing_and_that_is_said() =>
        Assert.Contains(
            Ready(
                new SloEvidence
                {
                    GoodEvents = 1_000_000,
                    TotalEvents = 1_000_000,
                    LatencyP95 = 1,
                }
            ).Advice,
            a => a.StartsWith("Nothing is demonstrated: bare numbers are an estimate", StringComparison.Ordinal)
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

    [Fact]
    public void Old_evidence_is_not_evidence()
    {
        var options = new GateOptions { MaximumAge = TimeSpan.FromDays(1) };
        var now = FixedClock.Default.UtcNow;
        Assert.True(Evaluate(_good with { To = now.AddDays(-1) }, options: options).Ready);
        Assert.Equal(Verdict.InsufficientEvidence, Evaluate(_good with { To = now.AddDays(-1).AddSeconds(-1) }, options: options).Outcome);
        Assert.Equal(Verdict.InsufficientEvidence, Evaluate(_good, options: options).Outcome);
        Assert.Equal(Verdict.InsufficientEvidence, Evaluate(_good with { To = now.AddDays(1) }).Outcome);
        Assert.True(Evaluate(_good with { To = now.AddYears(-1) }).Ready);
    }

    [Fact]
    public void The_last_phase_has_no_look_ahead()
    {
        var result = Evaluate(_good with { Availability = 0.9999, LatencyP95 = 100 }, "excellence");
        Assert.True(result.Ready);
        Assert.Null(result.NextPhase);
        Assert.DoesNotContain(result.Checks, c => c.Name.StartsWith("LookAhead", StringComparison.Ordinal));
    }

    [Fact]
    public void Look_ahead_says_how_much_of_the_budget_would_be_used()
    {
        Assert.Contains(
            "Availability 99.96% would use 40% of the 99.9% budget of the next phase (production_ready)",
            Evaluate(_good with { Availability = 0.9996 }).Advice
        );
        Assert.Contains(
            "P95 latency 800ms would exceed the 500ms target of the next phase (production_ready)",
            Evaluate(_good with { LatencyP95 = 800 }).Advice
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
        var error = Assert.Throws<SloValidationException>(() => Evaluate(_good with { Availability = availability }));
        Assert.Equal("Availability", error.Problem.Field);
    }

    [Fact]
    public void Fields_that_contradict_each_other_are_refused()
    {
        Assert.Throws<SloValidationException>(() => Evaluate(_good with { LatencyP99 = 449 }));
        Assert.Throws<SloValidationException>(() => Evaluate(_good with { GoodEvents = 11, TotalEvents = 10 }));
        Assert.Throws<SloValidationException>(() => Evaluate(_good with { GoodEvents = 90, TotalEvents = 100 }));
        Assert.Throws<SloValidationException>(() => Evaluate(_good with { From = DateTime.UnixEpoch.AddDays(1), To = DateTime.UnixEpoch }));
        Assert.Throws<SloValidationException>(() => Evaluate(_good with { IncidentsLast30d = -1 }));
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

    private static ReadinessResult Ready(SloEvidence evidence)
    {
        var result = Evaluate(evidence);
        Assert.True(result.Ready, string.Join("; ", result.Issues));
        return result;
    }

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

    [Fact]
    public void The_gate_names_the_challenge_of_a_check_that_keeps_it_closed()
    {
        var guidance = new GuidanceSet([(new Challenge("Slow", ["x"]), ["availability", "LatencyP95"])]);
        var profile = TestProfiles.Default;
        var result = new ReadinessGate(FixedClock.Default).Evaluate(
            profile,
            profile.Phases[0],
            new() { Availability = 0.5, LatencyP95 = 1 },
            new() { Guidance = guidance }
        );
        Assert.Equal("Slow", result.Checks.Single(c => c.Name == "Availability").Challenge?.Name);
        Assert.Null(result.Checks.Single(c => c.Name == "LatencyP95").Challenge);
    }
}
