using ProgressiveSlo.Errors;
using ProgressiveSlo.Series;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Series;

/// <summary>Which rows and counters make a series, and what each refusal says.</summary>
public sealed class EventSeriesTests
{
    private static readonly DateTime _start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Rows_make_a_grid_and_missing_ones_are_gaps()
    {
        var builder = new EventSeriesBuilder("api") { Namespace = "shop" };
        builder.Add(_start, 9, 10);
        builder.Add(_start.AddMinutes(1), 0, 0);
        builder.Add(_start.AddMinutes(4), null, null);
        builder.Add(_start.AddMinutes(5), 3, 4);
        var series = builder.Build();
        Assert.Equal(
            ("api", "shop", _start, _start.AddMinutes(6), _minute),
            (series.Service, series.Namespace, series.From, series.To, series.Step)
        );
        Assert.Equal((6, 3, 12L, 14L), (series.Steps, series.Gaps, series.GoodEvents, series.TotalEvents));
        Assert.Equal([(9L, 10L), (0L, 0L), null, null, null, (3L, 4L)], Enumerable.Range(0, 6).Select(series.At));
        Assert.Equal(0.5, series.Coverage);
    }

    public static TheoryData<string, string, int[]> Refused =>
        new()
        {
            { "duplicated", "Time", [0, 1, 1] },
            { "before the row before it", "Time", [0, 2, 1] },
            { "does not begin a step", "Time", [0, 60, 150] },
            { "from 30s to 1h", "Time", [0, 5] },
            { "whole numbers of steps", "Time", [0, 420, 840] },
            { "more than 3660 days", "To", [0, 60, 12 * 366 * 86400 + 60] },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Times_off_a_regular_grid_are_refused(string message, string field, int[] seconds)
    {
        var builder = new EventSeriesBuilder("api");
        var refused = Assert.Throws<SloValidationException>(() =>
        {
            foreach (var second in seconds)
                builder.Add(_start.AddSeconds(second * (seconds.Max() < 5 ? 60 : 1)), 1, 1);
            builder.Build();
        });
        Assert.Equal(field, refused.Problem.Field);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(11, 10, "Good")]
    [InlineData(-1, 10, "Good")]
    [InlineData(0, -2, "Total")]
    public void Counts_that_cannot_be_are_refused(long good, long total, string field)
    {
        Assert.Equal(
            field,
            Assert.Throws<SloValidationException>(() => new EventSeriesBuilder("api").Add(_start, good, total)).Problem.Field
        );
        var refused = Assert.Throws<SloValidationException>(() => EventSeries.Create("api", _start, _minute, [1, good], [1, total]));
        Assert.Equal(field, refused.Problem.Field);
        Assert.Contains("2026-01-05T00:01:00Z", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_empty_too_large_or_off_the_grid_of_utc_is_refused()
    {
        Assert.Throws<SloValidationException>(() => new EventSeriesBuilder("api").Build());
        Assert.Throws<SloValidationException>(() => EventSeries.Create("api", _start, _minute, [], []));
        Assert.Throws<SloValidationException>(() => EventSeries.Create("api", _start, _minute, [1], [1, 1]));
        Assert.Throws<SloValidationException>(() => EventSeries.Create("api", _start.AddSeconds(30), _minute, [1], [1]));
        Assert.Throws<SloValidationException>(() => EventSeries.Create("api", _start, TimeSpan.FromSeconds(10), [1], [1]));
        Assert.Throws<SloValidationException>(() => EventSeries.Create("api", _start, TimeSpan.FromDays(1), [1], [1]));
        Assert.Throws<SloValidationException>(() =>
            EventSeries.Create("api", _start, _minute, [0, 0, 0], [long.MaxValue / 2, long.MaxValue / 2, long.MaxValue / 2])
        );
        var one = new EventSeriesBuilder("api");
        one.Add(_start, 1, 1);
        Assert.Equal("Step", Assert.Throws<SloValidationException>(one.Build).Problem.Field);
        var known = new EventSeriesBuilder("api", _minute);
        known.Add(_start, 1, 1);
        Assert.Equal(1, known.Build().Steps);
    }

    [Fact]
    public void Ten_years_of_minutes_are_a_series()
    {
        var counts = new long[3653 * 1440];
        Assert.Equal(counts.Length, EventSeries.Create("api", _start, _minute, counts, counts).Steps);
    }

    [Fact]
    public void Counters_are_reset_stand_still_and_go_on_over_gaps()
    {
        const double Gap = double.NaN;
        var series = CounterReader.Read("api", _start, _minute, [5, 5, 7, Gap, Gap, 9, 1, 1], [100, 110, 120, Gap, 140, 150, 20, 20]);
        Assert.Equal([(10L, 10L), (8L, 10L), null, null, (28L, 30L), (19L, 20L), (0L, 0L)], Enumerable.Range(0, 7).Select(series.At));
        Assert.True(series.CountsOverGaps);

        // A counter of errors that is born with its first error loses it, as in Prometheus.
        var born = CounterReader.Read("api", _start, _minute, [Gap, Gap, 3, 4], [Gap, 10, 20, 30]);
        Assert.Equal([null, (10L, 10L), (9L, 10L)], Enumerable.Range(0, 3).Select(born.At));
        Assert.Throws<SloValidationException>(() => CounterReader.Read("api", _start, _minute, [0, 5], [0, 4]));
        Assert.Throws<SloValidationException>(() => CounterReader.Read("api", _start, _minute, [0, -5], [0, 4]));
        Assert.Throws<SloValidationException>(() => CounterReader.Read("api", _start, _minute, [0], [0]));
    }

    [Fact]
    public void Longer_steps_hold_the_same_events()
    {
        var series = EventSeries.Create(
            "api",
            _start.AddMinutes(3),
            _minute,
            [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
            [2, 2, 2, -1, 2, 2, 2, -1, -1, -1, -1, -1]
        );
        var longer = series.Resample(TimeSpan.FromMinutes(5));
        Assert.Equal(_start.AddMinutes(5), longer.From);
        Assert.Equal([(4L, 8L), null], Enumerable.Range(0, longer.Steps).Select(longer.At));
        Assert.Same(series, series.Resample(_minute));
        Assert.Throws<SloValidationException>(() => series.Resample(TimeSpan.FromSeconds(90)));
        Assert.Throws<SloValidationException>(() => series.Resample(TimeSpan.FromHours(1)));
    }
}
