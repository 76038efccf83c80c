using System.Collections.Generic;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Readiness.Checks;

/// <summary>There were not too many incidents in the last 30 days. Optional.</summary>
internal sealed class IncidentsCheck : IReadinessCheck
{
    private static readonly GateSetting _most = GateSetting.Number(
        "incidentsLast30dMax", 5m, 0m, 10_000m, "Most incidents in the last 30 days");

    public IReadOnlyList<GateSetting> Settings => [_most];

    public ReadinessCheck? Evaluate(in ReadinessContext context)
    {
        const string Name = "Incidents";
        var most = context.Settings.Number(_most);
        if (context.Evidence.IncidentsLast30d is not { } actual)
        {
            return new ReadinessCheck(Name, CheckStatus.Unknown, null, (double)most, "incidents", _ => "Incidents unknown: give incidents_last_30d, or load rules of the phase with a page alert, or give Get-SloMetric an -IncidentQuery")
            {
                Blocks = context.OptionalRequired,
            };
        }

        return actual > most
            ? new ReadinessCheck(Name, CheckStatus.Fail, actual, (double)most, "incidents", _ => "Too many incidents - improve stability first") { Blocks = true }
            : new ReadinessCheck(Name, CheckStatus.Pass, actual, (double)most, "incidents", Describe);
    }

    private static string Describe(ReadinessCheck check) =>
        $"{NumberText.Plain(check.Actual!.Value)} {(check.Actual.Value == 1 ? "incident" : "incidents")} in the last 30 days, at most {NumberText.Plain(check.Target!.Value)}";
}
