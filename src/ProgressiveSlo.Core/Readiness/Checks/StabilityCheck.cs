using System.Collections.Generic;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Readiness.Checks;

/// <summary>The availability of days does not vary too much. Optional.</summary>
internal sealed class StabilityCheck : IReadinessCheck
{
    private static readonly GateSetting _most = GateSetting.Number(
        "availabilityStdDevMax", 0.01m, 0m, 1m, "Largest standard deviation of the availability of days, a ratio");

    public IReadOnlyList<GateSetting> Settings => [_most];

    public ReadinessCheck? Evaluate(in ReadinessContext context)
    {
        const string Name = "Stability";
        var most = (double)context.Settings.Number(_most);
        if (context.Evidence.AvailabilityStdDev is not { } actual)
        {
            return new ReadinessCheck(Name, CheckStatus.Unknown, null, most, "ratio", _ => "Stability unknown: give availability_stddev")
            {
                Blocks = context.OptionalRequired,
            };
        }

        return actual > most
            ? new ReadinessCheck(Name, CheckStatus.Fail, actual, most, "ratio", _ => "Availability too variable - not stable") { Blocks = true }
            : new ReadinessCheck(Name, CheckStatus.Pass, actual, most, "ratio", Describe);
    }

    private static string Describe(ReadinessCheck check) =>
        $"Availability is stable: standard deviation {NumberText.Plain(check.Actual!.Value)}, at most {NumberText.Plain(check.Target!.Value)}";
}
