using System;
using System.Collections.Generic;
using System.Linq;

namespace ProgressiveSlo.Migration;

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
            var own = definitions.Where(d => VerificationSubject.Same(d.Definition.Service, service)).ToArray();
            if (own.Length == 0)
                problems.Add($"There is no definition for {List([service])}");

            // The phases of a plan share one identity, and one of them is deployed at a time.
            foreach (var phases in own.GroupBy(d => d.Definition.Id))
                count += Check([.. phases], rules, problems);
        }

        return Judge(problems, $"Prometheus has loaded {(count == 1 ? "1 rule" : Number(count) + " rules")} of {Services(subject.Services.Count)}", Deploy);
    }

    private static int Check(DefinedSlo[] phases, LoadedRuleIndex loaded, List<string> problems)
    {
        if (phases.All(d => d.Problem is not null))
        {
            problems.Add($"{List([phases[0].Definition.Name])} has no rules: {phases[0].Problem}");
            return 0;
        }

        // The phase and the flavor that fit best are those that were exported.
        var best = phases.SelectMany(d => d.Rules.Select(rules => (d.Definition.Name, rules.Count, Problems: rules.Select(loaded.ProblemOf).OfType<string>().ToArray())))
            .OrderBy(f => f.Problems.Length).First();
        if (best.Problems.Length > 0)
            problems.Add($"{List([best.Name])}: {best.Problems[0]}" + (best.Problems.Length > 1 ? $", and {Number(best.Problems.Length - 1)} more of {Number(best.Count)} rules" : ""));
        return best.Count;
    }
}
