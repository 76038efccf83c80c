using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ProgressiveSlo.Core.Tests.Readiness;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Forecasting;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Statistics;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Forecasting;

/// <summary>Forecasts of records whose answer is known.</summary>
public sealed class SloForecasterTests
{
    private const long Events = 100_000;

    private static readonly KeyValuePair<string, object>[] _steady = [new("stability", "shown")];

    private static readonly KeyValuePair<string, object>[] _strengthAlone =
    [
        new("phaseDuration", "shown"),
        new("consecutiveDaysMode", "shown"),
        new("stability", "shown"),
        new("errorBudget", "shown"),
    ];

    [Theory]
    [InlineData("baseline", 12, 0, 30)]
    [InlineData("improvement", 20, 20, 60)]
    [InlineData("production_ready", 50, 30, 90)]
    public void A_steady_service_passes_on_the_planned_day(string phase, int days, int bad, int planned)
    {
        var gate = Forecast(Dated(days, planned, phase), DayEvidence.Of(days, Events, _ => bad)).Next!;
        Assert.Equal(DayEvidence.Today.AddDays(planned - days), gate.P50);
        Assert.Equal((gate.P50, gate.P50), (gate.P10, gate.P90));
        Assert.Equal((1.0, 1.0), (gate.HorizonProbability, gate.PlannedProbability!.Value));
        Assert.True(gate.Realistic);
        Assert.Null(gate.IncidentCostDays);
    }

    [Theory]
    [InlineData(40, 0.995)]
    [InlineData(25, 0.995)]
    [InlineData(300, 0.9995)]
    public void With_a_constant_success_rate_the_date_is_that_of_the_strength(int events, double target)
    {
        // Without an error n* is all events but for Student's quantiles, and the strength is that of a perfect record.
        var phase = target == 0.995 ? "improvement" : "excellence";
        var only = _strengthAlone;
        var needed = Enumerable
            .Range(5, 400)
            .First(d => StrengthOfEvidence.ReachesLog(0, EffectiveSample.Perfect((double)events * d, d).Total, 1 - target, Math.Log(5)));
        const int Days = 8;
        Assert.True(needed > Days);
        var gate = Forecast(DayEvidence.Plan(Days, phase, only), DayEvidence.Of(Days, events, _ => 0)).Next!;
        Assert.Equal(DayEvidence.Today.AddDays(needed - Days), gate.P50);
        Assert.Equal(gate.P10, gate.P90);
    }

    [Fact]
    public void A_gate_that_is_open_today_opens_today_and_the_next_ones_follow_from_then_on()
    {
        var forecast = Forecast(DayEvidence.Plan(75), DayEvidence.Of(75, Events, _ => 5));
        Assert.Equal(["improvement", "production_ready", "excellence"], forecast.Gates.Select(g => g.Phase));
        Assert.Equal(
            [DayEvidence.Today, DayEvidence.Today.AddDays(90), DayEvidence.Today.AddDays(180)],
            forecast.Gates.Select(g => g.P50!.Value)
        );
        Assert.Null(forecast.Gates[2].NextPhase);
        Assert.Null(forecast.Gates[2].PlannedDate);
        Assert.All(forecast.Fan, day => Assert.Equal((0.99995, 0.99995), (Math.Round(day.P10, 9), Math.Round(day.P90, 9))));
        Assert.Equal((400, DayEvidence.Today), (forecast.Fan.Count, forecast.Fan[0].Date));
    }

    [Fact]
    public void A_service_below_its_target_never_passes_and_its_dates_are_not_realistic()
    {
        var forecast = Forecast(DayEvidence.Plan(40), DayEvidence.Of(40, Events, _ => 600));
        Assert.All(forecast.Gates, g => Assert.Null(g.P10));
        Assert.Equal(0, forecast.Gates[0].HorizonProbability);
        var planned = Forecast(Dated(40, 60), DayEvidence.Of(40, Events, _ => 600));
        Assert.False(planned.Realistic);
        Assert.Contains(planned.Messages, m => m.Contains("of improvement is not realistic", StringComparison.Ordinal));
        Assert.Contains("on half of them not within 400 days", planned.Messages[0], StringComparison.Ordinal);

        // With 20 % fewer errors every 30 days it comes to its target.
        var better = Forecast(DayEvidence.Plan(40), DayEvidence.Of(40, Events, _ => 600), new ForecastOptions { Trend = 0.8 });
        Assert.NotNull(better.Next!.P50);
    }

    [Fact]
    public void An_incident_costs_the_days_of_the_outage_table()
    {
        // One outage of 30 minutes in a record of 5 % of the budget opens production_ready on day 99 instead of 90.
        var quiet = (long)(Events * 0.001 * 0.05);
        var outage = quiet + (Events * 30 / 1440);
        var plan = DayEvidence.Plan(60, "production_ready", _steady);
        var without = Forecast(plan, DayEvidence.Of(60, Events, _ => quiet));
        Assert.Equal(DayEvidence.Today.AddDays(30), without.Next!.P50);
        Assert.Null(without.Next.IncidentCostDays);

        var old = Enumerable
            .Range(0, 60)
            .Select(i => new SloDay(DayEvidence.Today.AddDays(i - 160), Events - (i == 20 ? outage : quiet), Events));
        var evidence = DayEvidence.Of([.. old, .. DayEvidence.Of(60, Events, _ => quiet).Days]);
        var forecast = Forecast(plan, evidence, new ForecastOptions { Paths = 400 });
        Assert.Equal((1, 1), (forecast.Incidents, forecast.WorstIncident!.Days));
        Assert.Equal(outage, forecast.WorstIncident.BadEvents);
        Assert.True(forecast.Next!.IncidentCostDays >= 9, $"{forecast.Next.IncidentCostDays}");
        Assert.Contains(forecast.Messages, m => m.StartsWith("The record shows 1 incident: fewer than 3", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_seed_gives_the_same_forecast_and_each_service_has_its_own_paths()
    {
        var evidence = Uneven(45);
        var plan = DayEvidence.Plan(45, gate: _steady);
        var (one, two) = (Forecast(plan, evidence), Forecast(plan, evidence));
        Assert.Equal(one.Gates, two.Gates);
        Assert.Equal(one.Fan, two.Fan);
        Assert.NotEqual(one.Fan, Forecast(plan, evidence, new ForecastOptions { Seed = 2 }).Fan);
        var other = SloPlanner.Restore(
            plan.Spec with
            {
                Service = "other",
            },
            [.. plan.Phases.Select(p => p.StartDate)],
            [.. plan.Phases.Select(p => p.SuccessCriteria)],
            plan.CurrentPhase,
            plan.History
        );
        Assert.NotEqual(one.Fan, Forecast(other, evidence).Fan);

        // The first paths are the same, however many there are.
        Assert.Equal(
            Forecast(plan, evidence, new ForecastOptions { Paths = 250 }).Fan,
            Forecast(plan, evidence, new ForecastOptions { Paths = 700 }).Fan
        );
    }

    [Fact]
    public void A_forecast_follows_the_gate_of_the_plan()
    {
        DateTime[] dates =
        [
            Next(new GateOptions()),
            Next(new GateOptions { Strict = true }),
            Next(new GateOptions(), moves: 3),
            Next(new GateOptions(), settings: new KeyValuePair<string, object>("strength", 200m)),
        ];
        Assert.True(dates.SequenceEqual(dates.Order().Distinct()), string.Join(", ", dates));

        DateTime Next(GateOptions gate, int moves = 0, params KeyValuePair<string, object>[] settings) =>
            Forecast(
                DayEvidence.Plan(45, gate: [.. _steady, .. settings], moves: moves),
                DayEvidence.Of(45, Events, ago => ago % 15 == 3 ? 3_800 : 100),
                new ForecastOptions
                {
                    Gate = gate,
                    Paths = 100,
                    HorizonDays = 2500,
                }
            ).Next!.P50
            ?? DateTime.MaxValue;
    }

    [Fact]
    public void Too_few_days_no_traffic_and_a_phase_that_has_not_begun_are_said()
    {
        var few = Forecast(DayEvidence.Plan(6), DayEvidence.Of(6, Events, _ => 0));
        Assert.Empty(few.Gates);
        Assert.Null(few.Realistic);
        Assert.Equal(["Nothing can be forecast yet: 6 days with data are known, and it takes at least 7"], few.Messages);
        var idle = Forecast(DayEvidence.Plan(20), DayEvidence.Of(20, 0, _ => 0));
        Assert.Contains("there was no traffic", Assert.Single(idle.Messages), StringComparison.Ordinal);
        var future = Forecast(DayEvidence.Plan(-10), DayEvidence.Of(20, Events, _ => 0));
        Assert.Equal(DayEvidence.Today.AddDays(70), future.Next!.P50);
    }

    [Fact]
    public void A_day_without_data_puts_the_date_off_as_the_gate_says()
    {
        var evidence = DayEvidence.Of(50, 10_000, _ => 1);
        var gap = evidence with { Days = [.. evidence.Days.Where((_, i) => i != 12)] };
        var plan = DayEvidence.Plan(50);
        var earliest = DayEvidence.Evaluate(plan, gap).EarliestDate;
        Assert.True(earliest > DayEvidence.Today.AddDays(100));
        var gate = Forecast(plan, gap, new ForecastOptions { Paths = 20 }).Next!;
        Assert.InRange((gate.P50!.Value - earliest!.Value).Days, 0, 4);
    }

    [Fact]
    public void What_cannot_be_forecast_is_refused_and_a_forecast_can_be_ended()
    {
        var plan = DayEvidence.Plan(20);
        var evidence = DayEvidence.Of(20, Events, _ => 0);
        Assert.Equal("Paths", Refused(plan, evidence, new ForecastOptions { Paths = 0 }));
        Assert.Equal("Horizon", Refused(plan, evidence, new ForecastOptions { HorizonDays = 4000 }));
        Assert.Equal("Trend", Refused(plan, evidence, new ForecastOptions { Trend = double.NaN }));
        Assert.Equal("Evidence", Refused(plan, new SloEvidence { Availability = 0.999 }, new ForecastOptions()));
        Assert.Equal("Evidence", Refused(plan, evidence with { Partial = true }, new ForecastOptions()));
        Assert.Equal("Namespace", Refused(plan, evidence with { Namespace = "else" }, new ForecastOptions()));
        var same = DayEvidence.Plan(
            20,
            indicator: new RatioIndicator(MetricSelector.Parse("x_total", "x"), MetricSelector.Parse("x_total", "x"))
        );
        Assert.Equal("Indicator", Refused(same, evidence, new ForecastOptions()));
        Assert.Throws<OperationCanceledException>(() =>
            new SloForecaster(FixedClock.Default).Forecast(plan, evidence, null, new CancellationToken(true))
        );
    }

    // Bad times on some days, so that dates differ from path to path.
    private static SloEvidence Uneven(int days) => DayEvidence.Of(days, Events, ago => ago % 11 == 3 ? 1_500 : 150);

    private static SloForecast Forecast(SloPlan plan, SloEvidence evidence, ForecastOptions? options = null) =>
        new SloForecaster(FixedClock.Default).Forecast(plan, evidence, options);

    private static string Refused(SloPlan plan, SloEvidence evidence, ForecastOptions options) =>
        Assert.Throws<SloValidationException>(() => Forecast(plan, evidence, options)).Problem.Field;

    // A plan whose current phase ends on its planned day.
    private static SloPlan Dated(int daysAgo, int length, string phase = "improvement")
    {
        var plan = DayEvidence.Plan(daysAgo, phase);
        var current = plan.Find(phase)!;
        return SloPlanner.Restore(
            plan.Spec,
            [
                .. plan.Phases.Select(p =>
                    p.Order <= current.Order ? p.StartDate : current.StartDate.AddDays(length + (100 * (p.Order - current.Order - 1)))
                ),
            ],
            [.. plan.Phases.Select(p => p.SuccessCriteria)],
            phase,
            plan.History
        );
    }
}
