using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Profiles;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Formats.Plans;

/// <summary>Reads a plan file. The file carries its phases and thresholds, so it needs no profile beside it.</summary>
public static class PlanReader
{
    /// <summary>The kind that a plan file names.</summary>
    public const string Kind = "SloPlan";

    /// <summary>Reads a plan file.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="displayPath">The path as the user knows it, for errors.</param>
    /// <param name="checkHistory">Whether a history that contradicts itself is refused.</param>
    /// <exception cref="SloDocumentException">The file cannot be read, or is not a sound plan; every problem with line, column, field and
    /// fix.</exception>
    public static SloPlan ReadFile(string path, string displayPath, bool checkHistory = true) =>
        Read(DocumentFile.Read(path, displayPath, DocumentLimits.Default), displayPath, checkHistory);

    /// <summary>Reads the content of a plan file for somebody who reviews it, and says what is wrong with its history.</summary>
    /// <param name="content">The bytes of the file.</param>
    /// <param name="displayPath">The path as the user knows it, for errors.</param>
    /// <exception cref="SloDocumentException">The file is too large, is not text, or is not a sound plan.</exception>
    public static SloPlan Read(byte[] content, string displayPath) =>
        Read(DocumentFile.Decode(content, displayPath, DocumentLimits.Default), displayPath, checkHistory: false);

    /// <summary>Reads a plan file to say all that is wrong with it; nothing that it holds is thrown.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="displayPath">The path as the user knows it.</param>
    /// <param name="now">The time, UTC: nothing in the plan has happened after it.</param>
    /// <returns>The plan, with how it contradicts itself; or no plan, with why the file cannot be read.</returns>
    public static (SloPlan? Plan, IReadOnlyList<DocumentProblem> Problems) Examine(string path, string displayPath, DateTime now)
    {
        var problems = new ProblemList(displayPath);
        try
        {
            var root = SingleDocument.Load(DocumentFile.Read(path, displayPath, DocumentLimits.Default), displayPath, Kind);
            var plan = Read(root, problems);
            if (plan is null || problems.Any)
                return (null, problems.InOrder);
            foreach (var problem in PlanConsistency.Check(plan, now))
                problems.Add(problem, root);
            return (plan, problems.InOrder);
        }
        catch (SloDocumentException e)
        {
            return (null, e.Problems);
        }
    }

    /// <summary>Reads a plan.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="displayPath">Name for errors; empty for none.</param>
    /// <param name="checkHistory">
    /// Whether a history that contradicts itself is refused; whoever reviews one says what is wrong with it.
    /// </param>
    /// <exception cref="SloDocumentException">The text is not a sound plan.</exception>
    public static SloPlan Read(string text, string displayPath, bool checkHistory = true)
    {
        var problems = new ProblemList(displayPath);
        var root = SingleDocument.Load(text, displayPath, Kind);
        var plan = Read(root, problems);
        problems.ThrowIfAny();
        if (checkHistory)
        {
            foreach (var (field, message) in PlanHistory.Contradictions(plan!, DateTime.UtcNow))
                problems.Add(new FieldProblem(field, message, PlanConsistency.Restore), root);
            problems.ThrowIfAny();
        }

        return plan!;
    }

    private static SloPlan? Read(YamlNode root, ProblemList problems)
    {
        if (MapReader.Open(root, "", problems) is not { } map || !DocumentHead.Check(map, Kind))
            return null;

        var service = map.Checked("service", required: true, (text, _) => ServiceName.Check(text));
        var @namespace = map.Checked<string>("namespace", required: true, PlanText.Check);
        var tier = map.Checked<string>("tier", required: false, PlanText.Check);
        var owner = map.Checked<string>("owner", required: false, PlanText.Check);
        var labels = Labels(map, problems);
        var currentPhase = map.RequiredText("currentPhase");
        var window = map.Duration("window");
        var indicator = IndicatorYaml.Read(map, problems);
        var trials = TrialsYaml.Read(map);
        var latency = IndicatorYaml.ReadLatency(map, problems);
        var profileName = map.RequiredText("profile");
        var gate = PhaseReader.Gate(map, problems);
        var policy = PhaseReader.Policy(map, problems);
        var starts = new List<DateTime?>();
        var planned = new HashSet<string>();
        var phases = PhaseReader.Phases(
            map,
            problems,
            phase =>
            {
                starts.Add(phase.Time("startDate", required: true));
                if (phase.Has("durationDays"))
                    planned.Add(phase.Path("durationDays"));
                return phase.OptionalInteger("durationDays");
            }
        );
        var history = History(map, problems);
        map.ReportUnknownKeys();
        CheckDates(map, starts, problems);
        if (phases.Count > 0 && phases[phases.Count - 1].DurationDays is not null)
            problems.Add(
                new FieldProblem(
                    Field("phases[{0}].durationDays", phases.Count - 1),
                    "The last phase has a duration, and the last phase is ongoing",
                    "Remove the key"
                ),
                map.Node
            );
        if (problems.Any)
            return null;

        phases = WithDurations(phases, starts);

        // The dates say how long a phase is, unless the file does.
        PhaseReader.Validate(
            phases,
            map,
            problems,
            field => planned.Contains(field) ? field : field.Replace(".durationDays", ".startDate")
        );
        CheckState(map, currentPhase, phases, history, problems);
        if (problems.Any)
            return null;

        var profile = new PhaseProfile(profileName, phases, gate) { ErrorBudgetPolicy = policy };
        var subject = new PlanSpec(service!, SharedProfile(profile), indicator!, window)
        {
            Namespace = @namespace ?? SloPlanner.DefaultNamespace,
            Tier = tier,
            Owner = owner,
            Labels = labels,
            Latency = latency,
            TrialsPerDay = trials,
        };
        return SloPlanner.Restore(
            subject,
            starts.Select(s => s!.Value).ToArray(),
            phases.Select(p => p.SuccessCriteria).ToArray(),
            currentPhase,
            history
        );
    }

    private static IReadOnlyDictionary<string, string> Labels(MapReader map, ProblemList problems)
    {
        try
        {
            return PlanLabels.Check(TextsYaml.Read(map, "labels", problems));
        }
        catch (SloValidationException e)
        {
            map.Problem(map.NodeOf("labels"), "labels", e.Problem.Message, e.Problem.Fix);
            return PlanLabels.None;
        }
    }

    private static void CheckDates(MapReader map, List<DateTime?> starts, ProblemList problems)
    {
        for (var i = 0; i < starts.Count; i++)
        {
            if (starts[i]?.TimeOfDay > TimeSpan.Zero)
                problems.Add(
                    new FieldProblem(
                        Field("phases[{0}].startDate", i),
                        "The start has a time of day",
                        "Write the date alone, for example 2026-01-31"
                    ),
                    map.Node
                );
            if (i > 0 && starts[i] < starts[i - 1])
                problems.Add(
                    new FieldProblem(
                        Field("phases[{0}].startDate", i),
                        "The phase starts before the one ahead of it",
                        "Write phases in the order of their dates"
                    ),
                    map.Node
                );
        }
    }

    // A phase lasts until the next one starts, and was planned to, unless the file says that it was planned with another length.
    // One that was left on the day it was entered counts as a day.
    private static List<SloPhase> WithDurations(List<SloPhase> phases, List<DateTime?> starts) =>
        phases
            .Select(
                (phase, i) =>
                    i + 1 == phases.Count
                        ? phase
                        : phase.WithDuration(phase.DurationDays ?? Math.Max(1, (starts[i + 1]!.Value - starts[i]!.Value).Days))
            )
            .ToList();

    private static void CheckState(
        MapReader map,
        string currentPhase,
        List<SloPhase> phases,
        PlanHistoryEntry[] history,
        ProblemList problems
    )
    {
        void Check(string name, string field)
        {
            if (!phases.Any(p => p.Name == name))
                problems.Add(
                    new FieldProblem(
                        field,
                        $"'{ServiceName.Printable(name)}' is not a phase of this plan",
                        "Write one of " + string.Join(", ", phases.Select(p => p.Name))
                    ),
                    map.Node
                );
        }

        Check(currentPhase, "currentPhase");
        for (var i = 0; i < history.Length; i++)
        {
            Check(history[i].From, Field("history[{0}].from", i));
            Check(history[i].To, Field("history[{0}].to", i));
        }
    }

    private static string Field(string format, int index) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, format, index);

    private static PlanHistoryEntry[] History(MapReader map, ProblemList problems)
    {
        var entries = new List<PlanHistoryEntry>();
        foreach (var (node, field) in map.Items("history", required: false))
        {
            if (MapReader.Open(node, field, problems) is not { } item)
                continue;
            entries.Add(
                new PlanHistoryEntry(
                    item.RequiredText("from"),
                    item.RequiredText("to"),
                    item.Time("at", required: true) ?? default,
                    item.RequiredText("by")
                )
                {
                    Verdict = item.OptionalText("verdict"),
                    Basis = item.OptionalText("basis"),
                    Exclusions = Exclusions(item, problems),
                    EvidenceDigest = item.OptionalText("evidenceDigest"),
                    EvaluatedAt = item.Time("evaluatedAt", required: false),
                    Reason = item.OptionalLines("reason"),
                    Start = item.Has("start") && item.Boolean("start"),
                    Previous = item.OptionalText("previous"),
                    Digest = item.OptionalText("digest"),
                }
            );
            item.ReportUnknownKeys();
        }

        return [.. entries];
    }

    private static PlanExclusion[] Exclusions(MapReader map, ProblemList problems)
    {
        var exclusions = new List<PlanExclusion>();
        foreach (var (node, field) in map.Items("exclusions", required: false))
        {
            if (MapReader.Open(node, field, problems) is not { } item)
                continue;
            exclusions.Add(
                new PlanExclusion(
                    item.Time("from", required: true) ?? default,
                    item.Time("to", required: true) ?? default,
                    item.OptionalLines("reason") ?? ""
                )
            );
            item.ReportUnknownKeys();
        }

        // Entries without exclusions are equal where all else is.
        return exclusions.Count == 0 ? [] : [.. exclusions];
    }

    // Thousands of plans follow the built-in profile: they share its one copy in memory when they say the same.
    private static PhaseProfile SharedProfile(PhaseProfile profile)
    {
        var builtIn = BuiltInProfiles.Find(profile.Name);
        return builtIn is not null && ProfileComparer.Same(builtIn, profile) ? builtIn : profile;
    }
}

/// <summary>The key that plans and templates have for how many independent trials a day has.</summary>
internal static class TrialsYaml
{
    private const string Key = "trialsPerDay";

    /// <summary>The number, or null where there is none.</summary>
    /// <param name="map">May have the key.</param>
    public static double? Read(MapReader map)
    {
        if (((YamlMap)map.Node).Find(Key) is not { } node)
            return null;
        var trials = map.Decimal(Key, "1");
        if (trials is > 0 and <= 86_400)
            // The runtime's conversion of a decimal is not the nearest double, which the text of a plan would show.
            return double.Parse(trials.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        map.Problem(
            node,
            Key,
            "It is not a number of independent trials in a day",
            "Write a number above 0, for example 1 for a daily job"
        );
        return null;
    }
}
