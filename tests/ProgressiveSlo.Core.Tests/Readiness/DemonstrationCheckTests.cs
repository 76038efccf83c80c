using CsCheck;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Readiness;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Readiness;

public sealed class DemonstrationCheckTests
{
    private static readonly KeyValuePair<string, object> Required = new("demonstration", "required");

    [Fact]
    public void A_target_is_demonstrated_when_the_bound_holds_on_every_look()
    {
        // 30 + 14 − 1 days.
        var check = Check(DayEvidence.Of(43, 1000, ago => ago % 3));
        Assert.Equal(CheckStatus.Pass, check.Outcome);
        Assert.InRange(check.Actual!.Value, 0.998, 0.999);
        Assert.StartsWith(
            "99.5% is demonstrated, given incidents like those observed: at least 99.8",
            check.Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "30 bad of 30000 events in 30 days to 2026-02-28; it held on 14 of 14 daily looks. None of 30 "
                + "days missed the target, which bounds the share of such days only at 9.5%",
            check.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void One_day_of_evidence_too_few_is_not_yet_demonstrated()
    {
        var evidence = DayEvidence.Of(42, 1000, ago => ago % 3);
        Assert.Equal(CheckStatus.Advice, Check(evidence).Outcome);
        Assert.Contains("is met and not demonstrated yet", Check(evidence).Message, StringComparison.Ordinal);
        Assert.Contains(
            "it held on 13 of 14 daily looks. There are 42 days of evidence and 43 days are needed: 1 day more",
            Check(evidence).Message,
            StringComparison.Ordinal
        );

        // Nothing failed, so that is insufficient evidence.
        Assert.Equal(Verdict.Ready, DayEvidence.Evaluate(evidence).Outcome);
        Assert.Equal(Verdict.InsufficientEvidence, DayEvidence.Evaluate(evidence, gate: Required).Outcome);
    }

    [Fact]
    public void A_look_that_did_not_hold_starts_the_count_again()
    {
        // 700 bad events on the day that leaves the window five looks before the last.
        var evidence = DayEvidence.Of(60, 1000, ago => ago == 35 ? 700 : 0);
        Assert.Contains(
            "it held on 6 of 14 daily looks. It takes 8 days more on which it holds",
            Check(evidence).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(Verdict.NotReady, DayEvidence.Evaluate(evidence, gate: Required).Outcome);
        Assert.Equal(CheckStatus.Fail, DayEvidence.Evaluate(evidence, gate: Required).Check("Demonstration")!.Outcome);
    }

    [Fact]
    public void Strict_takes_thirty_looks_and_decides()
    {
        Assert.True(DayEvidence.Evaluate(DayEvidence.Of(59, 1000, _ => 1), strict: true).Ready);
        var few = DayEvidence.Evaluate(DayEvidence.Of(58, 1000, _ => 1), strict: true);
        Assert.Equal(Verdict.InsufficientEvidence, few.Outcome);
        Assert.Contains("29 of 30 daily looks", few.Issues.Single(), StringComparison.Ordinal);
        Assert.Equal(
            Verdict.InsufficientEvidence,
            DayEvidence
                .Evaluate(DayEvidence.Of(59, 1000, _ => 1), strict: true, gate: new KeyValuePair<string, object>("looksStrict", 31m))
                .Outcome
        );
    }

    [Fact]
    public void Met_and_not_demonstrated_says_what_it_takes()
    {
        // An incident day: 120 bad events, where the others have one.
        var evidence = DayEvidence.Of(43, 1000, ago => ago == 10 ? 120 : 0);
        var check = Check(evidence);
        Assert.Equal(CheckStatus.Advice, check.Outcome);
        Assert.True(check.Actual < 0.995);
        var more = Number(check.Message, "It takes about ", " more events in days like these");
        Assert.InRange(more, 1_000_000, 2_000_000);
        Assert.Contains("in days like these, which are 1753 days, or at most", check.Message, StringComparison.Ordinal);
        var most = Number(check.Message, "or at most ", " bad events instead of 120");
        Assert.InRange(most, 1, 119);
        Assert.Equal(CheckStatus.Fail, DayEvidence.Evaluate(evidence, gate: Required).Check("Demonstration")!.Outcome);

        // The advice is true: with as few bad events on that day the target is demonstrated, and with a tenth more it is not.
        Assert.Equal(CheckStatus.Pass, Check(DayEvidence.Of(43, 1000, ago => ago == 10 ? most : 0)).Outcome);
        Assert.Equal(CheckStatus.Advice, Check(DayEvidence.Of(43, 1000, ago => ago == 10 ? most * 11 / 10 : 0)).Outcome);
    }

    [Fact]
    public void The_number_of_more_events_is_true_for_independent_errors()
    {
        // Each day alike: no clustering, so more events are more information.
        var check = Check(DayEvidence.Of(43, 1000, _ => 4), "improvement");
        Assert.Equal(CheckStatus.Pass, check.Outcome);
        check = Check(DayEvidence.Of(43, 100, ago => ago % 3 == 0 ? 1 : 0), "improvement");
        var more = Number(check.Message, "It takes about ", " more events in days like these");
        var perDay = 100 + ((more + 29) / 30);
        var ratio = perDay / 300.0;
        Assert.Equal(CheckStatus.Pass, Check(DayEvidence.Of(43, perDay * 3, ago => (long)Math.Floor(ratio * 3))).Outcome);
    }

    [Fact]
    public void A_missed_target_is_not_demonstrated()
    {
        var check = DayEvidence.Evaluate(DayEvidence.Of(43, 1000, _ => 6), strict: true).Check("Demonstration")!;
        Assert.Equal(CheckStatus.Fail, check.Outcome);
        Assert.Contains("is missed, so it is not demonstrated", check.Message, StringComparison.Ordinal);
        Assert.Contains("at most", check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_events_can_never_show_it()
    {
        // 30 days with 10 events: 300 of the 598 that it takes.
        var evidence = DayEvidence.Of(70, 10, _ => 0);
        Assert.Equal(CheckStatus.Advice, Check(evidence).Outcome);
        Assert.Contains(
            "0 bad of 300 events in 30 days to 2026-02-28; even without a failure 598 are needed",
            Check(evidence).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(Verdict.InsufficientEvidence, DayEvidence.Evaluate(evidence, gate: Required).Outcome);
        Assert.Equal(
            CheckStatus.Unknown,
            DayEvidence.Evaluate(DayEvidence.Of(70, 0, _ => 0), gate: Required).Check("Demonstration")!.Outcome
        );
    }

    [Fact]
    public void The_window_is_that_of_the_phase()
    {
        KeyValuePair<string, object>[] sixty = [new("demonstrationDays", 60m)];
        var evidence = DayEvidence.Of(72, 1000, _ => 1);
        Assert.Equal(CheckStatus.Pass, Check(evidence).Outcome);
        Assert.Equal(CheckStatus.Advice, DayEvidence.Evaluate(evidence, phaseGate: sixty).Check("Demonstration")!.Outcome);
        Assert.Equal(
            CheckStatus.Pass,
            DayEvidence
                .Evaluate(
                    DayEvidence.Of(73, 1000, _ => 1),
                    phaseGate: sixty,
                    gate: new KeyValuePair<string, object>("demonstrationDays", 300m)
                )
                .Check("Demonstration")!
                .Outcome
        );
    }

    [Fact]
    public void Bad_days_in_a_row_widen_the_bound_where_the_profile_says_so()
    {
        var evidence = DayEvidence.Of(43, 100_000, ago => ago is 4 or 5 or 6 ? 2000 : 10);
        var plain = Check(evidence).Actual;
        Assert.True(
            DayEvidence.Evaluate(evidence, gate: new KeyValuePair<string, object>("neweyWest", "on")).Check("Demonstration")!.Actual < plain
        );
    }

    [Fact]
    public void Plain_metrics_demonstrate_nothing_and_decide_only_where_the_profile_requires_it()
    {
        var plain = DayEvidence.Of([]) with { Availability = 1 };
        Assert.StartsWith("Nothing is demonstrated", DayEvidence.Evaluate(plain).Check("Demonstration")!.Message, StringComparison.Ordinal);
        Assert.True(DayEvidence.Evaluate(plain, strict: true).Ready);
        var required = DayEvidence.Evaluate(plain, gate: Required);
        Assert.Equal(Verdict.InsufficientEvidence, required.Outcome);
        Assert.Contains("give the good and total events of each day", required.Issues.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Strict_is_never_ready_without_every_look_and_a_word_for_it() =>
        Gen.Select(Gen.Int[1, 70], Gen.Long[0, 2000], Gen.Long[0, 40].Array[70], Gen.Bool.Array[70])
            .Sample(
                (count, events, bad, missing) =>
                {
                    var days = DayEvidence
                        .Of(count, events, ago => Math.Min(events, bad[ago]))
                        .Days.Where((_, i) => i == 0 || !missing[i])
                        .ToArray();
                    var result = DayEvidence.Evaluate(DayEvidence.Of(days) with { Coverage = 1 }, strict: true);
                    var check = result.Check("Demonstration")!;
                    Assert.NotEmpty(check.Message);
                    if (result.Ready)
                        Assert.True(
                            check.Outcome == CheckStatus.Pass && check.Actual >= 0.995 && (DayEvidence.LastDate - days[0].Date).Days >= 58
                        );
                }
            );

    private static ReadinessCheck Check(SloEvidence evidence, string phase = "improvement") =>
        DayEvidence.Evaluate(evidence, phase).Check("Demonstration")!;

    private static long Number(string text, string before, string after)
    {
        var start = text.IndexOf(before, StringComparison.Ordinal);
        Assert.True(start >= 0, text);
        start += before.Length;
        var end = text.IndexOf(after, start, StringComparison.Ordinal);
        Assert.True(end > start, text);
        return long.Parse(text[start..end], System.Globalization.CultureInfo.InvariantCulture);
    }
}
