using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Evidence;

public sealed class EvidenceBuilderTests
{
    private static readonly DateTime _from = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Days_come_in_order_and_missing_ones_have_no_data()
    {
        var metric = EvidenceBuilder.Build("api", _from, _from.AddDays(4), [Day(2, 5, 10), Day(0, 10, 10)]);
        Assert.Equal([(0, 1.0), (1, 0.0), (2, 1.0), (3, 0.0)], metric.Days.Select(d => ((d.Date - _from).Days, d.Coverage)));
        Assert.Equal(
            (15L, 20L, 0.75, 0.5, 0.25),
            (metric.GoodEvents, metric.TotalEvents, metric.Availability, metric.Coverage, metric.AvailabilityStdDev)
        );
    }

    [Fact]
    public void Without_any_data_nothing_was_measured()
    {
        var metric = EvidenceBuilder.Build(null, _from, _from.AddDays(2), []);
        Assert.Equal(
            (null, null, null, null, 0.0),
            (metric.GoodEvents, metric.TotalEvents, metric.Availability, metric.AvailabilityStdDev, metric.Coverage)
        );
    }

    [Fact]
    public void Without_traffic_there_is_no_availability_and_there_are_counts()
    {
        var metric = EvidenceBuilder.Build(null, _from, _from.AddDays(1), [Day(0, 0, 0)]);
        Assert.Equal((0L, 0L, null, 1.0), (metric.GoodEvents, metric.TotalEvents, metric.Availability, metric.Coverage));
    }

    [Fact]
    public void One_day_with_traffic_does_not_vary() =>
        Assert.Null(EvidenceBuilder.Build(null, _from, _from.AddDays(2), [Day(0, 1, 2), Day(1, 0, 0)]).AvailabilityStdDev);

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(2, 1)]
    public void Good_events_are_0_to_all(int good, int total) =>
        Assert.Contains(
            "2026-01-01",
            Assert
                .Throws<SloValidationException>(() => EvidenceBuilder.Build(null, _from, _from.AddDays(1), [Day(0, good, total)]))
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Days_outside_the_window_or_twice_are_an_error_of_the_caller()
    {
        Assert.Throws<ArgumentException>(() => EvidenceBuilder.Build(null, _from, _from.AddDays(1), [Day(1, 0, 0)]));
        Assert.Throws<ArgumentException>(() => EvidenceBuilder.Build(null, _from, _from.AddDays(1), [Day(0, 0, 0), Day(0, 0, 0)]));
        Assert.Throws<ArgumentException>(() => EvidenceBuilder.Build(null, _from.AddHours(1), _from.AddDays(1), []));
        Assert.Throws<ArgumentException>(() => EvidenceBuilder.Build(null, _from, _from, []));
    }

    private static SloDay Day(int index, long good, long total) => new(_from.AddDays(index), good, total);
}
