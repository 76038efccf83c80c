using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Profiles;

/// <summary>Reads what profiles and plans have in common: phases and gate settings.</summary>
internal static class PhaseReader
{
    /// <summary>Reads the list of phases.</summary>
    /// <param name="map">Has the key <c>phases</c>.</param>
    /// <param name="problems">Where problems go.</param>
    /// <param name="durations">Reads what says how long a phase is; returns the days when the phase says so itself.</param>
    public static List<SloPhase> Phases(MapReader map, ProblemList problems, Func<MapReader, int?> durations)
    {
        var phases = new List<SloPhase>();
        foreach (var (node, field) in map.NonEmptyItems("phases", "There is no phase"))
        {
            if (MapReader.Open(node, field, problems) is not { } item)
                continue;
            phases.Add(Phase(item, phases.Count + 1, durations(item), problems));
            item.ReportUnknownKeys();
        }

        return phases;
    }

    /// <summary>Judges the phases as a profile.</summary>
    /// <param name="phases">The phases.</param>
    /// <param name="map">Has the key <c>phases</c>.</param>
    /// <param name="problems">Where problems go.</param>
    /// <param name="field">The field that a problem is of, where that is not the profile's; or null.</param>
    public static void Validate(IReadOnlyList<SloPhase> phases, MapReader map, ProblemList problems, Func<string, string>? field = null)
    {
        // Numbers that could not be read are zero by now; judging those would only add noise.
        if (problems.Any)
            return;
        foreach (var problem in PhaseProfileValidator.Validate(phases))
            problems.Add(field is null ? problem : problem with { Field = field(problem.Field) }, map.Node);
    }

    /// <summary>Reads the gate settings of a profile, or those of a phase, which win over them.</summary>
    /// <param name="map">May have the key <c>gate</c>.</param>
    /// <param name="problems">Where problems go.</param>
    public static GateSettings Gate(MapReader map, ProblemList problems)
    {
        if (map.Map("gate", required: false) is not { } gate)
            return GateSettings.Default;
        var values = new Dictionary<string, object>();
        foreach (var (key, node) in gate.Entries())
        {
            if (!ReadinessGate.Settings.TryGetValue(key, out var setting))
            {
                var near = Spelling.Nearest(key, ReadinessGate.Settings.Keys);
                problems.Add(
                    node,
                    gate.Path(key),
                    "The gate has no such setting",
                    near is null ? "Known are " + string.Join(", ", ReadinessGate.Settings.Keys) : $"Perhaps '{near}' is meant"
                );
                continue;
            }

            try
            {
                values[key] = setting.Parse(node is YamlScalar scalar ? scalar.Value : node.Kind, gate.Path(key));
            }
            catch (ProgressiveSlo.Errors.SloValidationException e)
            {
                problems.Add(node, e.Problem.Field, e.Problem.Message, e.Problem.Fix);
            }
        }

        return new GateSettings(values);
    }

    /// <summary>Reads the error budget policy; empty when there is none.</summary>
    public static IReadOnlyList<ErrorBudgetPolicyStep> Policy(MapReader map, ProblemList problems)
    {
        var steps = new List<ErrorBudgetPolicyStep>();
        foreach (var (node, field) in map.Items("errorBudgetPolicy", required: false))
        {
            if (MapReader.Open(node, field, problems) is not { } item)
                continue;
            steps.Add(
                new ErrorBudgetPolicyStep(item.Decimal("consumed", "0.5"), item.RequiredText("consequence"))
                {
                    Forbids = item.Texts("forbids"),
                }
            );
            item.ReportUnknownKeys();
        }

        if (!problems.Any)
        {
            foreach (var problem in PhaseProfileValidator.Validate(steps))
                problems.Add(problem, map.Node);
        }

        return steps;
    }

    private static SloPhase Phase(MapReader map, int order, int? days, ProblemList problems)
    {
        var name = map.RequiredText("name");
        var description = map.OptionalText("description") ?? "";
        var targets = Targets(map);
        var gate = Gate(map, problems);
        return new SloPhase(name, order, days, targets)
        {
            Description = description,
            Gate = gate,
            AlertSettings = map.Map("alertSettings", required: false) is { } settings ? Settings(settings, problems) : AlertSettings.None,
            Objectives = map.Texts("objectives"),
            SuccessCriteria = map.Items("successCriteria", required: false).Select(i => Criterion(i.Node, i.Field, problems)).ToArray(),
            Alerting = map.Items("alerting", required: false)
                .Select(i => Alert(i.Node, i.Field, problems))
                .OfType<BurnRateAlert>()
                .ToArray(),
        };
    }

    private static AlertSettings Settings(MapReader map, ProblemList problems)
    {
        var settings = AlertSettingsYaml.Read(map, problems);
        map.ReportUnknownKeys();
        return settings;
    }

    private static PhaseTargets Targets(MapReader phase)
    {
        if (phase.Map("targets", required: true) is not { } map)
            return new PhaseTargets(0, 0, 0);
        var targets = new PhaseTargets(
            map.Decimal("availability", "0.995"),
            (double)map.Decimal("latencyP95Milliseconds", "1000"),
            (double)map.Decimal("latencyP99Milliseconds", "2000")
        );
        map.ReportUnknownKeys();
        return targets;
    }

    // A criterion is its text, or a mapping that says which check shows it and, in a plan, how it was met.
    private static SuccessCriterion Criterion(YamlNode node, string field, ProblemList problems)
    {
        if (node is YamlScalar { IsNull: false } text)
        {
            if (!PrintableText.IsPrintable(text.Value))
                problems.Add(
                    node,
                    field,
                    "The criterion has characters that do not print, or several lines",
                    "Write one line of plain text"
                );
            return new SuccessCriterion(text.Value);
        }

        if (MapReader.Open(node, field, problems) is not { } map)
            return new SuccessCriterion("");
        var criterion = new SuccessCriterion(map.RequiredText("text"))
        {
            VerifiedBy = map.OptionalText("verifiedBy"),
            Days = map.OptionalInteger("days"),
            Completed = map.Boolean("completed"),
            Note = map.OptionalLines("note"),
            By = map.OptionalText("by"),
            At = map.Time("at", required: false),
        };
        if (criterion.Completed && (criterion.Note is null || criterion.By is null || criterion.At is null))
            problems.Add(
                node,
                field,
                "The criterion is completed, but note, by or at is missing",
                "Give all three, or write completed: false"
            );
        map.ReportUnknownKeys();
        return criterion;
    }

    private static BurnRateAlert? Alert(YamlNode node, string field, ProblemList problems)
    {
        if (MapReader.Open(node, field, problems) is not { } map)
            return null;
        var alert = new BurnRateAlert(
            map.RequiredText("severity"),
            map.Duration("longWindow"),
            map.Duration("shortWindow"),
            map.Decimal("burnRate", "14.4")
        );
        map.ReportUnknownKeys();
        return alert;
    }
}
