using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Readiness;

/// <summary>The availability of days does not vary too much. Where there are no days, it is asked for only where it is given.</summary>
internal sealed class StabilityCheck : IReadinessCheck
{
    private const string Name = "Stability";

    private static readonly GateSetting _most = GateSetting.Number(
        "availabilityStdDevMax",
        0.01m,
        0m,
        1m,
        "Largest standard deviation of the availability of days, a ratio"
    );

    private static readonly GateSetting _mode = GateOutcome.OptionalMode("stability", "days must not vary more than that");

    public IReadOnlyList<GateSetting> Settings => [_most, _mode];

    public ReadinessCheck? Evaluate(ReadinessContext context)
    {
        var most = (double)context.Settings.Number(_most);
        var mode = context.Record is null ? GateOutcome.Measured : context.Settings.Choice(_mode);
        if (context.Evidence.AvailabilityStdDev is not { } actual)
            return GateOutcome.Of(
                mode,
                Name,
                CheckStatus.Unknown,
                null,
                most,
                "ratio",
                context.Record is null
                    ? _ => "Stability unknown: give availability_stddev"
                    : _ => "Stability unknown: it takes two days with traffic"
            );
        return actual > most
            ? GateOutcome.Of(mode, Name, CheckStatus.Fail, actual, most, "ratio", _ => "Availability too variable - not stable")
            : GateOutcome.Of(mode, Name, CheckStatus.Pass, actual, most, "ratio", Describe);
    }

    private static string Describe(ReadinessCheck check) =>
        $"Availability is stable: standard deviation {NumberText.Brief(Math.Round(check.Actual!.Value, 6))}, at most "
        + NumberText.Plain(check.Target!.Value);
}

/// <summary>
/// There were not too many incidents in the last 30 days. Incidents are firings of page alerts: a phase whose policy pages nobody is not
/// asked for them, unless they were measured by a query.
/// </summary>
internal sealed class IncidentsCheck : IReadinessCheck
{
    private const string Name = "Incidents";
    private const string Unit = "incidents";

    private static readonly GateSetting _most = GateSetting.Number(
        "incidentsLast30dMax",
        5m,
        0m,
        10_000m,
        "Most incidents in the last 30 days"
    );

    private static readonly GateSetting _mode = GateOutcome.OptionalMode("incidents", "there must not be more incidents than that");

    public IReadOnlyList<GateSetting> Settings => [_most, _mode];

    public ReadinessCheck? Evaluate(ReadinessContext context)
    {
        var most = context.Settings.Number(_most);
        var mode = context.Record is null ? GateOutcome.Measured : context.Settings.Choice(_mode);
        if (context.Evidence.IncidentsLast30d is not { } actual)
            return context.Record is not null && !context.Phase.Alerting.Any(Pages)
                ? GateOutcome.Waived(Name, Unit, "no alert of the phase pages anybody, and there is no incident query")
                : GateOutcome.Of(
                    mode,
                    Name,
                    CheckStatus.Unknown,
                    null,
                    (double)most,
                    Unit,
                    _ =>
                        "Incidents unknown: give incidents_last_30d, or load rules of the phase with a page alert, or give "
                        + "Get-SloEvidence an -IncidentQuery"
                );
        return actual > most
            ? GateOutcome.Of(mode, Name, CheckStatus.Fail, actual, (double)most, Unit, _ => "Too many incidents - improve stability first")
            : GateOutcome.Of(mode, Name, CheckStatus.Pass, actual, (double)most, Unit, Describe);
    }

    private static bool Pages(BurnRateAlert alert) =>
        alert.Severity.Equals("critical", StringComparison.OrdinalIgnoreCase)
        || alert.Severity.Equals("page", StringComparison.OrdinalIgnoreCase);

    private static string Describe(ReadinessCheck check) =>
        $"{CountText.Of((long)check.Actual!.Value, "incident")} in the last 30 days, at most {NumberText.Plain(check.Target!.Value)}";
}
