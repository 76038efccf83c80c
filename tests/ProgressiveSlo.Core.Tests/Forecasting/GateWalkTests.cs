using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Core.Tests.Readiness;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Forecasting;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Statistics;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Forecasting;

/// <summary>
/// The running sums say on each day what the gate itself says of the record: over services of all kinds, and with each setting of the gate.
/// When the gate changes and the sums do not, this fails.
/// </summary>
public sealed class GateWalkTests
{
    private const int Services = 12;
    private const int Days = 220;

    public static TheoryData<string, string, string, string> Gates()
    {
        var data = new TheoryData<string, string, string, string>();
        foreach (var phase in new[] { "baseline", "improvement", "production_ready", "excellence" })
            data.Add(phase, "", "", "");
        foreach (
            var key in new[]
            {
                "availability",
                "demonstrated",
                "consecutiveDaysMode",
                "errorBudget",
                "phaseDuration",
                "coverage",
                "stability",
            }
        )
            data.Add("improvement", key, "shown", "");
        data.Add("improvement", "stability", "measured", "");
        data.Add("production_ready", "stability", "shown", "policy");
        data.Add("improvement", "", "", "policy");
        data.Add("improvement", "", "", "trials");
        data.Add("improvement", "", "", "latency");
        data.Add("improvement", "", "", "again");
        data.Add("improvement", "", "", "gaps");
        data.Add("improvement", "coverage", "shown", "gaps");
        data.Add("improvement", "", "", "criteria");
        data.Add("improvement", "demonstrated", "shown", "criteria");
        data.Add("improvement", "criteria", "shown", "criteria");
        data.Add("improvement", "", "", "strict");
        return data;
    }

    [Theory]
    [MemberData(nameof(Gates))]
    public void Sums_say_what_the_gate_says(string phase, string key, string value, string kind)
    {
        var plan = DayEvidence.Plan(
            kind == "gaps" ? 40 : 0,
            phase,
            key.Length == 0 ? [] : [new(key, value)],
            kind == "latency" ? new(MetricSelector.Parse("h_seconds", "x"), false) : null,
            kind == "criteria" ? Criteria() : null,
            kind == "policy" ? Policy() : null,
            moves: kind == "again" ? 2 : 0,
            trials: kind == "trials" ? 24 : null
        );
        var (opened, closed) = (0, 0);
        for (var service = 0; service < Services; service++)
        {
            var past = kind == "gaps" ? Past(service) : [];
            var evidence = new SloEvidence { Days = past, IncidentsLast30d = 0 };
            var options = new GateOptions { Strict = kind == "strict" };
            var context = new ReadinessGate(FixedClock.Default).ContextOf(plan.Find(phase)!, evidence, options);
            var record = context.Record!;
            var timeline = new DayTimeline(record, Days);
            var walk = new GateWalk(new GateThresholds(context, new StudentTable()), timeline);
            walk.Begin(0);
            for (var i = 0; i < record.Length; i++)
                walk.Add();
            var days = Service(service, plan.Find(phase)!.Targets.Availability);
            for (var i = 0; i < Days; i++)
            {
                timeline.Set(record.Length + i, days[i]);
                walk.Add();
                var expected = ReadinessGate.IsOpen(context, record.With(timeline.Days(record.Length, i + 1)));
                Assert.True(expected == walk.IsOpen(), $"service {service}, day {i}: the gate says {expected}");
                opened += expected ? 1 : 0;
                closed += expected ? 0 : 1;
            }
        }

        Assert.True(opened > 50 && closed > 50, $"{opened} open, {closed} closed");
    }

    // Steady ones, those with outages, weekends without traffic, at the edge of their budget, and few events.
    private static SloDay[] Service(int service, decimal target)
    {
        var random = new SeededRandom(service);
        var events = service % 4 == 3 ? 400 : 200_000;
        var share = (double)(1m - target) * new[] { 0.02, 0.3, 0.7, 0.95 }[service % 4];
        var days = new SloDay[Days];
        for (var i = 0; i < Days; i++)
        {
            var total = service % 3 == 1 && i % 7 >= 5 ? 0 : events + random.Next(events / 10);
            var times = random.Next(service % 2 == 0 ? 30 : 400) == 0 ? 15 : 0.7;
            var bad = (long)(total * share * times * (0.8 + (0.4 * random.NextDouble())) + random.NextDouble());
            days[i] = new SloDay(DayEvidence.Today.AddDays(i), total - (bad > total ? total : bad), total)
            {
                LatencyP95 = random.Next(25) == 0 ? 1200 : 300,
                LatencyP99 = random.Next(40) == 0 ? 2500 : 900,
            };
        }

        return days;
    }

    // Forty days of which some are missing, or partly so.
    private static SloDay[] Past(int service)
    {
        var random = new SeededRandom(service + 1000);
        return
        [
            .. Enumerable
                .Range(0, 40)
                .Where(i => i != 12 || service % 3 == 0)
                .Select(i => new SloDay(DayEvidence.Today.AddDays(i - 40), 9_995, 10_000) { Coverage = random.Next(4) == 0 ? 0.97 : 1 }),
        ];
    }

    private static SuccessCriterion[] Criteria() =>
        [
            new SuccessCriterion("Team trained"),
            new SuccessCriterion("Days") { VerifiedBy = "ConsecutiveDays", Days = 45 },
            new SuccessCriterion("Collection") { VerifiedBy = "Coverage", Days = 70 },
            new SuccessCriterion("Sustained") { VerifiedBy = "Availability" },
        ];

    private static ErrorBudgetPolicyStep[] Policy() =>
        [
            new ErrorBudgetPolicyStep(0.4m, "Stop") { Forbids = [ErrorBudgetPolicyStep.Promotion] },
            new ErrorBudgetPolicyStep(0.8m, "Freeze") { Forbids = [ErrorBudgetPolicyStep.Deployment] },
        ];
}
