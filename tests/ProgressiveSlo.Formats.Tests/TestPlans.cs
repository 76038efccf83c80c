using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Formats.Profiles;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Formats.Tests;

/// <summary>Plans for tests of the formats.</summary>
internal static class TestPlans
{
    public static SloPlan Make(string service = "api-service", string? owner = null, string? tier = null, SloIndicator? indicator = null) =>
        SloPlanner.Plan(
            SloPlanner.CreateSpec(
                service,
                BuiltInProfiles.Find("default")!,
                indicator ?? RatioIndicator.ForService(service),
                SloPlanner.DefaultWindow,
                owner: owner,
                tier: tier
            ),
            new DateTime(2026, 1, 5)
        );

    public static string Write(SloPlan plan)
    {
        using var text = new StringWriter { NewLine = "\r\n" };
        PlanWriter.Write(plan, text);
        return text.ToString();
    }
}
