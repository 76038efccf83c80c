using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Readiness;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Readiness;

public sealed class EvidenceHoursTests
{
    private static readonly DateTime _date = DayEvidence.LastDate;
    private static readonly SloHour _hour = new(_date.AddHours(3), 90, 100);

    [Fact]
    public void Hours_that_add_up_to_their_days_are_taken_and_a_day_may_have_none()
    {
        DayEvidence.Evaluate(Evidence(_hour, _hour with { Start = _date.AddHours(5), GoodEvents = 10, TotalEvents = 10 }));
        DayEvidence.Evaluate(Evidence() with { Hours = null! });
        Assert.Equal(10, _hour.BadEvents);
    }

    // Nothing is expected of an hour that two intervals leave out together.
    [Theory]
    [InlineData(14.0, 14.5, 14.5, 15.0, 1.0)]
    [InlineData(14.0, 14.75, 14.25, 15.0, 1.0)]
    [InlineData(14.25, 15.0, 14.0, 14.5, 1.0)]
    [InlineData(14.0, 14.25, 14.5, 15.0, 23.0 / 24)]
    public void Exclusions_that_touch_or_overlap_leave_an_hour_out_together(double from, double to, double from2, double to2, double share)
    {
        var hours = Enumerable.Range(0, 24).Where(h => h != 14).Select(h => new SloHour(_date.AddHours(h), 10, 10)).ToArray();
        var evidence = new SloEvidence
        {
            Days = [new SloDay(_date, 230, 230)],
            Hours = hours,
            Exclusions =
            [
                new EvidenceExclusion(_date.AddHours(from), _date.AddHours(to), "a"),
                new EvidenceExclusion(_date.AddHours(from2), _date.AddHours(to2), "b"),
            ],
        };
        Assert.Equal(share, HoursOfDays.Of(evidence)!.Limit(evidence.Days[0]).Coverage, 9);
    }

    [Fact]
    public void An_hour_that_cannot_be_is_refused_by_its_field()
    {
        Refused("Hours[0].GoodEvents", "GoodEvents (101) exceeds TotalEvents (100)", _hour with { GoodEvents = 101 });
        Refused("Hours[0].GoodEvents", "GoodEvents (-1) must not be negative", _hour with { GoodEvents = -1 });
        Refused("Hours[0].Start", "2026-02-28T03:30:00Z is not on the hour", _hour with { Start = _hour.Start.AddMinutes(30) });
        Refused("Hours[0].Start", "not on the hour in UTC", _hour with { Start = DateTime.SpecifyKind(_hour.Start, DateTimeKind.Local) });
        Refused("Hours[1].Start", "2026-02-28T03:00:00Z is duplicated", _hour, _hour);
        Refused("Hours[1].Start", "2026-02-28T02:00:00Z comes after 2026-02-28T03:00:00Z", _hour, _hour with { Start = _date.AddHours(2) });
        Refused("Hours[0]", "There is no hour", [null!]);
        Refused("Hours", "The hours of 2026-02-28 add up to 90 good events of 100, and the day has 100 of 110", _hour);
        Refused("Hours", "There are hours of 2026-02-26, which is not one of the days", _hour with { Start = _date.AddDays(-2) });
        var error = Assert.Throws<SloValidationException>(() =>
            DayEvidence.Evaluate(new SloEvidence { Availability = 1, Hours = [_hour] })
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
        Assert.Equal([_hour], metric.Hours);
        Assert.Equal(EvidenceDigester.Compute(metric with { Hours = [] }), EvidenceDigester.Compute(metric));
        var error = Assert.Throws<SloValidationException>(() =>
            EvidenceReader.Read([new("hours", new object[] { hour.Skip(1).ToArray() })])
        );
        Assert.Equal("hours[0].start", error.Problem.Field);
    }

    // Two days: one that is not known by the hour, and one with 100 good events of 110.
    private static SloEvidence Evidence(params SloHour[] hours) =>
        DayEvidence.Of([new SloDay(_date.AddDays(-1), 5, 5), new SloDay(_date, 100, 110)]) with
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
