using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Readiness;

public sealed class EvidenceDaysTests
{
    private static readonly DateTime LastDate = DayEvidence.LastDate;
    private static readonly SloDay Day = new(LastDate, 90, 100);

    [Fact]
    public void A_day_that_cannot_be_is_refused_by_its_field()
    {
        Refused("Days[0].GoodEvents", "GoodEvents (101) exceeds TotalEvents (100) on 2026-02-28", Day with { GoodEvents = 101 });
        Refused("Days[0].GoodEvents", "-1 is negative", Day with { GoodEvents = -1 });
        Refused("Days[0].TotalEvents", "-1 is negative", Day with { GoodEvents = 0, TotalEvents = -1 });
        Refused("Days[0].Coverage", "1.5 is not a ratio", Day with { Coverage = 1.5 });
        Refused("Days[0].Coverage", "NaN", Day with { Coverage = double.NaN });
        Refused("Days[0].Coverage", "100 events and a coverage of 0", Day with { Coverage = 0 });
        Refused("Days[0].Date", "2026-02-28T01:00:00Z is not midnight UTC", Day with { Date = LastDate.AddHours(1) });
        Refused("Days[0].Date", "not midnight UTC", Day with { Date = DateTime.SpecifyKind(LastDate, DateTimeKind.Local) });
        Refused("Days[0].Date", "9999-12-31 is out of range", Day with { Date = DateTime.MaxValue.Date });
        Refused("Days[0].Date", "0001-01-01 is out of range", Day with { Date = DateTime.MinValue });
        Refused("Days[0].Date", "2200-01-01 is out of range", Day with { Date = new DateTime(2200, 1, 1, 0, 0, 0, DateTimeKind.Utc) });
        Refused("Days[1].Date", "2026-02-28 is duplicated", Day, Day);
        Refused("Days[1].Date", "2026-02-27 comes after 2026-02-28", Day, Day with { Date = LastDate.AddDays(-1) });
        Refused("Days[0]", "There is no day", [null!]);
        Refused(
            "Days",
            "more than can be counted exactly",
            Day with
            {
                Date = LastDate.AddDays(-1),
                TotalEvents = long.MaxValue,
            },
            Day with
            {
                TotalEvents = long.MaxValue,
            }
        );
    }

    [Fact]
    public void Days_agree_with_window_and_sums()
    {
        var metric = DayEvidence.Of([Day with { Date = LastDate.AddDays(-1) }, Day]);
        DayEvidence.Evaluate(metric with { GoodEvents = 180, TotalEvents = 200, From = LastDate.AddDays(-1), To = LastDate.AddDays(1) });
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
        Refused("Days[0].Date", "2026-02-27 is before the window", metric with { From = LastDate });
        Refused("Days[1].Date", "2026-02-28 is after the window", metric with { To = LastDate });
    }

    [Fact]
    public void Exclusions_that_cannot_be_are_refused()
    {
        var metric = DayEvidence.Of([Day]);
        Refused("Exclusions[0].To", "The exclusion ends at", metric with { Exclusions = [new EvidenceExclusion(LastDate, LastDate, "")] });
        Refused(
            "Exclusions[0].GoodEvents",
            "GoodEvents (5) exceeds TotalEvents (4)",
            metric with
            {
                Exclusions = [new EvidenceExclusion(LastDate, LastDate.AddHours(1), "") { GoodEvents = 5, TotalEvents = 4 }],
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
