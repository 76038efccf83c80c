using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Readiness;

public sealed class EvidenceDaysTests
{
    private static readonly DateTime _date = DayEvidence.LastDate;
    private static readonly SloDay _day = new(_date, 90, 100);

    [Fact]
    public void A_day_that_cannot_be_is_refused_by_its_field()
    {
        Refused("Days[0].GoodEvents", "GoodEvents (101) exceeds TotalEvents (100) on 2026-02-28", _day with { GoodEvents = 101 });
        Refused("Days[0].GoodEvents", "-1 is negative", _day with { GoodEvents = -1 });
        Refused("Days[0].TotalEvents", "-1 is negative", _day with { GoodEvents = 0, TotalEvents = -1 });
        Refused("Days[0].Coverage", "1.5 is not a ratio", _day with { Coverage = 1.5 });
        Refused("Days[0].Coverage", "NaN", _day with { Coverage = double.NaN });
        Refused("Days[0].Coverage", "good events and a coverage of 0", _day with { Coverage = 0 });
        Refused("Days[0].Date", "2026-02-28T01:00:00Z is not midnight UTC", _day with { Date = _date.AddHours(1) });
        Refused("Days[0].Date", "not midnight UTC", _day with { Date = DateTime.SpecifyKind(_date, DateTimeKind.Local) });
        Refused("Days[0].Date", "9999-12-31 is out of range", _day with { Date = DateTime.MaxValue.Date });
        Refused("Days[0].Date", "0001-01-01 is out of range", _day with { Date = DateTime.MinValue });
        Refused("Days[0].Date", "2200-01-01 is out of range", _day with { Date = new DateTime(2200, 1, 1, 0, 0, 0, DateTimeKind.Utc) });
        Refused("Days[1].Date", "2026-02-28 is duplicated", _day, _day);
        Refused("Days[1].Date", "2026-02-27 comes after 2026-02-28", _day, _day with { Date = _date.AddDays(-1) });
        Refused("Days[0]", "There is no day", [null!]);
        Refused(
            "Days",
            "more than can be counted exactly",
            _day with
            {
                Date = _date.AddDays(-1),
                TotalEvents = long.MaxValue,
            },
            _day with
            {
                TotalEvents = long.MaxValue,
            }
        );
    }

    [Fact]
    public void Days_agree_with_window_and_sums()
    {
        var metric = DayEvidence.Of([_day with { Date = _date.AddDays(-1) }, _day]);
        DayEvidence.Evaluate(metric with { GoodEvents = 180, TotalEvents = 200, From = _date.AddDays(-1), To = _date.AddDays(1) });
        Refused("GoodEvents", "181 does not agree with the days, which add up to 180", metric with { GoodEvents = 181, TotalEvents = 200 });
        Refused(
            "TotalEvents",
            "201 does not agree with the days, which add up to 200",
            metric with
            {
                GoodEvents = 180,
                TotalEvents = 201,
            }
        );
        Refused("Days[0].Date", "2026-02-27 is before the window", metric with { From = _date });
        Refused("Days[1].Date", "2026-02-28 is after the window", metric with { To = _date });
    }

    [Fact]
    public void Exclusions_that_cannot_be_are_refused()
    {
        var metric = DayEvidence.Of([_day]);
        Refused("Exclusions[0].To", "The exclusion ends at", metric with { Exclusions = [new EvidenceExclusion(_date, _date, "")] });
        Refused(
            "Exclusions[0].GoodEvents",
            "GoodEvents (5) exceeds TotalEvents (4)",
            metric with
            {
                Exclusions = [new EvidenceExclusion(_date, _date.AddHours(1), "") { GoodEvents = 5, TotalEvents = 4 }],
            }
        );
    }

    [Fact]
    public void No_days_at_all_is_what_null_means() =>
        Assert.Empty(new SloEvidence { Days = null!, Exclusions = null! }.Days.Cast<object>());

    private static void Refused(string field, string message, params SloDay[] days) => Refused(field, message, DayEvidence.Of(days));

    private static void Refused(string field, string message, SloEvidence metric)
    {
        var error = Assert.Throws<SloValidationException>(() => DayEvidence.Evaluate(metric));
        Assert.Equal(field, error.Problem.Field);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
