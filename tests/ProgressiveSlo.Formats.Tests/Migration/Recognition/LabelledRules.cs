using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.RuleNodes;
using ProgressiveSlo.Formats.Manifests.Rules;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Tests.Migration.Recognition;

/// <summary>The rule files of the labelled set. What is in labels.csv was written before the recognition ran.</summary>
internal static class LabelledRules
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Migration", "Recognition", "Rules");

    public static IEnumerable<string> Files => Directory.EnumerateFiles(Folder, "*.yaml").Order(StringComparer.Ordinal);

    public static IEnumerable<RuleLabel> Labels => File.ReadLines(Path.Combine(Folder, "labels.csv")).Skip(1).Select(RuleLabel.Parse);

    public static IEnumerable<ObservedRule> Read(string file)
    {
        var problems = new ProblemList(file);
        foreach (var document in YamlLoader.Load(File.ReadAllText(file), file, DocumentLimits.Default))
        {
            foreach (var group in RuleYaml.Read(RuleContent.Read(new ManifestDocument(document, file, 0, 1)).Groups, problems, problems))
            {
                foreach (var rule in group.Rules)
                {
                    yield return new ObservedRule(
                        rule.IsAlert ? ObservedRuleKind.Alert : ObservedRuleKind.Recording,
                        rule.Name,
                        rule.Expression
                    )
                    {
                        Group = group.Name,
                        For = PrometheusDuration.TryParse(rule.For, out var wait) ? wait : TimeSpan.Zero,
                        Labels = rule.Labels,
                        Annotations = rule.Annotations,
                        Format = "PrometheusRule",
                        Path = Path.GetFileName(file),
                        Line = rule.Line,
                    };
                }
            }
        }

        if (problems.Any)
            throw new InvalidOperationException(string.Join("\n", problems.InOrder));
    }
}

/// <summary>An item that the labelled set has.</summary>
internal sealed record RuleLabel(
    string File,
    SloMeasure Measure,
    SloMethod Method,
    string? Service,
    decimal? Target,
    IReadOnlyList<string> Alerts,
    IReadOnlyList<string> Rules
)
{
    public static RuleLabel Parse(string line)
    {
        var cells = line.Split(';');
        return new RuleLabel(
            cells[0],
            Enum.Parse<SloMeasure>(cells[1]),
            Enum.Parse<SloMethod>(cells[2]),
            cells[3] == "-" ? null : cells[3],
            cells[4] == "-" ? null : decimal.Parse(cells[4], CultureInfo.InvariantCulture),
            cells[5] == "-" ? [] : cells[5].Split(' '),
            cells[6].Split(' ')
        );
    }

    /// <summary>Whether a rule belongs to the item: by its name, with * at the end, and a label in brackets where names repeat.</summary>
    public bool Has(ObservedRule rule) =>
        Rules.Any(pattern =>
        {
            // Names of series have colons, too: only what ends in .yaml is a file.
            var colon = pattern.IndexOf(".yaml:", StringComparison.Ordinal);
            var (file, name) = colon > 0 ? (pattern[..(colon + 5)], pattern[(colon + 6)..]) : (File, pattern);
            var bracket = name.IndexOf('[', StringComparison.Ordinal);
            var label = bracket < 0 ? null : name[(bracket + 1)..^1].Split('=');
            var bare = bracket < 0 ? name : name[..bracket];
            return rule.Path == file
                && (bare.EndsWith('*') ? rule.Name.StartsWith(bare[..^1], StringComparison.Ordinal) : rule.Name == bare)
                && (label is null || (rule.Labels.TryGetValue(label[0], out var value) && value == label[1]));
        });

    public override string ToString() =>
        FormattableString.Invariant(
            $"{File}: {Measure} {Method} of {Service ?? "-"} at {Target} on {string.Join(' ', Alerts)}, {string.Join(' ', Rules)}"
        );
}
