using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;

namespace ProgressiveSlo.Core.Tests;

/// <summary>Profiles for tests of the domain, made without any file.</summary>
internal static class TestProfiles
{
    public static PhaseProfile Default { get; } =
        new(
            "default",
            [
                new SloPhase("baseline", 1, 30, new PhaseTargets(0.990m, 2000, 5000))
                {
                    SuccessCriteria = [new SuccessCriterion("Team trained")],
                },
                new SloPhase("improvement", 2, 60, new PhaseTargets(0.995m, 1000, 2000)),
                new SloPhase("production_ready", 3, 90, new PhaseTargets(0.999m, 500, 1000)),
                new SloPhase("excellence", 4, null, new PhaseTargets(0.9995m, 200, 500)),
            ],
            GateSettings.Default
        );

    public static BurnRateAlert Alert(decimal burnRate = 14.4m, int longMinutes = 60, int shortMinutes = 5, string severity = "critical") =>
        new(severity, TimeSpan.FromMinutes(longMinutes), TimeSpan.FromMinutes(shortMinutes), burnRate);
}
