using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Planning;

/// <summary>Makes the SLO definitions of a service in a phase.</summary>
internal static class PhaseDefinitions
{
    public static IReadOnlyList<SloDefinition> Of(PlanSubject subject, SloPhase phase)
    {
        var availability = Make(subject, phase, "availability", subject.Indicator, phase.Targets.Availability, phase.Description);
        return subject.Latency is { } latency
            ?
            [
                availability,
                Latency(subject, phase, latency, 95, phase.Targets.LatencyP95Milliseconds),
                Latency(subject, phase, latency, 99, phase.Targets.LatencyP99Milliseconds),
            ]
            : [availability];
    }

    // "p95 at most 500 ms" is "95 % of requests within 500 ms", which events can count.
    private static SloDefinition Latency(PlanSubject subject, SloPhase phase, LatencyMetric metric, int percentile, double milliseconds) =>
        Make(
            subject,
            phase,
            $"latency-p{percentile}",
            metric.Within(milliseconds),
            percentile / 100m,
            $"{percentile}% of requests answered within {NumberText.Plain(milliseconds)} ms");

    private static SloDefinition Make(PlanSubject subject, SloPhase phase, string slo, SloIndicator indicator, decimal target, string description)
    {
        var name = subject.Service.All(IsNameCharacter) ? subject.Service : ServiceName.Slug(subject.Service);
        return new SloDefinition($"{name}-{slo}-{phase.Name}", subject.Service, indicator, target, subject.Window)
        {
            Namespace = subject.Namespace,
            Phase = phase.Name,
            // The alerts of a phase are chosen for its availability target; a factor that the larger budget of a latency
            // target makes impossible would be an alert that never fires.
            Alerting = phase.Alerting.All(a => a.IsReachable(target)) ? phase.Alerting : phase.Alerting.Where(a => a.IsReachable(target)).ToArray(),
            Labels = Labels(subject, phase),
            Annotations = new Dictionary<string, string> { [SloDefinition.DescriptionKey] = description },
        };
    }

    private static Dictionary<string, string> Labels(PlanSubject subject, SloPhase phase)
    {
        var labels = new Dictionary<string, string>
        {
            ["service"] = subject.Service,
            ["phase"] = phase.Name,
            ["progressive"] = "true",
        };

        // Alerts are routed by them.
        if (subject.Tier is { } tier)
            labels["tier"] = tier;
        if (subject.Owner is { } owner)
            labels["owner"] = owner;
        return labels;
    }

    private static bool IsNameCharacter(char c) =>
        c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_' or '.';
}
