using ProgressiveSlo.Migration.ParallelRun;
using Xunit;
using static ProgressiveSlo.Migration.Tests.ParallelRun.Runs;

namespace ProgressiveSlo.Migration.Tests.ParallelRun;

public sealed class AlertTests
{
    [Fact]
    public void Alerts_that_overlap_are_matched_with_their_lead_time()
    {
        var manual = Side(_ => 0, [Fires("HighErrors", 10, 11), Fires("HighErrors", 100, 102)]);
        var automated = Side(_ => 0, [Fires("Burn", 9.5, 12), Fires("Burn", 101, 103)]);
        var result = Compare(manual, automated);
        Assert.Equal([TimeSpan.FromMinutes(-30), TimeSpan.FromHours(1)], result.Alerts!.Matched.Select(m => m.LeadTime));
        Assert.Equal(ParallelRunVerdict.Agrees, result.Verdict);
    }

    [Fact]
    public void Alerts_of_one_side_alone_are_named()
    {
        var result = Compare(Side(_ => 0, [Fires("HighErrors", 10, 11)]), Side(_ => 0, [Fires("Burn", 200, 201)]));
        Assert.Equal((0, 1, 1), (result.Alerts!.Matched.Count, result.Alerts.OnlyManual.Count, result.Alerts.OnlyAutomated.Count));
        Assert.Equal(ParallelRunVerdict.Disagrees, result.Verdict);
        Assert.Equal(
            "2 alerts have fired on one side alone, the first of them on the manual side: 'HighErrors' at 2026-03-02T10:00:00Z",
            result.Message("AlertsDiffer")
        );
    }

    [Theory]
    [InlineData(11.25, 1)]
    [InlineData(11.26, 0)]
    public void Alerts_within_the_tolerance_are_one_and_beyond_it_two(double from, int matched) =>
        Assert.Equal(matched, Compare(Side(_ => 0, [Fires("A", 10, 11)]), Side(_ => 0, [Fires("B", from, 12)])).Alerts!.Matched.Count);

    [Fact]
    public void Alerts_of_one_side_that_go_together_are_one_incident()
    {
        var manual = Side(_ => 0, [Fires("Page", 10, 10.5), Fires("Page", 10.6, 11), Fires("Ticket", 10.2, 15)]);
        var match = Compare(manual, Side(_ => 0, [Fires("Burn", 10.5, 11)])).Alerts!.Matched.Single();
        Assert.Equal(new FiringInterval("Page, Ticket", At(10), At(15)), match.Manual);
    }

    [Fact]
    public void Alerts_outside_of_the_time_do_not_count() =>
        Assert.Empty(Compare(Side(_ => 0, [Fires("A", -5, 0), Fires("A", 336, 337)]), Side(_ => 0)).Alerts!.OnlyManual);

    [Fact]
    public void Times_at_which_an_alert_was_seen_become_intervals()
    {
        var minute = TimeSpan.FromMinutes(1);
        DateTime[] times = [From.AddMinutes(5), From.AddMinutes(3), From.AddMinutes(4), From.AddMinutes(4), From.AddMinutes(9)];
        Assert.Equal(
            [
                new FiringInterval("A", From.AddMinutes(3), From.AddMinutes(6)),
                new FiringInterval("A", From.AddMinutes(9), From.AddMinutes(10)),
            ],
            FiringInterval.FromTimes("A", times, minute)
        );
    }
}
