using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Evidence;

/// <summary>What a record asks a server for, takes from its answer, and refuses.</summary>
public sealed class KeptDaysTests
{
    private static readonly DateTime _from = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("", 5, 0)]
    [InlineData("0 1 2", 5, 1)]
    [InlineData("0", 5, 0)]
    [InlineData("0 1 2 3 4", 5, 3)]
    [InlineData("0 2 3", 5, 1)]
    [InlineData("2 3", 5, 0)]
    [InlineData("0 1 2 3 4 5 6", 5, 3)]
    public void A_server_is_asked_from_the_first_day_that_is_missing_and_about_the_last_two_kept_ones_again(
        string kept,
        int to,
        int expected
    )
    {
        var record = Record(
            kept.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(d => Day(int.Parse(d, CultureInfo.InvariantCulture)))
        );
        Assert.Equal(_from.AddDays(expected), record.AskFrom(_from, _from.AddDays(to)));
    }

    [Fact]
    public void Days_that_are_missing_are_added_and_kept_ones_stay_as_they_are()
    {
        var record = Record([Day(0), Day(1) with { Incidents = [TimeSpan.FromHours(9)] }]);
        var now = record.With(Answer(Day(1), Day(2), Day(3)));
        Assert.Equal([0, 1, 2, 3], Places(now));
        Assert.Equal([TimeSpan.FromHours(9)], now.Days.ElementAt(1).Incidents);
        Assert.Equal([0, 1], Places(record));
    }

    [Fact]
    public void A_day_that_the_server_counts_otherwise_is_refused_with_both_numbers_and_one_that_it_forgets_is_not()
    {
        var record = Record([Day(0, 990), Day(1, 999)]);
        var error = Assert.Throws<SloValidationException>(() => record.With(Answer(Day(1, 998), Day(2))));
        Assert.Equal("Record", error.Problem.Field);
        Assert.Equal(
            "The server now counts 998 good of 1000 events on 2026-01-02 for 'checkout', and the record has 999 good of 1000 events",
            error.Problem.Message
        );

        // Half of the day is gone, or all of it.
        var half = new KeptDay(new SloDay(_from.AddDays(1), 499, 500) { Coverage = 0.5 });
        Assert.Equal(999, record.With(Answer(half, Day(2))).Days.ElementAt(1).Day.GoodEvents);
        Assert.Equal(999, record.With(Answer(Nothing(1), Day(2))).Days.ElementAt(1).Day.GoodEvents);

        // A server that has the day before has forgotten nothing, whatever coverage the row says.
        Assert.Throws<SloValidationException>(() => record.With(Answer(Day(0, 990), half, Day(2))));
        Assert.Throws<SloValidationException>(() => record.With(Answer(Day(0, 990), Nothing(1), Day(2))));

        // As much of it as before, and other numbers.
        Assert.Throws<SloValidationException>(() => Record([half]).With(Answer(Day(1))));
    }

    [Fact]
    public void A_coverage_that_the_server_does_not_have_is_refused_with_both_and_the_place()
    {
        KeptDays record = new("checkout", "production", [Day(0), Day(1)], date => $"checkout.csv, line {date.Day + 1}");
        KeptDay WithCoverage(double coverage) => new(Day(1).Day with { Coverage = coverage });
        var error = Assert.Throws<SloValidationException>(() => record.With(Answer(Day(0), WithCoverage(0.75))));
        Assert.Equal(
            "The server now counts 999 good of 1000 events in 0.75 of the day on 2026-01-02 for 'checkout', and the record has 999 good of "
                + "1000 events in 1 of the day (checkout.csv, line 3)",
            error.Problem.Message
        );
        Assert.Equal([0, 1], Places(record.With(Answer(Day(0), WithCoverage(1 - (0.4 / 288))))));
    }

    [Fact]
    public void A_day_without_data_is_kept_once_there_are_data_of_a_later_one_and_gives_way_to_counts()
    {
        var record = Record([]).With(Answer(Nothing(0), Day(1), Nothing(2)));
        Assert.Equal([0, 1], Places(record));
        Assert.Equal([0, 1, 2, 3], Places(record.With(Answer(Day(1), Nothing(2), Day(3)))));
        Assert.Equal(1000, record.With(Answer(Day(0), Day(1))).Days.First().Day.TotalEvents);
        Assert.Empty(Record([]).With(Answer(Nothing(0), Nothing(1))).Days);
    }

    [Fact]
    public void An_interval_that_a_kept_day_includes_cannot_be_excluded_any_more()
    {
        EvidenceExclusion upgrade = new(_from.AddHours(30), _from.AddHours(50), "upgrade");
        var first = upgrade with { To = _from.AddHours(40), GoodEvents = 5, TotalEvents = 6 };
        var second = upgrade with { From = _from.AddHours(35), Reason = "more", GoodEvents = 1, TotalEvents = 1 };
        var record = Record([Day(0), Day(1) with { Exclusions = [first, second] }, Day(2) with { Exclusions = [second] }]);
        record.CheckExclusions([upgrade, new(_from.AddDays(-1), _from, "before"), new(_from.AddDays(3), _from.AddDays(4), "later")], _from);
        var error = Assert.Throws<SloValidationException>(() =>
            record.CheckExclusions([upgrade with { From = _from.AddHours(29) }], _from)
        );
        Assert.Equal("Exclude", error.Problem.Field);
        Assert.Contains(
            "2026-01-02 already, without the excluded interval 2026-01-02T05:00:00Z",
            error.Problem.Message,
            StringComparison.Ordinal
        );
        Assert.Equal(2, record.ExclusionsSince(_from).Count());
        Assert.Equal(["more"], record.ExclusionsSince(_from.AddDays(2)).Select(e => e.Reason));
    }

    private static KeptDays Record(IEnumerable<KeptDay> days) => new("checkout", "production", days);

    private static CountedDays Answer(params KeptDay[] days) => new(new SloEvidence { Service = "checkout" }, days, _from.AddDays(9));

    private static KeptDay Day(int place, long good = 999) => new(new SloDay(_from.AddDays(place), good, 1000));

    private static KeptDay Nothing(int place) => new(new SloDay(_from.AddDays(place), 0, 0) { Coverage = 0 });

    private static IEnumerable<int> Places(KeptDays record) => record.Days.Select(d => (d.Day.Date - _from).Days);
}
