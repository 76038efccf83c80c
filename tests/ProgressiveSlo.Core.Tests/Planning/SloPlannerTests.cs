using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Planning;

public sealed class SloPlannerTests
{
    private static readonly PlanSpec _subject = SloPlanner.CreateSpec(
        "api-service",
        TestProfiles.Default,
        RatioIndicator.Default,
        SloPlanner.DefaultWindow
    );

    [Fact]
    public void Phases_follow_each_other_without_gap()
    {
        var plan = SloPlanner.Plan(_subject, new DateTime(2026, 1, 1));

        Assert.Equal(
            ["2026-01-01", "2026-01-31", "2026-04-01", "2026-06-30"],
            plan.Phases.Select(p => ProgressiveSlo.Time.UtcTime.DateText(p.StartDate))
        );
        Assert.Equal([30, 60, 90, null], plan.Phases.Select(p => p.DurationDays));
        Assert.Equal(plan.Phases.Skip(1).Select(p => (DateTime?)p.StartDate).Append(null), plan.Phases.Select(p => p.EndDate));
        Assert.Equal(180, plan.TotalDurationDays);
        Assert.Equal("baseline", plan.CurrentPhase);
        Assert.All(plan.Phases, p => Assert.Equal(DateTimeKind.Utc, p.StartDate.Kind));
    }

    [Fact]
    public void A_start_counts_by_its_day_in_UTC()
    {
        var local = new DateTimeOffset(2026, 1, 1, 1, 0, 0, TimeSpan.FromHours(2)).UtcDateTime;
        Assert.Equal(new DateTime(2025, 12, 31, 0, 0, 0, DateTimeKind.Utc), SloPlanner.Plan(_subject, local).StartDate);
        Assert.Equal(
            new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            SloPlanner.Plan(_subject, new DateTime(2026, 1, 1, 23, 59, 59)).StartDate
        );
    }

    [Theory]
    [InlineData(1969, "Give a date from 1970-01-01")]
    [InlineData(2199, "Give an earlier start")]
    [InlineData(9999, "Give an earlier start")]
    public void Dates_out_of_range_are_refused(int year, string fix)
    {
        var error = Assert.Throws<SloValidationException>(() => SloPlanner.Plan(_subject, new DateTime(year, 12, 31)));
        Assert.Equal("StartDate", error.Problem.Field);
        Assert.Contains(fix, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_phase_holds_its_first_day_and_not_its_end()
    {
        var plan = SloPlanner.Plan(_subject, new DateTime(2026, 1, 1));
        Assert.Null(plan.FindAt(new DateTime(2025, 12, 31, 23, 59, 59)));
        Assert.Equal("baseline", plan.FindAt(new DateTime(2026, 1, 1))!.Name);
        Assert.Equal("baseline", plan.FindAt(new DateTime(2026, 1, 30, 23, 59, 59))!.Name);
        Assert.Equal("improvement", plan.FindAt(new DateTime(2026, 1, 31))!.Name);
        Assert.Equal("excellence", plan.FindAt(new DateTime(2190, 1, 1))!.Name);
    }

    [Fact]
    public void Selection_knows_current_and_next_by_state_and_by_date()
    {
        var plan = SloPlanner.Plan(_subject, new DateTime(2026, 1, 1));
        string[] Names(bool current, bool next, DateTime? at) =>
            PhaseSelection.Select(plan, current, next, at).Select(p => p.Name).ToArray();

        Assert.Equal(4, Names(false, false, null).Length);
        Assert.Equal(["baseline"], Names(true, false, null));
        Assert.Equal(["improvement"], Names(false, true, null));
        Assert.Equal(["production_ready"], Names(true, false, new DateTime(2026, 5, 1)));
        Assert.Equal(["production_ready"], Names(false, false, new DateTime(2026, 5, 1)));
        Assert.Equal(["production_ready", "excellence"], Names(true, true, new DateTime(2026, 5, 1)));
        Assert.Empty(Names(false, true, new DateTime(2027, 5, 1)));
        Assert.Empty(Names(true, true, new DateTime(2020, 5, 1)));
    }

    [Fact]
    public void The_definition_is_that_of_the_phase()
    {
        var definition = SloPlanner.Plan(_subject, new DateTime(2026, 1, 1)).Phases[2].Definition;
        Assert.Equal("api-service-availability-production_ready", definition.Name);
        Assert.Equal(0.999m, definition.Target);
        Assert.Equal(["service", "phase", "progressive"], definition.Labels.Keys);
        Assert.Equal("http_requests_total{status_code !~ \"5..\"} / http_requests_total", definition.Indicator.ToString());
    }

    [Fact]
    public void A_definition_of_a_service_with_a_space_has_a_plain_name() =>
        Assert.Equal(
            "order-api-availability-baseline",
            SloPlanner
                .Plan(
                    SloPlanner.CreateSpec("Order API", TestProfiles.Default, RatioIndicator.Default, SloPlanner.DefaultWindow),
                    new DateTime(2026, 1, 1)
                )
                .Phases[0]
                .Definition.Name
        );

    [Theory]
    [InlineData("two\nlines")]
    [InlineData("bell\a")]
    public void Owner_and_tier_are_one_line(string text)
    {
        var error = Assert.Throws<SloValidationException>(() =>
            SloPlanner.CreateSpec("a", TestProfiles.Default, RatioIndicator.Default, SloPlanner.DefaultWindow, owner: text)
        );
        Assert.Equal("Owner", error.Problem.Field);
    }
}
