using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.Core.Tests.Readiness;

/// <summary>Evidence of days for tests of the gate: the last day is the one before the clock's.</summary>
internal static class DayEvidence
{
    public static readonly DateTime Today = FixedClock.Default.UtcNow.Date;
    public static readonly DateTime LastDate = Today.AddDays(-1);

    /// <summary>Evidence of so many days, with the bad events of each by its place counted backwards from the last, which is 0.</summary>
    public static SloEvidence Of(int days, long eventsPerDay, Func<int, long> bad) =>
        Of(
            Enumerable
                .Range(0, days)
                .Reverse()
                .Select(ago => new SloDay(LastDate.AddDays(-ago), eventsPerDay - bad(ago), eventsPerDay))
                .ToArray()
        );

    public static SloEvidence Of(IReadOnlyList<SloDay> days) =>
        new()
        {
            Days = days,
            LatencyP95 = 1,
            LatencyP99 = 1,
            IncidentsLast30d = 0,
        };

    /// <summary>The gate of a phase without a plan.</summary>
    public static ReadinessResult Evaluate(SloEvidence metric, string phase = "improvement", bool strict = false) =>
        new ReadinessGate(FixedClock.Default).Evaluate(
            TestProfiles.Default,
            TestProfiles.Default.Find(phase)!,
            metric,
            new GateOptions { Strict = strict }
        );

    /// <summary>A plan whose current phase began so many days ago.</summary>
    public static SloPlan Plan(
        int daysAgo,
        string phase = "improvement",
        KeyValuePair<string, object>[]? gate = null,
        LatencyMetric? latency = null,
        IReadOnlyList<SuccessCriterion>? criteria = null,
        IReadOnlyList<ErrorBudgetPolicyStep>? policy = null,
        IReadOnlyList<BurnRateAlert>? alerting = null,
        SloIndicator? indicator = null,
        int moves = 0,
        double? trials = null
    )
    {
        var days = new Dictionary<string, int> { ["improvement"] = 30, ["production_ready"] = 60 };
        var phases = TestProfiles
            .Default.Phases.Select(p => new SloPhase(p.Name, p.Order, p.DurationDays, p.Targets)
            {
                Gate = new GateSettings(days.TryGetValue(p.Name, out var n) ? [new("consecutiveDays", (decimal)n)] : []),
                SuccessCriteria = criteria ?? [],
                Alerting = alerting ?? [],
            })
            .ToArray();
        var profile = new PhaseProfile("default", phases, new GateSettings(gate ?? [])) { ErrorBudgetPolicy = policy ?? [] };
        var order = profile.Find(phase)!.Order;
        var start = Today.AddDays(-daysAgo);
        var history = Enumerable
            .Range(0, moves)
            .Select(i => new PlanHistoryEntry(phase, phase, start.AddDays(i - moves), "kim") { Reason = "again" })
            .ToArray();
        return SloPlanner.Restore(
            SloPlanner.CreateSpec("api", profile, indicator ?? RatioIndicator.Default, SloPlanner.DefaultWindow) with
            {
                Latency = latency,
                TrialsPerDay = trials,
            },
            phases.Select(p => p.Order <= order ? start.AddDays(p.Order - order) : start.AddDays(400 * p.Order)).ToArray(),
            phases.Select(p => p.SuccessCriteria).ToArray(),
            phase,
            history
        );
    }

    /// <summary>The gate of a plan's current phase.</summary>
    public static ReadinessResult Evaluate(SloPlan plan, SloEvidence evidence, bool strict = false) =>
        new ReadinessGate(FixedClock.Default).Evaluate(plan.Find(plan.CurrentPhase)!, evidence, new GateOptions { Strict = strict });

    public static ReadinessCheck? Check(this ReadinessResult result, string name) => result.Checks.SingleOrDefault(c => c.Name == name);
}
