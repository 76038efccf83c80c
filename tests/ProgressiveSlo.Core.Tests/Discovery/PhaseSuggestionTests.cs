using ProgressiveSlo.Discovery;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Discovery;

/// <summary>The phase that a history could hold.</summary>
public sealed class PhaseSuggestionTests
{
    [Theory]
    [InlineData(30, 10_000, 4, 180, "improvement", "a: 99.96 % over 30 days, p95 180 ms: could begin at improvement")]
    [InlineData(90, 100_000, 10, 180, "production_ready", "a: 99.99 % over 90 days, p95 180 ms: could begin at production_ready")]
    [InlineData(180, 100_000, 10, 180, "excellence", "a: 99.99 % over 180 days, p95 180 ms: could begin at excellence")]
    [InlineData(180, 100_000, 10, 250, "production_ready", "a: 99.99 % over 180 days, p95 250 ms: could begin at production_ready")]
    [InlineData(30, 10_000, 50, 1000, "improvement", "a: 99.5 % over 30 days, p95 1000 ms: could begin at improvement")]
    [InlineData(
        30,
        10_000,
        51,
        1000,
        "baseline",
        "a: 99.49 % over 30 days, p95 1000 ms: could begin at baseline, improvement asks for 99.5 %"
    )]
    [InlineData(
        30,
        10_000,
        4,
        1001,
        "baseline",
        "a: 99.96 % over 30 days, p95 1001 ms: could begin at baseline, improvement asks for p95 1000 ms"
    )]
    [InlineData(
        29,
        10_000,
        0,
        100,
        "baseline",
        "a: 100 % over 29 days, p95 100 ms: could begin at baseline, improvement would need 30 days of history"
    )]
    [InlineData(
        30,
        5,
        0,
        100,
        "baseline",
        "a: 100 % over 30 days, p95 100 ms: could begin at baseline, its events are too few, or its incidents too rare, to show 99 %"
    )]
    [InlineData(30, 1_000_000, 1, 100, "improvement", "a: 99.9999 % over 30 days, p95 100 ms: could begin at improvement")]
    public void Days_targets_and_strength_decide(int days, long perDay, long bad, double p95, string phase, string reason)
    {
        var history = new ServiceHistory("a", Enumerable.Repeat<(long, long)?>((perDay - bad, perDay), days).ToArray()) { P95 = p95 };
        var (suggested, why) = PhaseSuggestion.Create(history, TestProfiles.Default);
        Assert.Equal((phase, reason), (suggested!.Name, why));
    }

    // As every view shows it: rounded, and never like a target that it is not.
    [Theory]
    [InlineData(10_000_000, 118_430, "98.82 %")]
    [InlineData(10_000_000, 118_400, "98.82 %")]
    [InlineData(10_000_000, 10_001, "99.89999 %")]
    [InlineData(10_000_000, 100_400, "98.996 %")]
    public void An_availability_is_rounded_as_the_views_round_it(long total, long bad, string text)
    {
        var reason = PhaseSuggestion.Create(new ServiceHistory("a", [(total - bad, total)]), TestProfiles.Default).Reason;
        Assert.StartsWith($"a: {text} over the last day", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_events_there_is_no_phase()
    {
        Assert.Equal("a: no data yet", PhaseSuggestion.Create(new ServiceHistory("a", [null, null]), TestProfiles.Default).Reason);
        var (phase, reason) = PhaseSuggestion.Create(new ServiceHistory("a", [(0, 0), null]), TestProfiles.Default);
        Assert.Null(phase);
        Assert.Equal("a: no events over the last day", reason);
    }

    [Fact]
    public void A_percentile_above_the_highest_bound_holds_no_later_phase()
    {
        var history = new ServiceHistory("a", Enumerable.Repeat<(long, long)?>((1000, 1000), 180).ToArray()) { AboveBound = 100 };
        var (phase, reason) = PhaseSuggestion.Create(history, TestProfiles.Default);
        Assert.Equal("baseline", phase!.Name);
        Assert.Contains("p95 above 100 ms", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Minutes_of_a_condition_are_not_thousands_of_trials()
    {
        var days = Enumerable.Repeat<(long, long)?>((1440, 1440), 30).ToArray();
        Assert.Equal("improvement", PhaseSuggestion.Create(new ServiceHistory("a", days), TestProfiles.Default).Phase!.Name);
        var jobs = new ServiceHistory("a", days) { TrialsPerDay = 1 };
        Assert.Equal("baseline", PhaseSuggestion.Create(jobs, TestProfiles.Default).Phase!.Name);
    }
}
