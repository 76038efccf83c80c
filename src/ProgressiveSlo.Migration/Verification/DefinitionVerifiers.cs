using ProgressiveSlo.Findings;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Migration.Roadmap;
using ProgressiveSlo.Naming;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.Verification;

/// <summary>
/// Whether the definitions of the services have no error. A file that cannot be read counts for everyone: nobody knows whose it is.
/// </summary>
public sealed class DefinitionsValidVerifier : MigrationVerifier
{
    /// <inheritdoc/>
    public override string Name => "DefinitionsValid";

    /// <inheritdoc/>
    public override MigrationCheck Verify(VerificationSubject subject)
    {
        if (subject is null)
            throw new ArgumentNullException(nameof(subject));
        if (subject.Evidence is not { Definitions: { } definitions, Findings: { } findings })
            return Unknown("There are no manifests to check", "Give -ManifestPath with the folder of manifests");
        var services = subject.Services;
        var own = definitions.Select(d => d.Definition).Where(d => services.Any(s => ServiceName.IsSame(d.Service, s))).ToArray();
        var missing = services.Where(s => own.All(d => !ServiceName.IsSame(d.Service, s))).ToArray();
        if (missing.Length > 0)
            return Fail($"There is no definition for {List(missing)}", "Write them with New-SloPlan and Export-SloManifest, or by hand");

        // A finding without a service stands for those of its file; one in a file without any definition stands for all.
        bool IsOwn(SloFinding finding) =>
            finding.Service is { } service
                ? services.Any(s => ServiceName.IsSame(service, s))
                : own.Any(d => d.Source?.Path == finding.Path) || definitions.All(d => d.Definition.Source?.Path != finding.Path);

        var errors = findings.Where(f => f.Severity == FindingSeverity.Error && IsOwn(f)).Select(f => f.ToString().TrimEnd('.')).ToArray();
        return Judge(
            errors,
            $"{CountText.Of(own.Length, "definition")} " + $"of {Services(services.Count)} without an error",
            "Fix them: Test-SloManifest lists all findings with guidance"
        );
    }
}

/// <summary>Whether there is a definition for each service.</summary>
public sealed class ServicesDefinedVerifier : MigrationVerifier
{
    /// <inheritdoc/>
    public override string Name => "ServicesDefined";

    /// <inheritdoc/>
    public override MigrationCheck Verify(VerificationSubject subject)
    {
        if (subject is null)
            throw new ArgumentNullException(nameof(subject));
        if (subject.Evidence.Definitions is not { } definitions)
            return Unknown("There are no manifests to look at", "Give -ManifestPath with the folder of manifests");
        var services = subject.Services;
        var missing = services.Where(s => definitions.All(d => !ServiceName.IsSame(d.Definition.Service, s))).ToArray();
        return missing.Length == 0
            ? Pass($"There are definitions for {Services(services.Count)}")
            : Fail($"There is no definition for {List(missing)}", "Write them with New-SloPlan and Export-SloManifest, or by hand");
    }
}

/// <summary>Whether Prometheus has loaded the rules of the services' definitions, as they are now.</summary>
public sealed class RulesLoadedVerifier : MigrationVerifier
{
    private const string Deploy = "Deploy the rules and reload Prometheus; ConvertTo-SloManifest -Format PrometheusRule writes them";

    /// <inheritdoc/>
    public override string Name => "RulesLoaded";

    /// <inheritdoc/>
    public override MigrationCheck Verify(VerificationSubject subject)
    {
        if (subject is null)
            throw new ArgumentNullException(nameof(subject));
        if (subject.Evidence.Definitions is not { } definitions)
            return Unknown("There are no manifests to compare with", "Give -ManifestPath with the folder of manifests");
        if (subject.Evidence.Index is not { } rules)
            return Unknown("Prometheus was not asked", "Give -PrometheusUri");
        var problems = new List<string>();
        var count = 0;
        foreach (var service in subject.Services)
        {
            var own = definitions.Where(d => ServiceName.IsSame(d.Definition.Service, service)).ToArray();
            if (own.Length == 0)
                problems.Add($"There is no definition for {List([service])}");

            // The phases of a plan share one identity, and one of them is deployed at a time.
            foreach (var phases in own.GroupBy(d => d.Definition.Id))
                count += Check([.. phases], rules, problems);
        }

        return Judge(problems, $"Prometheus has loaded {CountText.Of(count, "rule")} of {Services(subject.Services.Count)}", Deploy);
    }

    private static int Check(DefinedSlo[] phases, LoadedRuleIndex loaded, List<string> problems)
    {
        if (phases.All(d => d.Problem is not null))
        {
            problems.Add($"{List([phases[0].Definition.Name])} has no rules: {phases[0].Problem}");
            return 0;
        }

        // The phase and the flavor that fit best are those that were exported.
        var best = phases
            .SelectMany(d =>
                d.Rules.Select(rules =>
                    (d.Definition.Name, rules.Count, Problems: rules.Select(loaded.FindProblem).OfType<string>().ToArray())
                )
            )
            .OrderBy(f => f.Problems.Length)
            .First();
        if (best.Problems.Length > 0)
            problems.Add(
                $"{List([best.Name])}: {best.Problems[0]}"
                    + (
                        best.Problems.Length > 1
                            ? $", and {NumberText.Plain(best.Problems.Length - 1)} more of {NumberText.Plain(best.Count)} rules"
                            : ""
                    )
            );
        return best.Count;
    }
}

/// <summary>
/// The rules that a Prometheus has loaded, to look others up in: by kind, name and labels. Recording rules are compared by what their
/// queries say, because Prometheus prints them its own way.
/// </summary>
internal sealed class LoadedRuleIndex
{
    private readonly Dictionary<string, List<ObservedRule>> _rules = new(StringComparer.Ordinal);

    public LoadedRuleIndex(IEnumerable<ObservedRule> rules)
    {
        foreach (var rule in rules)
        {
            if (!_rules.TryGetValue(Key(rule), out var same))
                _rules.Add(Key(rule), same = []);
            same.Add(rule);
        }
    }

    /// <summary>What is wrong with a rule that should be loaded, or null.</summary>
    public string? FindProblem(ObservedRule rule)
    {
        var name = PrintableText.Escape(rule.Name);
        if (!_rules.TryGetValue(Key(rule), out var loaded))
            return name + " is not loaded";
        return loaded.Any(l => PromQlParser.IsSame(l.Expression, rule.Expression)) ? null : name + " is loaded with another query";
    }

    private static string Key(ObservedRule rule) =>
        rule.Kind
        + "\n"
        + rule.Name
        + "\n"
        + string.Join("\n", rule.Labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => l.Key + "\r" + l.Value));
}
