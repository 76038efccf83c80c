using CsCheck;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Readiness;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Readiness;

/// <summary>Evidence that once opened a gate and must not: young, with gaps, contradicting itself, of another time.</summary>
public sealed class WrongReadyTests
{
    private static readonly DateTime _last = DayEvidence.LastDate;

    [Fact]
    public void A_young_service_is_not_covered_with_a_plan_or_without()
    {
        var five = DayEvidence.Of(5, 100_000, _ => 1);
        var result = DayEvidence.Evaluate(five with { From = _last.AddDays(-59) }, "baseline");
        Assert.Equal(("NotReady", 5 / 30.0), (result.Verdict, result.Check("Coverage")!.Actual!.Value));
        Assert.Equal("NotReady", DayEvidence.Evaluate(five, "baseline").Verdict);
        Assert.Equal("NotReady", DayEvidence.Evaluate(DayEvidence.Plan(30, "baseline"), five).Verdict);
        Assert.Equal("NotReady", DayEvidence.Evaluate(DayEvidence.Of(1, 300, _ => 0), "baseline").Verdict);
        Assert.Equal("NotReady", DayEvidence.Evaluate(DayEvidence.Of(1, 100_000, _ => 0), "excellence").Verdict);
        Assert.Equal("NotReady", DayEvidence.Evaluate(DayEvidence.Of(12, 100_000, _ => 0), "baseline").Verdict);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(31)]
    public void Days_decide_whatever_their_number(int count)
    {
        // One day with 10 % errors: too variable.
        var uneven = DayEvidence.Of(count, 100_000, ago => ago == 3 ? 10_000 : 0);
        var result = DayEvidence.Evaluate(uneven, "baseline");
        Assert.Equal("NotReady", result.Verdict);
        Assert.Contains("Availability too variable - not stable", result.Issues);
        Refused("AvailabilityStdDev", uneven with { AvailabilityStdDev = 0 });

        // A day of 75 % among perfect ones.
        Assert.Equal("NotReady", DayEvidence.Evaluate(DayEvidence.Of(count, 100, ago => ago == 0 ? 25 : 0), "baseline").Verdict);

        var days = DayEvidence.Of(count, 100_000, _ => 1).Days;
        var fast = new SloEvidence
        {
            Days = [.. days.Select(d => d with { LatencyP95 = 300 })],
            LatencyP99 = 900,
            IncidentsLast30d = 0,
        };
        var judged = DayEvidence.Evaluate(fast, "baseline");
        Assert.True(judged.Ready, string.Join("; ", judged.Issues));
        Assert.Equal(("Pass", 900.0), (judged.Check("LatencyP99")!.Status, judged.Check("LatencyP99")!.Actual));
        Refused("LatencyP95", fast with { LatencyP95 = 100 });

        var half = DayEvidence.Of(days.Select(d => d with { Coverage = 0.5 }).ToArray());
        Assert.Equal("NotReady", DayEvidence.Evaluate(half, "baseline").Verdict);
        Refused("Coverage", half with { Coverage = 1 });
    }

    [Fact]
    public void Coverage_that_the_days_do_not_have_is_refused()
    {
        var days = DayEvidence
            .Of(30, 1000, _ => 0)
            .Days.Select((d, i) => i == 29 ? d : new SloDay(d.Date, 0, 0) { Coverage = 0 })
            .ToArray();
        Refused("Coverage", DayEvidence.Of(days) with { Coverage = 1 });
        Assert.Equal("NotReady", DayEvidence.Evaluate(DayEvidence.Of(days), "baseline").Verdict);
    }

    [Fact]
    public void Numbers_that_agree_with_the_days_are_taken()
    {
        // The sample's standard deviation, a rounded coverage, and a percentile between those of the days.
        var days = DayEvidence
            .Of(60, 10_000, ago => ago % 7)
            .Days.Select((d, i) => d with { LatencyP95 = 100 + i, Coverage = 0.99995 })
            .ToArray();
        var errors = days.Select(d => d.BadEvents / 10_000.0).ToArray();
        var deviation = Math.Sqrt(errors.Sum(e => Math.Pow(e - errors.Average(), 2)) / 59);
        var evidence = DayEvidence.Of(days) with { AvailabilityStdDev = deviation, Coverage = 1, LatencyP95 = 130, LatencyP99 = 500 };
        Assert.Equal("Counts", DayEvidence.Evaluate(evidence).Basis);
    }

    [Fact]
    public void Evidence_of_before_the_phase_is_not_evidence_of_it()
    {
        var old = DayEvidence.Of(60, 10_000, _ => 1).Days.Select(d => d with { Date = d.Date.AddDays(-730) }).ToArray();
        var result = DayEvidence.Evaluate(DayEvidence.Plan(60), DayEvidence.Of(old));
        Assert.Equal(("NotReady", 0.0), (result.Verdict, result.Check("Coverage")!.Actual!.Value));
    }

    [Fact]
    public void All_but_a_few_hours_excluded_is_nothing_to_judge()
    {
        var evidence = DayEvidence.Of(30, 10_000, _ => 0) with
        {
            Exclusions = [new EvidenceExclusion(DayEvidence.Today.AddDays(-30), DayEvidence.Today.AddHours(-4), "quiet")],
        };
        Assert.Equal("InsufficientEvidence", DayEvidence.Evaluate(DayEvidence.Plan(30, "baseline"), evidence).Verdict);
    }

    [Fact]
    public void A_partial_answer_may_have_left_out_errors()
    {
        var evidence = DayEvidence.Of(60, 10_000, _ => 1);
        Assert.True(DayEvidence.Evaluate(DayEvidence.Plan(60), evidence).Ready);
        var partial = DayEvidence.Evaluate(DayEvidence.Plan(60), evidence with { Partial = true, Warnings = ["store\u001b[2J is away"] });
        Assert.Equal("InsufficientEvidence", partial.Verdict);
        Assert.Equal(
            "The server answered only in part: measure again when it is whole; it says: store\\u001b[2J is away",
            Assert.Single(partial.Issues)
        );

        // What failed stays failed.
        var failed = DayEvidence.Of(60, 10_000, _ => 100) with
        {
            Partial = true,
        };
        Assert.Equal("NotReady", DayEvidence.Evaluate(DayEvidence.Plan(60), failed).Verdict);
    }

    [Fact]
    public void Days_of_the_future_are_not_evidence()
    {
        var days = DayEvidence.Of(90, 10_000, _ => 0).Days.Select(d => d with { Date = d.Date.AddDays(20) }).ToArray();
        Assert.False(DayEvidence.Evaluate(DayEvidence.Plan(60), DayEvidence.Of(days)).Ready);
    }

    [Fact]
    public void Ready_means_that_the_record_is_whole() =>
        Gen.Select(Gen.Int[1, 90], Gen.Int[0, 12], Gen.Int[0, 3], Gen.Int[0, 89].Array[0, 3], Gen.Double[0.9, 1])
            .Sample(
                (length, daysOfEvidence, shift, missing, coverage) =>
                {
                    var days = DayEvidence
                        .Of(Math.Max(1, length + 6 - daysOfEvidence), 100_000, _ => 1)
                        .Days.Where((_, i) => !missing.Contains(i))
                        .Select(d => d with { Date = d.Date.AddDays(-shift), Coverage = coverage })
                        .ToArray();
                    if (days.Length == 0)
                        return;
                    var result = DayEvidence.Evaluate(DayEvidence.Plan(length), DayEvidence.Of(days));
                    var from = DayEvidence.Today.AddDays(-length);
                    var covered = days.Where(d => d.Date >= from && d.Date < DayEvidence.Today).Sum(d => d.Coverage) / length;

                    // At worst what is missing was bad, and 0.001 % of the rest was: 0.5 % may be in all.
                    const double Least = 1 - ((0.005 - 0.00001) / (1 - 0.00001));
                    if (result.Ready)
                        Assert.True(length >= 60 && covered >= Least - 1e-9, $"{length} days, {covered}");
                    else
                        Assert.False(
                            length >= 60 && covered >= Least + 1e-9,
                            $"{length} days, {covered}: {string.Join("; ", result.Issues)}"
                        );
                }
            );

    [Fact]
    public void The_order_of_rows_does_not_matter()
    {
        var rows = DayEvidence
            .Of(60, 10_000, ago => ago % 5)
            .Days.Select(d =>
                (object)
                    new KeyValuePair<string, object?>[]
                    {
                        new("date", d.Date),
                        new("good_events", d.GoodEvents),
                        new("total_events", d.TotalEvents),
                    }
            )
            .ToArray();
        var plan = DayEvidence.Plan(60);
        var sorted = DayEvidence.Evaluate(plan, EvidenceReader.Read([new("days", rows)]));
        Gen.Shuffle(rows)
            .Sample(
                shuffled =>
                    Assert.Equal(
                        sorted.EvidenceDigest,
                        DayEvidence.Evaluate(plan, EvidenceReader.Read([new("days", shuffled)])).EvidenceDigest
                    ),
                iter: 50
            );
    }

    [Fact]
    public void The_earliest_date_is_the_day_on_which_the_gate_opens()
    {
        foreach (var outage in new[] { 0, 100, 700, 2000 })
        {
            var evidence = DayEvidence.Of(50, 10_000, ago => ago == 20 ? outage : 1);
            var date = DayEvidence.Evaluate(DayEvidence.Plan(50), evidence).EarliestDate!.Value;
            var more = (date - DayEvidence.Today).Days;
            Assert.True(Later(more).Ready, $"{outage}: {date}");
            Assert.False(Later(more - 1).Ready, $"{outage}: {date}");

            ReadinessResult Later(int after)
            {
                var days = evidence
                    .Days.Concat(Enumerable.Range(1, after).Select(i => new SloDay(DayEvidence.LastDate.AddDays(i), 10_000, 10_000)))
                    .ToArray();
                return new ReadinessGate(new FixedClock(FixedClock.Default.UtcNow.AddDays(after))).Evaluate(
                    DayEvidence.Plan(50).Phases[1],
                    DayEvidence.Of(days),
                    GateOptions.Default
                );
            }
        }
    }

    private static void Refused(string field, SloEvidence evidence)
    {
        var error = Assert.Throws<SloValidationException>(() => DayEvidence.Evaluate(evidence, "baseline"));
        Assert.Equal(field, error.Problem.Field);
        Assert.Contains("does not agree with the days", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evidence_of_another_namespace_is_refused()
    {
        var evidence = DayEvidence.Of(60, 10_000, _ => 0);
        Assert.True(DayEvidence.Evaluate(DayEvidence.Plan(60), evidence with { Namespace = "production" }).Ready);
        var error = Assert.Throws<SloValidationException>(() =>
            DayEvidence.Evaluate(DayEvidence.Plan(60), evidence with { Namespace = "staging" })
        );
        Assert.StartsWith(
            "Namespace: The evidence is of the namespace 'staging', and the plan is of 'production'",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_availability_that_contradicts_the_days_is_refused() =>
        Assert.StartsWith(
            "Availability: 0.5 does not agree with the days",
            Assert
                .Throws<SloValidationException>(() =>
                    DayEvidence.Evaluate(DayEvidence.Plan(60), DayEvidence.Of(60, 10_000, _ => 0) with { Availability = 0.5 })
                )
                .Message,
            StringComparison.Ordinal
        );
}
