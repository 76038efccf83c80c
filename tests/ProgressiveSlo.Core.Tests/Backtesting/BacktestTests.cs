using CsCheck;
using ProgressiveSlo.Backtesting;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Series;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Backtesting;

/// <summary>What a replay finds in series that were made for it.</summary>
public sealed class BacktestTests
{
    private static readonly DateTime _start = ReferenceSeries.Start;
    private static readonly BurnRateAlert _page = new("critical", TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4m);
    private static readonly BurnRateAlert _warning = new("warning", TimeSpan.FromHours(6), TimeSpan.FromMinutes(30), 3m);

    [Fact]
    public void Any_series_with_gaps_fires_as_the_plain_definition_does() =>
        Gen.Int[0, int.MaxValue]
            .Sample(
                seed =>
                {
                    var random = new Random(seed);
                    var series = Random(random, 700, countsOverGaps: seed % 2 == 0);
                    var alert = new BurnRateAlert(
                        "info",
                        TimeSpan.FromMinutes(random.Next(20, 300)),
                        TimeSpan.FromMinutes(random.Next(1, 20)),
                        random.Next(2) == 0 ? random.Next(1, 10) : Math.Round(14m / 15, 10)
                    );
                    var target = random.Next(2) == 0 ? 0.9m : 0.95m;
                    var result = Backtest.Run(series, [new BacktestPolicy(target, TimeSpan.FromHours(10), [alert])])[0];
                    Assert.Equal(PlainReplay.Fires(series, target, alert), Fires(result, series));
                },
                seed: "0000KXLpXYb3",
                iter: 300
            );

    [Fact]
    public void Numbers_near_the_largest_are_compared_exactly()
    {
        // Equal to the threshold in one step, and one event above it in the next; no double tells them apart.
        const long Traffic = 1_000_000_000_000_000;
        var bad = (long)(14.4m * 0.001m * Traffic);
        var good = Enumerable.Range(0, 120).Select(i => Traffic - bad - (i == 100 ? 1 : 0)).ToArray();
        var series = EventSeries.Create("large", _start, ReferenceSeries.Minute, good, [.. good.Select(_ => Traffic)]);
        var alert = new BurnRateAlert("critical", TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(1), 14.4m);
        var found = Assert.Single(Run(series, 0.999m, alert).Alerts);
        Assert.Equal((_start.AddMinutes(101), _start.AddMinutes(101)), (found.Start, found.End));
    }

    [Fact]
    public void A_sharp_outage_pages_in_a_minute_and_with_little_of_the_budget()
    {
        var series = Minutes(10 * 1440, m => m is >= 5000 and < 5040 ? 1000 : 0);
        var result = Run(series, 0.999m, _page, _warning);
        Assert.Equal(["critical", "warning"], result.Alerts.Select(a => a.Severity));

        // 14.4 × 0.001 of an hour is 0.864 minutes of outage.
        var page = result.Alerts[0];
        Assert.Equal(_start.AddMinutes(5001), page.Start);
        Assert.Equal(1 / 43.2m, page.BudgetAtDetection, 6);
        Assert.True(page.IsNeeded);
        Assert.Equal(40 / (14400 * 0.001m), result.BudgetConsumed!.Value, 10);
        Assert.Equal(7m / 10, result.PagesPerWeek);
        Assert.False(result.Held);
        Assert.Empty(result.UnseenLosses);
    }

    [Fact]
    public void A_slow_burn_that_no_alert_sees_is_a_loss_that_nobody_was_told_of()
    {
        // Twice the budget, and the slowest alert fires above three times.
        var result = Run(Minutes(60 * 1440, m => m >= 1440 ? 2 : 0), 0.999m, _page, _warning);
        Assert.Empty(result.Alerts);
        Assert.False(result.Held);
        var loss = Assert.Single(result.UnseenLosses);
        Assert.Equal((_start.AddDays(1), _start.AddDays(60)), (loss.Start, loss.End));
        Assert.Equal(59 * 1440 * 2, loss.BadEvents);

        // Half of a window's budget and more, or it is none.
        Assert.Empty(Run(Minutes(60 * 1440, _ => 0.4), 0.999m, _page, _warning).UnseenLosses);
    }

    [Fact]
    public void Flapping_is_as_many_pages_or_one_that_goes_on()
    {
        // 2 of every 20 minutes are out.
        var series = Minutes(7 * 1440, m => m is >= 3000 and < 3200 && m % 20 < 2 ? 1000 : 0);
        var many = Run(series, 0.999m, _page);
        Assert.Equal(10, many.Alerts.Count);
        var policy = new BacktestPolicy(0.999m, TimeSpan.FromDays(30), [_page]) { KeepFiringFor = TimeSpan.FromMinutes(15) };
        var one = Assert.Single(Backtest.Run(series, [policy])[0].Alerts);
        Assert.Equal(many.Alerts[0].Start, one.Start);
        Assert.Equal(many.Alerts[^1].End.AddMinutes(15), one.End);
        Assert.Equal(_start.AddMinutes(3001), one.Start);

        // It is forgotten 5 minutes after the error: each is too short for ten.
        Assert.Empty(Backtest.Run(series, [policy with { For = TimeSpan.FromMinutes(10) }])[0].Alerts);
        Assert.Equal(
            many.Alerts[0].Start.AddMinutes(3),
            Backtest.Run(series, [policy with { For = TimeSpan.FromMinutes(3) }])[0].Alerts[0].Start
        );
    }

    [Fact]
    public void One_error_at_low_traffic_pages_unless_so_many_bad_events_are_asked_for()
    {
        var total = Enumerable.Range(0, 7 * 1440).Select(m => m % 10 == 0 ? 1L : 0L).ToArray();
        var good = total.Select((t, m) => m == 5000 ? 0 : t).ToArray();
        var series = EventSeries.Create("quiet", _start, ReferenceSeries.Minute, good, total);
        var result = Run(series, 0.999m, _page);
        var page = Assert.Single(result.Alerts);
        Assert.Equal((_start.AddMinutes(5001), _start.AddMinutes(5005)), (page.Start, page.End));
        Assert.Equal(1000m / 6, page.PeakBurnRate, 6);
        var policy = new BacktestPolicy(0.999m, TimeSpan.FromDays(30), [_page]) { MinimumBadEvents = 2 };
        Assert.Empty(Backtest.Run(series, [policy])[0].Alerts);
        Assert.Single(Backtest.Run(series, [policy with { MinimumBadEvents = 1 }])[0].Alerts);

        // Only pages are held back.
        var warning = new BurnRateAlert("warning", _page.LongWindow, _page.ShortWindow, _page.BurnRate);
        Assert.Single(Backtest.Run(series, [policy.WithAlerts([warning], "")])[0].Alerts);
    }

    [Fact]
    public void Nights_without_traffic_and_gaps_fire_nothing_and_are_not_good()
    {
        // The errors of the evening stay in the long window all night; the short one has no events.
        var total = Enumerable.Range(0, 7 * 1440).Select(m => m % 1440 is >= 360 and < 1320 ? 1000L : 0L).ToArray();
        var good = total.Select((t, m) => m is >= 1310 and < 1320 ? 0 : t).ToArray();
        var night = Assert.Single(Run(EventSeries.Create("night", _start, ReferenceSeries.Minute, good, total), 0.999m, _page).Alerts);
        Assert.Equal((_start.AddMinutes(1311), _start.AddMinutes(1324)), (night.Start, night.End));

        // The same as a gap.
        var gaps = total.Select(t => t == 0 ? -1L : t).ToArray();
        var gap = EventSeries.Create("gap", _start, ReferenceSeries.Minute, good, gaps);
        Assert.Equal(2.0 / 3, gap.Coverage, 10);
        var result = Run(gap, 0.999m, _page);
        var same = Assert.Single(result.Alerts);
        Assert.Equal((night.Start, night.End, night.PeakBurnRate), (same.Start, same.End, same.PeakBurnRate));

        var none = Run(EventSeries.Create("none", _start, ReferenceSeries.Minute, [0, 0, 0], [0, -1, 0]), 0.999m, _page);
        Assert.Null(none.Held);
        Assert.Null(none.Availability);
        Assert.Null(none.BudgetConsumed);
        Assert.Empty(none.Alerts);
    }

    [Fact]
    public void An_slo_holds_when_each_whole_window_does()
    {
        // A day at twice the budget of its window of two days, among days without errors: above it only when two such days meet.
        BacktestResult Days(params int[] bad) =>
            Backtest.Run(Minutes(bad.Length * 1440, m => bad[m / 1440]), [new BacktestPolicy(0.999m, TimeSpan.FromDays(2), [])])[0];
        Assert.Equal((true, 1m), (Days(0, 2, 0, 2, 0).Held!.Value, Days(0, 2, 0, 2, 0).HeldShare!.Value));
        var missed = Days(0, 2, 2, 0, 0);
        Assert.False(missed.Held);
        Assert.InRange(missed.HeldShare!.Value, 0.3m, 0.4m);
        Assert.True(missed.BudgetConsumed < 1m);
        Assert.False(Days(3).Held);
        Assert.True(Days(1).Held);
    }

    [Fact]
    public void Incidents_are_caught_or_missed_and_other_pages_are_counted()
    {
        var series = Minutes(
            7 * 1440,
            m =>
                m is (>= 3000 and < 3030) or (>= 6000 and < 6030) ? 1000
                : m is >= 8000 and < 8060 ? 5
                : 0
        );
        BacktestIncident Incident(string id, int from, int to, string? service = null) =>
            new(
                id,
                _start.AddMinutes(from),
                _start.AddMinutes(to),
                service is null ? null : new Dictionary<string, string> { ["service"] = service }
            );
        var result = Backtest.Run(
            series,
            [new BacktestPolicy(0.999m, TimeSpan.FromDays(30), [_page])],
            [Incident("caught", 2990, 3030), Incident("missed", 8000, 8060, "planted"), Incident("other", 0, 100, "another")]
        )[0];
        Assert.Equal(["caught", "missed"], result.Incidents.Select(i => i.Id));
        var caught = result.Incidents[0];
        Assert.True(caught.IsCaught);
        Assert.Equal(
            (_start.AddMinutes(3001), 11.0, "critical"),
            (caught.DetectedAt!.Value, caught.MinutesToDetection!.Value, caught.Severity)
        );
        Assert.Equal(1 / 43.2m, caught.BudgetAtDetection!.Value, 6);
        Assert.Equal(30 / 43.2m, caught.BudgetConsumed, 6);
        Assert.False(result.Incidents[1].IsCaught);
        Assert.Null(result.Incidents[1].MinutesToDetection);
        Assert.Equal(1, result.PagesOutsideIncidents);
        Assert.Null(Run(series, 0.999m, _page).PagesOutsideIncidents);
    }

    [Fact]
    public void Two_policies_are_compared_by_what_only_one_of_them_says()
    {
        var series = Minutes(
            7 * 1440,
            m =>
                m is >= 3000 and < 3002 ? 1000
                : m is >= 6000 and < 6300 ? 8
                : 0
        );
        var policy = new BacktestPolicy(0.999m, TimeSpan.FromDays(30), [_page]);
        var other = policy.WithAlerts([new BurnRateAlert("page", TimeSpan.FromHours(3), TimeSpan.FromMinutes(15), 6m)], "slower");
        var results = Backtest.Run(series, [policy, other]);
        var comparison = new BacktestComparison(results[0], results[1]);
        Assert.Equal(_start.AddMinutes(3001), Assert.Single(comparison.Before.Alerts).Start);
        Assert.Equal(2, comparison.After.Alerts.Count);
        Assert.Empty(comparison.OnlyBefore);
        Assert.Equal(comparison.After.Alerts[1], Assert.Single(comparison.OnlyAfter));
        Assert.Equal((1m, 2m), (comparison.PagesPerWeekBefore, comparison.PagesPerWeekAfter));
    }

    [Fact]
    public void Recorded_windows_are_late_and_only_those_of_a_day_and_more()
    {
        var alert = new BurnRateAlert("info", TimeSpan.FromDays(1), TimeSpan.FromHours(1), 5m);
        var series = Minutes(4 * 1440, m => m is >= 3000 and < 3300 ? 1000 : 0);
        var policy = new BacktestPolicy(0.99m, TimeSpan.FromDays(30), [alert, _page]);
        var raw = Backtest.Run(series, [policy])[0].Alerts;
        var recorded = Backtest.Run(series, [policy with { RecordedWindows = true }])[0].Alerts;
        Assert.Equal(raw.Where(a => a.Severity == "critical"), recorded.Where(a => a.Severity == "critical"));
        var (first, second) = (raw.Single(a => a.Severity == "info"), recorded.Single(a => a.Severity == "info"));

        // 5 % of a day are 72 minutes. The sum sees the mean of the last 5 minutes, 2 later, and is looked at every third minute.
        Assert.Equal(_start.AddMinutes(3073), first.Start);
        Assert.Equal(_start.AddMinutes(3075), second.Start);
    }

    [Fact]
    public void A_window_that_is_not_a_whole_number_of_steps_is_refused()
    {
        var hours = EventSeries.Create("hours", _start, TimeSpan.FromHours(1), [1, 1], [1, 1]);
        var refused = Assert.Throws<SloValidationException>(() => Run(hours, 0.999m, _page));
        Assert.Contains("short window", refused.Message, StringComparison.Ordinal);
        Assert.Contains("5m", refused.Message, StringComparison.Ordinal);
        var unfit = new BacktestPolicy(0.99m, TimeSpan.FromDays(30), [new("info", TimeSpan.FromDays(1), TimeSpan.FromHours(1), 5m)]);
        Assert.Empty(Backtest.Run(hours, [unfit])[0].Alerts);
        Assert.Throws<SloValidationException>(() => Backtest.Run(hours, [unfit with { RecordedWindows = true }]));
        Assert.Throws<SloValidationException>(() => new BacktestPolicy(99m, TimeSpan.FromDays(30), []));
        Assert.Throws<SloValidationException>(() =>
            new BacktestPolicy(0.99m, TimeSpan.FromDays(30), [new("info", TimeSpan.FromHours(1), TimeSpan.FromHours(1), 5m)])
        );
    }

    private static BacktestResult Run(EventSeries series, decimal target, params BurnRateAlert[] alerts) =>
        Backtest.Run(series, [new BacktestPolicy(target, TimeSpan.FromDays(30), alerts)])[0];

    // A thousand events a minute; parts of an event are spread over ten minutes.
    private static EventSeries Minutes(int minutes, Func<int, double> bad)
    {
        var good = Enumerable
            .Range(0, minutes)
            .Select(m => 1000 - (long)(Math.Floor(bad(m) * (m % 10 + 1)) - Math.Floor(bad(m) * (m % 10))));
        return EventSeries.Create("planted", _start, ReferenceSeries.Minute, [.. good], [.. Enumerable.Repeat(1000L, minutes)]);
    }

    private static EventSeries Random(Random random, int steps, bool countsOverGaps)
    {
        var (bad, total) = (new double[steps + 1], new double[steps + 1]);
        for (var i = 1; i <= steps; i++)
        {
            var events = random.Next(20);
            bad[i] = bad[i - 1] + random.Next(events / (random.Next(4) == 0 ? 1 : 5) + 1);
            total[i] = total[i - 1] + events;
        }

        var gap = 0;
        for (var i = 1; i <= steps; i++)
        {
            gap =
                gap > 0 ? gap - 1
                : random.Next(40) == 0 ? random.Next(1, 30)
                : 0;
            if (gap > 0)
                bad[i] = total[i] = double.NaN;
        }

        var series = CounterReader.Read("random", _start, ReferenceSeries.Minute, bad, total);
        if (countsOverGaps)
            return series;
        var counts = Enumerable.Range(0, steps).Select(i => series.At(i) ?? (0, -1)).ToArray();
        return EventSeries.Create(
            "random",
            _start,
            ReferenceSeries.Minute,
            [.. counts.Select(c => c.Good)],
            [.. counts.Select(c => c.Total)]
        );
    }

    private static bool[] Fires(BacktestResult result, EventSeries series)
    {
        var fires = new bool[series.Steps + 1];
        foreach (var alert in result.Alerts)
        {
            for (var t = alert.Start; t <= alert.End; t += series.Step)
                fires[(int)((t - series.From) / series.Step)] = true;
        }

        return fires;
    }
}
