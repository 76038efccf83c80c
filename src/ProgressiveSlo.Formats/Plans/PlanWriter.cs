using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Formats.Plans;

/// <summary>
/// Writes a plan as YAML for people and for Git: keys in a fixed order, one fact a line, the same bytes for the same plan.
/// </summary>
public static class PlanWriter
{
    /// <summary>Writes the plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="output">Where to; lines end with LF whatever the machine.</param>
    public static void Write(SloPlan plan, TextWriter output)
    {
        if (plan is null)
            throw new ArgumentNullException(nameof(plan));

        var yaml = new YamlWriter(output ?? throw new ArgumentNullException(nameof(output)));
        yaml.Comment(
            "Path of one service through its phases. Made by ProgressiveSlo, to be reviewed and kept in Git.",
            "Read it with Import-SloPlan."
        );
        yaml.BeginDocument();
        yaml.Pair("apiVersion", DocumentHead.ApiVersion);
        yaml.Pair("kind", PlanReader.Kind);
        yaml.Pair("service", plan.Service);
        yaml.Pair("namespace", plan.Namespace);
        yaml.OptionalPair("tier", plan.Tier);
        yaml.OptionalPair("owner", plan.Owner);
        TextsYaml.Write(yaml, "labels", plan.Labels);
        yaml.Pair("currentPhase", plan.CurrentPhase);
        yaml.Pair("window", plan.Window);
        IndicatorYaml.Write(yaml, plan.Indicator);
        if (plan.TrialsPerDay is { } trials)
            yaml.Pair("trialsPerDay", trials);
        IndicatorYaml.WriteLatency(yaml, plan.LatencyMetric);
        var profile = plan.GetProfile();
        yaml.Pair("profile", profile.Name);
        Gate(yaml, profile.Gate);
        Policy(yaml, profile.ErrorBudgetPolicy);
        yaml.Key("phases");
        yaml.BeginList();
        foreach (var phase in plan.Phases)
            Phase(yaml, phase, profile.Phases[phase.Order - 1]);
        yaml.EndList();
        History(yaml, plan.History);
        yaml.EndDocument();
    }

    private static void Gate(YamlWriter yaml, GateSettings gate)
    {
        if (gate.Values.Count == 0)
            return;
        yaml.Key("gate");
        yaml.BeginMap();
        foreach (var value in gate.Values)
        {
            if (value.Value is decimal number)
                yaml.Pair(value.Key, number);
            else
                yaml.Pair(value.Key, (string)value.Value);
        }

        yaml.EndMap();
    }

    private static void Policy(YamlWriter yaml, IReadOnlyList<ErrorBudgetPolicyStep> policy)
    {
        if (policy.Count == 0)
            return;
        yaml.Key("errorBudgetPolicy");
        yaml.BeginList();
        foreach (var step in policy)
        {
            yaml.BeginMap();
            yaml.Pair("consumed", step.Consumed);
            yaml.Pair("consequence", step.Consequence);
            yaml.Texts("forbids", step.Forbids);
            yaml.EndMap();
        }

        yaml.EndList();
    }

    private static void Phase(YamlWriter yaml, PlannedPhase planned, SloPhase phase)
    {
        yaml.BeginMap();
        yaml.Pair("name", planned.Name);
        yaml.Pair("description", planned.Description);
        yaml.DatePair("startDate", planned.StartDate);

        // The dates say it, unless the phase was left early or late: then its planned length is what a move back needs.
        if (phase.DurationDays is { } days && Math.Max(1, planned.DurationDays ?? 0) != days)
            yaml.Pair("durationDays", (decimal)days);
        yaml.Key("targets");
        yaml.BeginMap();
        yaml.Pair("availability", planned.Targets.Availability);
        yaml.Pair("latencyP95Milliseconds", planned.Targets.LatencyP95Milliseconds);
        yaml.Pair("latencyP99Milliseconds", planned.Targets.LatencyP99Milliseconds);
        yaml.EndMap();
        Gate(yaml, phase.Gate);
        yaml.Texts("objectives", planned.Objectives);
        Criteria(yaml, planned.SuccessCriteria);
        BurnRatesYaml.Write(yaml, "alerting", planned.Alerting);
        if (!planned.AlertSettings.Equals(AlertSettings.None))
        {
            yaml.Key("alertSettings");
            yaml.BeginMap();
            AlertSettingsYaml.Write(yaml, planned.AlertSettings);
            yaml.EndMap();
        }

        yaml.EndMap();
    }

    private static void Criteria(YamlWriter yaml, IReadOnlyList<SuccessCriterion> criteria)
    {
        if (criteria.Count == 0)
            return;
        yaml.Key("successCriteria");
        yaml.BeginList();
        foreach (var criterion in criteria)
        {
            if (!criterion.Completed && criterion.VerifiedBy is null)
            {
                yaml.Text(criterion.Text);
                continue;
            }

            yaml.BeginMap();
            yaml.Pair("text", criterion.Text);
            yaml.OptionalPair("verifiedBy", criterion.VerifiedBy);
            if (criterion.Days is { } days)
                yaml.Pair("days", (decimal)days);
            if (criterion.Completed)
                Attestation(yaml, criterion);
            yaml.EndMap();
        }

        yaml.EndList();
    }

    private static void Attestation(YamlWriter yaml, SuccessCriterion criterion)
    {
        yaml.Pair("completed", true);
        yaml.OptionalPair("note", criterion.Note);
        yaml.OptionalPair("by", criterion.By);
        if (criterion.At is { } at)
            yaml.TimePair("at", at);
    }

    private static void History(YamlWriter yaml, IReadOnlyList<PlanHistoryEntry> history)
    {
        if (history.Count == 0)
            return;
        yaml.Key("history");
        yaml.BeginList();
        foreach (var entry in history)
        {
            yaml.BeginMap();
            yaml.Pair("from", entry.From);
            yaml.Pair("to", entry.To);
            yaml.TimePair("at", entry.At);
            yaml.Pair("by", entry.By);
            yaml.OptionalPair("verdict", entry.Verdict);
            yaml.OptionalPair("basis", entry.Basis);
            yaml.OptionalPair("evidenceDigest", entry.EvidenceDigest);
            if (entry.EvaluatedAt is { } evaluated)
                yaml.TimePair("evaluatedAt", evaluated);
            Exclusions(yaml, entry.Exclusions);
            yaml.OptionalPair("reason", entry.Reason);
            if (entry.Start)
                yaml.Pair("start", true);
            yaml.OptionalPair("previous", entry.Previous);
            yaml.OptionalPair("digest", entry.Digest);
            yaml.EndMap();
        }

        yaml.EndList();
    }

    private static void Exclusions(YamlWriter yaml, IReadOnlyList<PlanExclusion> exclusions)
    {
        if (exclusions.Count == 0)
            return;
        yaml.Key("exclusions");
        yaml.BeginList();
        foreach (var exclusion in exclusions)
        {
            yaml.BeginMap();
            yaml.TimePair("from", exclusion.From);
            yaml.TimePair("to", exclusion.To);
            if (exclusion.Reason.Length > 0)
                yaml.Pair("reason", exclusion.Reason);
            yaml.EndMap();
        }

        yaml.EndList();
    }
}
