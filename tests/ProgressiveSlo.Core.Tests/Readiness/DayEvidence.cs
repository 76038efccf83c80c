using ProgressiveSlo.Evidence;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.Core.Tests.Readiness;

/// <summary>Evidence of days for tests of the gate: the last day is the one before the clock's.</summary>
internal static class DayEvidence
{
    public static readonly DateTime LastDate = FixedClock.Default.UtcNow.Date.AddDays(-1);

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
            AvailabilityStdDev = 0,
            IncidentsLast30d = 0,
        };

    public static ReadinessResult Evaluate(
        SloEvidence metric,
        string phase = "improvement",
        bool strict = false,
        KeyValuePair<string, object>[]? phaseGate = null,
        params KeyValuePair<string, object>[] gate
    )
    {
        var phases = TestProfiles
            .Default.Phases.Select(p => new SloPhase(p.Name, p.Order, p.DurationDays, p.Targets)
            {
                Gate = new GateSettings(phaseGate ?? []),
            })
            .ToArray();
        var profile = new PhaseProfile("default", phases, new GateSettings(gate));
        return new ReadinessGate(FixedClock.Default).Evaluate(profile, profile.Find(phase)!, metric, new GateOptions { Strict = strict });
    }

    public static ReadinessCheck? Check(this ReadinessResult result, string name) => result.Checks.SingleOrDefault(c => c.Name == name);
}
