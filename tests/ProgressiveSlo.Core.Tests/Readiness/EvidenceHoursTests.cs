using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Readiness;

public sealed class EvidenceHoursTests
{
    private static readonly DateTime Date = DayEvidence.LastDate;
    private static readonly SloHour Hour = new(Date.AddHours(3), 90, 100);

    [Fact]
    public void Hours_that_add_up_to_their_days_are_taken_and_a_day_may_have_none()
    {
        DayEvidence.Evaluate(Evidence(Hour, Hour with { Start = Date.AddHours(5), GoodEvents = 10, TotalEvents = 10 }));
        DayEvidence.Evaluate(Evidence() with { Hours = null! });
        Assert.Equal(10, Hour.BadEvents);
    }

    [Fact]
    public void An_hour_that_cannot_be_is_refused_by_its_field()
    {
        Refused("Hours[0].GoodEvents", "GoodEvents (101) exceeds TotalEvents (100)", Hour with { GoodEvents = 101 });
        Refused("Hours[0].GoodEvents", "GoodEvents (-1) must not be negative", Hour with { GoodEvents = -1 });
        Refused("Hours[0].Start", "2026-02-28T03:30:00Z is not on the hour", Hour with { Start = Hour.Start.AddMinutes(30) });
        Refused("Hours[0].Start", "not on the hour in UTC", Hour with { Start = DateTime.SpecifyKind(Hour.Start, DateTimeKind.Local) });
        Refused("Hours[1].Start", "2026-02-28T03:00:00Z is duplicated", Hour, Hour);
        Refused("Hours[1].Start", "2026-02-28T02:00:00Z comes after 2026-02-28T03:00:00Z", Hour, Hour with { Start = Date.AddHours(2) });
        Refused("Hours[0]", "There is no hour", [null!]);
        Refused("Hours", "The hours of 2026-02-28 add up to 90 good events of 100, and the day has 100 of 110", Hour);
        Refused("Hours", "There are hours of 2026-02-26, which is not one of the days", Hour with { Start = Date.AddDays(-2) });
        var error = Assert.Throws<SloValidationException>(() =>
            DayEvidence.Evaluate(new SloEvidence { Availability = 1, Hours = [Hour] })
        );
        Assert.Equal("Days", error.Problem.Field);
    }

    [Fact]
    public void Loose_hours_are_read_and_hours_change_no_digest()
    {
        KeyValuePair<string, object?>[] day = [new("date", "2026-02-28"), new("good_events", 90), new("total_events", 100)];
        KeyValuePair<string, object?>[] hour =
        [
            new("Start", "2026-02-28T05:00:00+02:00"),
            new("GoodEvents", 90),
            new("TotalEvents", "100"),
        ];
        var metric = EvidenceReader.ReadWhole([new("days", new object[] { day }), new("hours", new object[] { hour })]);
        Assert.Equal([Hour], metric.Hours);
        Assert.Equal(EvidenceDigester.Compute(metric with { Hours = [] }), EvidenceDigester.Compute(metric));
        var error = Assert.Throws<SloValidationException>(() =>
            EvidenceReader.Read([new("hours", new object[] { hour.Skip(1).ToArray() })])
        );
        Assert.Equal("hours[0].start", error.Problem.Field);
    }

    // Two days: one that is not known by the hour, and one with 100 good events of 110.
    private static SloEvidence Evidence(params SloHour[] hours) =>
        DayEvidence.Of([new SloDay(Date.AddDays(-1), 5, 5), new SloDay(Date, 100, 110)]) with
        {
            Hours = hours,
        };

    private static void Refused(string field, string message, params SloHour[] hours)
    {
        var error = Assert.Throws<SloValidationException>(() => DayEvidence.Evaluate(Evidence(hours)));
        Assert.Equal(field, error.Problem.Field);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
