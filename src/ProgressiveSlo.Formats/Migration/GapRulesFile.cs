using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Migration.Gaps;
using ProgressiveSlo.Naming;

namespace ProgressiveSlo.Formats.Migration;

/// <summary>Every kind of gap and the levels of maturity, from the YAML embedded in this assembly.</summary>
public static class GapRulesFile
{
    private const string Kind = "GapRules";

    // Reading is done once; the rules never change.
    private static readonly Lazy<GapRules> LazyBuiltIn = new(() => Read(EmbeddedResources.Read("migration/gaps"), "gaps.yaml"));

    /// <summary>The rules.</summary>
    public static GapRules BuiltIn => LazyBuiltIn.Value;

    internal static GapRules Read(string text, string displayPath)
    {
        var problems = new ProblemList(displayPath);
        var rules = new List<GapRule>();
        var levels = new List<MaturityLevel>();
        if (MapReader.Open(SingleDocument.Load(text, displayPath, Kind), "", problems) is { } map && DocumentHead.Check(map, Kind))
        {
            foreach (var (node, field) in map.NonEmptyItems("rules", "There is no rule"))
            {
                if (MapReader.Open(node, field, problems) is { } rule)
                    rules.Add(Rule(rule));
            }

            foreach (var (node, field) in map.NonEmptyItems("levels", "There is no level"))
            {
                if (MapReader.Open(node, field, problems) is { } level)
                    levels.Add(Level(level));
            }

            map.ReportUnknownKeys();
        }

        problems.ThrowIfAny();
        return new GapRules(rules, levels);
    }

    private static GapRule Rule(MapReader map)
    {
        var word = map.RequiredText("severity");
        if (SeverityText.Find(word) is not { } severity)
        {
            map.Problem(
                map.NodeOf("severity"),
                "severity",
                $"'{ServiceName.Printable(word)}' is not a severity",
                "Write error, warning or information"
            );
            severity = FindingSeverity.Warning;
        }

        var rule = new GapRule(
            map.RequiredText("code"),
            severity,
            map.RequiredText("title"),
            map.RequiredText("guidance"),
            map.OptionalText("cmdlet") ?? ""
        );
        map.ReportUnknownKeys();
        return rule;
    }

    private static MaturityLevel Level(MapReader map)
    {
        var level = new MaturityLevel(map.RequiredText("name"), map.RequiredText("description"))
        {
            WithSlo = Share("withSlo"),
            WithLatencySlo = Share("withLatencySlo"),
            WithBurnRateAlerts = Share("withBurnRateAlerts"),
            Managed = Share("managed"),
            WithoutErrors = map.Boolean("withoutErrors"),
        };
        map.ReportUnknownKeys();
        return level;

        decimal Share(string key)
        {
            var share = map.Has(key) ? map.Decimal(key, "0.8") : 0;
            if (share is < 0 or > 1)
                map.Problem(map.NodeOf(key), key, "The share is not between 0 and 1", "Write a share, for example 0.8");
            return share;
        }
    }
}
