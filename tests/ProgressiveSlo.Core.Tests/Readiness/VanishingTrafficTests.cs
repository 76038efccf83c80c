using ProgressiveSlo.Evidence;
using ProgressiveSlo.Readiness;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Readiness;

/// <summary>Traffic that is gone has no bad events, whatever was wrong.</summary>
public sealed class VanishingTrafficTests
{
    // Ago is counted backwards from the last day, which is 0.
    [Theory]
    [InlineData(60, 1)]
    [InlineData(60, 5)]
    [InlineData(35, 3)]
    public void Windows_that_could_not_show_one_bad_event_show_nothing(int days, long events)
    {
        var result = Evaluate(ago => ago < days ? events : 100_000);
        var check = result.Check("ConsecutiveDays")!;
        Assert.Equal("Unknown", check.Status);
        Assert.Contains("so it shows nothing", check.Message, StringComparison.Ordinal);
        Assert.False(result.Ready);
    }

    // 30 days of 7 events are 210, of which one may be bad at 99.5 %; of 6 it is none.
    [Theory]
    [InlineData(6, "Unknown")]
    [InlineData(7, "Pass")]
    public void The_least_is_one_bad_event_in_the_window(long events, string status) =>
        Assert.Equal(status, Evaluate(ago => ago < 35 ? events : 100_000).Check("ConsecutiveDays")!.Status);

    // There the strength of evidence says how many days it takes.
    [Fact]
    public void Traffic_that_is_always_small_is_judged_by_its_strength()
    {
        var result = Evaluate(_ => 5);
        Assert.Equal("Pass", result.Check("ConsecutiveDays")!.Status);
        Assert.Equal("Unknown", result.Check("Demonstrated")!.Status);
    }

    [Theory]
    [InlineData(0, 1, 0, 1)]
    [InlineData(0, 3, 0, 3)]
    [InlineData(0, 5, 10_000, 5)]
    [InlineData(50, 80, 0, 30)]
    [InlineData(0, 60, 700, 60)]
    [InlineData(10, 13, 1, 3)]
    public void Traffic_that_is_nearly_gone_is_told(int from, int to, long events, int days)
    {
        var check = Evaluate(ago => ago >= from && ago < to ? events : 100_000).Check("Traffic");
        Assert.Equal("Advice", check!.Status);
        Assert.Equal(days, Convert.ToDouble(check.Actual, CultureInfo.InvariantCulture));
        Assert.Contains("a tenth of the usual traffic", check.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, 11, 0)]
    [InlineData(0, 3, 10_001)]
    [InlineData(0, 0, 0)]
    public void Less_than_that_is_not(int from, int to, long events) =>
        Assert.Null(Evaluate(ago => ago >= from && ago < to ? events : 100_000).Check("Traffic"));

    [Fact]
    public void A_day_of_rest_each_week_and_a_small_service_are_usual()
    {
        Assert.Null(Evaluate(ago => ago % 7 == 0 ? 0 : 100_000).Check("Traffic"));
        Assert.Null(Evaluate(ago => ago % 2 == 0 ? 1 : 20).Check("Traffic"));
    }

    [Fact]
    public void Excluded_days_that_have_events_are_told()
    {
        SloEvidence Evidence(bool hasEvents) =>
            DayEvidence.Of(
                DayEvidence
                    .Of(100, 100_000, _ => 0)
                    .Days.Select((d, i) => i is 3 or 4 && !hasEvents ? d with { GoodEvents = 0, TotalEvents = 0 } : d)
                    .ToArray()
            ) with
            {
                Exclusions = [new(DayEvidence.Today.AddDays(-97), DayEvidence.Today.AddDays(-95), "database upgrade")],
            };

        var plan = DayEvidence.Plan(100);
        Assert.Null(DayEvidence.Evaluate(plan, Evidence(hasEvents: false)).Check("ExcludedEvents"));
        var check = DayEvidence.Evaluate(plan, Evidence(hasEvents: true)).Check("ExcludedEvents")!;
        Assert.Equal("Advice", check.Status);
        Assert.StartsWith("2 days that the evidence excludes as a whole still have events", check.Message, StringComparison.Ordinal);
    }

    private static ReadinessResult Evaluate(Func<int, long> events) =>
        DayEvidence.Evaluate(
            DayEvidence.Plan(100),
            DayEvidence.Of(
                Enumerable
                    .Range(0, 100)
                    .Reverse()
                    .Select(ago => new SloDay(DayEvidence.LastDate.AddDays(-ago), events(ago), events(ago)))
                    .ToArray()
            )
        );
}
