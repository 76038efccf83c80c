using System.Threading;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Manifests.RuleFiles;
using ProgressiveSlo.Formats.Manifests.Rules;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Migration.Verification;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Migration;

/// <summary>Reads manifests as evidence for the steps of a migration: definitions with their rules, and what the lint finds.</summary>
public static class ManifestEvidence
{
    /// <summary>The evidence with what the manifests say.</summary>
    /// <param name="files">Full paths, with the paths as the user knows them.</param>
    /// <param name="evidence">Other evidence.</param>
    /// <param name="cancellation">Ends the lint early.</param>
    public static MigrationEvidence Add(
        IReadOnlyList<(string Full, string Display)> files,
        MigrationEvidence evidence,
        CancellationToken cancellation
    )
    {
        if (evidence is null)
            throw new ArgumentNullException(nameof(evidence));
        var linter = new Linter(LintOptions.Default);
        foreach (var (full, display) in files ?? throw new ArgumentNullException(nameof(files)))
            linter.AddFile(full, display);
        return evidence with
        {
            Definitions = ManifestImporter.ReadFiles(files.Distinct()).Definitions.Select(DefinedRules.Create).ToArray(),
            Findings = linter.Complete(cancellation),
        };
    }
}

/// <summary>Says which rules Prometheus needs for definitions, in each flavor that they can be exported in.</summary>
public static class DefinedRules
{
    private static readonly RuleFlavor[] Flavors = [RuleFlavor.Exact, RuleFlavor.Sloth];

    /// <summary>The definition with its rules.</summary>
    /// <param name="definition">The definition.</param>
    public static DefinedSlo Create(SloDefinition definition)
    {
        var rules = new List<IReadOnlyList<ObservedRule>>();
        string? problem = null;
        foreach (var flavor in Flavors)
        {
            try
            {
                var options = new ManifestOptions { Flavor = flavor };
                rules.Add(
                    RuleFlavors.Get(flavor).Groups(definition, options, []).SelectMany(g => g.Rules.Select(r => Rule(r, g.Name))).ToArray()
                );
            }
            catch (ManifestNotWritableException e)
            {
                problem ??= e.Problem.Message;
            }
        }

        return new DefinedSlo(definition, rules) { Problem = rules.Count == 0 ? problem : null };
    }

    private static ObservedRule Rule(PrometheusRule rule, string group) =>
        new(rule.IsAlert ? ObservedRuleKind.Alert : ObservedRuleKind.Recording, rule.Name, rule.Expression)
        {
            Group = group,
            Labels = rule.Labels,
        };
}
