using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Readiness;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Readiness;

/// <summary>Percentiles are of the days that the gate judges, or they are not known.</summary>
public sealed class JudgedLatencyTests
{
    private static readonly SloEvidence SlowDays = DayEvidence.Of(43, 10_000, _ => 1) with { LatencyP95 = 450, LatencyP99 = 900 };

    [Fact]
    public void Percentiles_of_the_days_that_are_judged_are_judged()
    {
        Assert.Equal(nameof(CheckStatus.Pass), P95(SlowDays with { LatencyFrom = DayEvidence.LastDate.AddDays(-29) }).Status);

        // Who does not say what they are of is taken at their word.
        Assert.Equal(nameof(CheckStatus.Pass), P95(SlowDays).Status);
    }

    [Fact]
    public void Percentiles_of_other_days_are_not_known_and_the_message_says_how_to_measure_them()
    {
        var result = DayEvidence.Evaluate(SlowDays with { LatencyFrom = DayEvidence.LastDate.AddDays(-42) });
        Assert.Equal(
            ("InsufficientEvidence", nameof(CheckStatus.Unknown), true),
            (result.Verdict, result.Check("LatencyP95")!.Status, result.Check("LatencyP95")!.Blocks)
        );
        Assert.Equal(
            "P95 latency unknown: it was measured from 2026-01-17 on, and this gate judges the 30 days "
                + "from 2026-01-30 on. Give Get-SloEvidence the plan, or -GateWindow 30d",
            result.Check("LatencyP95")!.Message
        );
        Assert.DoesNotContain(result.Checks, c => c.Name.StartsWith("LookAheadLatency", StringComparison.Ordinal));
    }

    [Fact]
    public void Evidence_shorter_than_the_window_is_judged_by_the_percentiles_of_its_own_days()
    {
        var short_ = DayEvidence.Of(10, 10_000, _ => 1) with
        {
            LatencyP95 = 450,
            LatencyP99 = 900,
            LatencyFrom = DayEvidence.LastDate.AddDays(-9),
        };
        Assert.Equal(nameof(CheckStatus.Pass), P95(short_).Status);
        Assert.Equal(nameof(CheckStatus.Unknown), P95(short_ with { LatencyFrom = DayEvidence.LastDate.AddDays(-29) }).Status);
    }

    [Fact]
    public void Percentiles_of_days_are_those_of_the_days_that_are_judged()
    {
        // Slow days before the window neither harm nor help; a day within it without a percentile leaves it unknown.
        var days = SlowDays
            .Days.Select((d, i) => d with { LatencyP95 = i < 13 ? 5000 : 100 + i, LatencyP99 = i == 40 ? null : 6000 })
            .ToArray();
        var result = DayEvidence.Evaluate(SlowDays with { Days = days, LatencyP95 = 5000, LatencyP99 = null });
        Assert.Equal((nameof(CheckStatus.Pass), 142.0), (result.Check("LatencyP95")!.Status, result.Check("LatencyP95")!.Actual));
        Assert.Equal(nameof(CheckStatus.Unknown), result.Check("LatencyP99")!.Status);
    }

    [Fact]
    public void Percentiles_of_a_day_that_cannot_be_are_refused()
    {
        Refused("Days[0].LatencyP95", new SloDay(DayEvidence.LastDate, 1, 1) { LatencyP95 = -1 });
        Refused("Days[0].LatencyP99", new SloDay(DayEvidence.LastDate, 1, 1) { LatencyP95 = 2, LatencyP99 = 1 });
        Refused("Days[0].LatencyP99", new SloDay(DayEvidence.LastDate, 1, 1) { LatencyP99 = double.NaN });
    }

    [Fact]
    public void What_the_percentiles_are_of_is_in_the_digest_where_it_is_known()
    {
        Assert.NotEqual(
            EvidenceDigester.Compute(SlowDays),
            EvidenceDigester.Compute(SlowDays with { LatencyFrom = DayEvidence.LastDate })
        );
        Assert.NotEqual(
            EvidenceDigester.Compute(SlowDays),
            EvidenceDigester.Compute(SlowDays with { Days = SlowDays.Days.Select(d => d with { LatencyP95 = 1 }).ToArray() })
        );
    }

    private static ReadinessCheck P95(SloEvidence metric) => DayEvidence.Evaluate(metric).Check("LatencyP95")!;

    private static void Refused(string field, SloDay day) =>
        Assert.Equal(field, Assert.Throws<SloValidationException>(() => DayEvidence.Evaluate(DayEvidence.Of([day]))).Problem.Field);
}
