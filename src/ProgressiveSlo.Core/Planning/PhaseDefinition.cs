using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;

namespace ProgressiveSlo.Planning;

/// <summary>Makes the SLO definition of a service in a phase.</summary>
internal static class PhaseDefinition
{
    public static SloDefinition Availability(PlanSubject subject, SloPhase phase)
    {
        var name = subject.Service.All(IsNameCharacter) ? subject.Service : ServiceName.Slug(subject.Service);
        return new SloDefinition($"{name}-availability-{phase.Name}", subject.Service, subject.Indicator, phase.Targets.Availability, subject.Window)
        {
            Namespace = subject.Namespace,
            Phase = phase.Name,
            Alerting = phase.Alerting,
            Labels = new Dictionary<string, string>
            {
                ["service"] = subject.Service,
                ["phase"] = phase.Name,
                ["progressive"] = "true",
            },
            Annotations = new Dictionary<string, string> { ["description"] = phase.Description },
        };
    }

    private static bool IsNameCharacter(char c) =>
        c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_' or '.';
}
