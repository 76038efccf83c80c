using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ProgressiveSlo.Core.Tests.Readiness;
using ProgressiveSlo.Core.Tests.Statistics;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Forecasting;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Statistics;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Forecasting;

/// <summary>
/// Services whose truth is known are forecast after a part of their phase, and then judged day by day by the real gate: by the date of
/// 50 % half of them have passed, and by the date of 90 % nine of ten, within the sampling error.
/// </summary>
public sealed class ForecastCalibrationTests
{
    private const int Services = 110;
    private const int Horizon = 400;

    private static readonly KeyValuePair<string, object>[] _settings = [new("stability", "shown")];

    [Theory]
    [InlineData("improvement", "3 a month", 45, 0.55)]
    [InlineData("improvement", "3 a month", 60, 0.75)]
    [InlineData("production_ready", "runs", 70, 0.45)]
    [InlineData("baseline", "3 a month", 30, 0.9)]
    public void Dates_are_met_as_often_as_they_say(string phase, string errors, int past, double share)
    {
        var budget = PhaseRules.Of(phase).Budget;
        var services = new SimulatedServices(StrengthCalibrationTests.Pattern(errors), budget * share, 100_000, 41);
        var plan = DayEvidence.Plan(past, phase, _settings);
        var found = new (int Truth, int P10, int P50, int P90)?[Services];
        Parallel.For(0, Services, service => found[service] = Try(services.Days(service, past + Horizon)));
        var judged = found.Where(f => f is not null).Select(f => f!.Value).ToArray();
        Assert.True(judged.Length > Services / 3, $"{judged.Length} services");

        // Dates are whole days, and the planned one is that of many paths: it may be passed by more than the share, if fewer pass before.
        AssertCovers(judged, f => f.P10, 0.1);
        AssertCovers(judged, f => f.P50, 0.5);
        AssertCovers(judged, f => f.P90, 0.9);

        (int, int, int, int)? Try(DayCount[] days)
        {
            var evidence = Evidence(days, past, past);
            var forecast = new SloForecaster(FixedClock.Default).Forecast(plan, evidence, new ForecastOptions { Paths = 200 });
            if (forecast.Incidents < 3 || IsReady(days, past, 0))
                return null;
            var gate = forecast.Next!;
            var truth = Enumerable.Range(1, Horizon).Where(day => IsReady(days, past, day)).DefaultIfEmpty(int.MaxValue).First();
            return (truth, Day(gate.P10), Day(gate.P50), Day(gate.P90));
        }

        bool IsReady(DayCount[] days, int known, int day) =>
            new ReadinessGate(new FixedClock(FixedClock.Default.UtcNow.AddDays(day)))
                .Evaluate(plan.Find(phase)!, Evidence(days, known, known + day), GateOptions.Default)
                .Ready;
    }

    private static void AssertCovers(
        (int Truth, int P10, int P50, int P90)[] judged,
        Func<(int Truth, int P10, int P50, int P90), int> date,
        double share
    )
    {
        var error = 3 * Math.Sqrt(share * (1 - share) / judged.Length);
        var by = judged.Count(f => f.Truth <= date(f)) / (double)judged.Length;
        var before = judged.Count(f => f.Truth < date(f)) / (double)judged.Length;
        Assert.True(
            by >= share - error && before <= share + error,
            $"{share}: {before:p1} before, {by:p1} by the date, of {judged.Length}"
        );
    }

    private static SloEvidence Evidence(DayCount[] days, int past, int length) =>
        DayEvidence.Of([.. days.Take(length).Select((d, i) => new SloDay(DayEvidence.Today.AddDays(i - past), d.Total - d.Bad, d.Total))]);

    private static int Day(DateTime? date) => date is { } day ? (day - DayEvidence.Today).Days : int.MaxValue;
}
