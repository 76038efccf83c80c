using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Core.Tests.Readiness;

/// <summary>Records for the transcript of the gate: each shows something that the others do not.</summary>
internal static class GateTranscriptRecords
{
    private static readonly DateTime _today = DayEvidence.Today;
    private static readonly LatencyMetric _latency = LatencyMetric.Parse("answer_seconds", false, "LatencyMetric");
    private static readonly SloEvidence _good = DayEvidence.Of(60, 10_000, _ => 1);

    /// <summary>Bare numbers that the source design's rules take.</summary>
    public static SloEvidence Estimate { get; } =
        new()
        {
            Availability = 0.9975,
            LatencyP95 = 300,
            LatencyP99 = 900,
            AvailabilityStdDev = 0.001,
            IncidentsLast30d = 0,
        };

    public static IEnumerable<(string Name, SloPlan Plan, SloEvidence Evidence, bool Strict)> OfPlans =>
        [
            ("good days", DayEvidence.Plan(60), _good, false),
            ("good days, strict", DayEvidence.Plan(60), _good, true),
            ("without a failure", DayEvidence.Plan(60), DayEvidence.Of(60, 1_000_000, _ => 0), false),
            ("the budget is spent", DayEvidence.Plan(60), DayEvidence.Of(60, 10_000, _ => 90), false),
            ("a little above the budget", DayEvidence.Plan(60), DayEvidence.Of(60, 10_000, _ => 51), false),
            ("one bad day", DayEvidence.Plan(60), DayEvidence.Of(60, 10_000, ago => ago == 5 ? 2000 : 1), false),
            ("one bad event", DayEvidence.Plan(60), DayEvidence.Of(60, 1000, ago => ago == 5 ? 1 : 0), false),
            ("no errors and little traffic", DayEvidence.Plan(60, "production_ready"), DayEvidence.Of(60, 5, _ => 0), false),
            ("excellence with little traffic", DayEvidence.Plan(95, "excellence"), DayEvidence.Of(95, 5, _ => 0), false),
            ("no traffic", DayEvidence.Plan(60), DayEvidence.Of(60, 0, _ => 0), false),
            ("the phase began today", DayEvidence.Plan(0), DayEvidence.Of(1, 1000, _ => 0), false),
            ("the phase begins tomorrow", DayEvidence.Plan(-1), DayEvidence.Of(1, 1000, _ => 0), false),
            ("one day", DayEvidence.Plan(1), DayEvidence.Of(1, 1000, _ => 0), false),
            ("twelve days", DayEvidence.Plan(12), DayEvidence.Of(12, 1000, _ => 0), false),
            ("days before the phase", DayEvidence.Plan(20), _good, false),
            ("half of the days have data", DayEvidence.Plan(60), Half(), false),
            ("slow", DayEvidence.Plan(60, latency: _latency), _good with { LatencyP95 = 1500, LatencyP99 = 3000 }, false),
            ("fast enough", DayEvidence.Plan(60, latency: _latency), Days(d => d with { LatencyP95 = 250, LatencyP99 = 700 }), false),
            ("slow days", DayEvidence.Plan(60, latency: _latency), Slow(10), false),
            ("one slow day", DayEvidence.Plan(60, latency: _latency), Slow(1), false),
            ("latency of some days", DayEvidence.Plan(60, latency: _latency), Some(20), false),
            ("latency of all days but one", DayEvidence.Plan(60, latency: _latency), Some(59), false),
            ("latency not measured", DayEvidence.Plan(60, latency: _latency), Without(null), false),
            ("latency without a value", DayEvidence.Plan(60, latency: _latency), Without(_today.AddDays(-60)), false),
            ("latency of other days", DayEvidence.Plan(60, latency: _latency), _good with { LatencyFrom = _today.AddDays(-20) }, false),
            ("seconds for milliseconds", DayEvidence.Plan(60, latency: _latency), _good with { LatencyP95 = 0.2, LatencyP99 = 0.7 }, false),
            ("incidents unknown", DayEvidence.Plan(60, alerting: [TestProfiles.Alert()]), _good with { IncidentsLast30d = null }, false),
            ("nobody is paged", DayEvidence.Plan(60), _good with { IncidentsLast30d = null }, false),
            ("one incident", DayEvidence.Plan(60, "production_ready"), Of90() with { IncidentsLast30d = 1 }, false),
            ("nine incidents", DayEvidence.Plan(60), _good with { IncidentsLast30d = 9 }, false),
            ("criteria", DayEvidence.Plan(60, criteria: Criteria), _good, false),
            ("criteria of a young phase", DayEvidence.Plan(12, criteria: Criteria), DayEvidence.Of(12, 10_000, _ => 1), false),
            ("all criteria", DayEvidence.Plan(60, criteria: [Attested("Runbook written", -3)]), _good, false),
            ("a policy that forbids promotions", DayEvidence.Plan(60, policy: Policy), DayEvidence.Of(60, 10_000, _ => 40), false),
            ("a policy that allows promotions", DayEvidence.Plan(60, policy: Policy), _good, false),
            ("a policy and one bad event", DayEvidence.Plan(60, policy: Policy), DayEvidence.Of(60, 10, ago => ago == 3 ? 1 : 0), false),
            ("a day was excluded", DayEvidence.Plan(60), Excluding(1, "power cut"), false),
            ("two times were excluded", DayEvidence.Plan(60), Excluding(2, "drill"), false),
            ("too much was excluded", DayEvidence.Plan(60), Excluding(12, "quiet"), false),
            ("a partial answer", DayEvidence.Plan(60), _good with { Partial = true, Warnings = ["store-1 is away"] }, false),
            ("warnings", DayEvidence.Plan(60), _good with { Warnings = ["first", "second", "third", "fourth", "fifth"] }, false),
            ("a third record", DayEvidence.Plan(60, moves: 2), _good, false),
            ("a hundredth record", DayEvidence.Plan(60, moves: 99), _good, false),
            ("a thousandth record", DayEvidence.Plan(60, moves: 1200), _good, false),
            ("a job that runs once a day", DayEvidence.Plan(60, trials: 1), DayEvidence.Of(60, 1, _ => 0), false),
            ("a job before its first run", DayEvidence.Plan(60, trials: 1), DayEvidence.Of(60, 0, _ => 0), false),
            (
                "consecutive days as advice",
                DayEvidence.Plan(60, gate: [new("consecutiveDaysMode", "shown")]),
                DayEvidence.Of(60, 1000, _ => 9),
                false
            ),
            ("everything shown only", DayEvidence.Plan(60, gate: Shown), DayEvidence.Of(60, 10_000, _ => 900), false),
            ("numbers for a plan", DayEvidence.Plan(60), Estimate, false),
        ];

    public static IEnumerable<(string Name, string Phase, SloEvidence Evidence, bool Strict)> OfPhases =>
        [
            ("numbers", "baseline", Estimate, false),
            ("numbers, strict", "baseline", Estimate, true),
            ("numbers of excellence", "excellence", Estimate, false),
            ("availability alone", "baseline", new SloEvidence { Availability = 0.98 }, false),
            ("nothing", "baseline", new SloEvidence(), false),
            ("warnings alone", "baseline", new SloEvidence { Warnings = ["the query failed"] }, false),
            ("counts alone", "baseline", new SloEvidence { GoodEvents = 999, TotalEvents = 1000 }, false),
            ("counts of nothing", "baseline", new SloEvidence { GoodEvents = 0, TotalEvents = 0 }, false),
            ("unstable numbers", "baseline", Estimate with { AvailabilityStdDev = 0.2, IncidentsLast30d = 1 }, false),
            ("numbers of tomorrow", "baseline", Estimate with { From = _today.AddDays(1), To = _today.AddDays(2) }, false),
            ("days without a plan", "improvement", _good, false),
            ("days without a plan, strict", "improvement", _good, true),
        ];

    private static IReadOnlyList<SuccessCriterion> Criteria =>
        [
            new("Team trained"),
            Attested("Runbook written", -3),
            Attested("Signed tomorrow", 1),
            new("Sustained 99.5% availability for 60 days") { VerifiedBy = "Availability", Days = 60 },
            new("Sustained 99.5% availability for 90 days") { VerifiedBy = "Availability", Days = 90 },
            new("Meet latency P95") { VerifiedBy = "LatencyP95" },
        ];

    private static IReadOnlyList<ErrorBudgetPolicyStep> Policy =>
        [new(0.5m, "Look into it"), new(0.75m, "No promotion") { Forbids = [ErrorBudgetPolicyStep.Promotion] }];

    private static KeyValuePair<string, object>[] Shown =>
        [
            .. ProgressiveSlo
                .Readiness.ReadinessGate.Settings.Values.Where(s => s.Choices.Contains("shown"))
                .Select(s => new KeyValuePair<string, object>(s.Key, "shown")),
        ];

    private static SuccessCriterion Attested(string text, int days) =>
        new(text)
        {
            Completed = true,
            Note = "seen",
            By = "kim",
            At = _today.AddDays(days),
        };

    private static SloEvidence Of90() => DayEvidence.Of(60, 100_000, _ => 1);

    private static SloEvidence Half() =>
        DayEvidence.Of([.. _good.Days.Select((d, i) => i % 2 == 0 ? d : new SloDay(d.Date, 0, 0) { Coverage = 0 })]);

    private static SloEvidence Days(Func<SloDay, SloDay> change) =>
        DayEvidence.Of([.. _good.Days.Select(change)]) with
        {
            LatencyP95 = null,
            LatencyP99 = null,
        };

    private static SloEvidence Slow(int days)
    {
        var left = days;
        return Days(d => d with { LatencyP95 = left-- > 0 ? 4000 : 250, LatencyP99 = 4500 });
    }

    private static SloEvidence Some(int days)
    {
        var left = days;
        return Days(d => left-- > 0 ? d with { LatencyP95 = 250, LatencyP99 = 700 } : d);
    }

    private static SloEvidence Without(DateTime? from) => _good with { LatencyP95 = null, LatencyP99 = null, LatencyFrom = from };

    private static SloEvidence Excluding(int times, string reason) =>
        _good with
        {
            Exclusions =
            [
                .. Enumerable
                    .Range(0, times)
                    .Select(i => new EvidenceExclusion(_today.AddDays(-2 - (3 * i)), _today.AddDays(-1 - (3 * i)), reason + " " + i)
                    {
                        GoodEvents = i,
                        TotalEvents = i + 1,
                    }),
            ],
        };
}
