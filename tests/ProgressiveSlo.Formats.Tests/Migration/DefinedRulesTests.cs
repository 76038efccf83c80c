using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Formats.Profiles;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Migration.Roadmap;
using ProgressiveSlo.Migration.Verification;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Readiness;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Migration;

public sealed class DefinedRulesTests
{
    [Fact]
    public void The_rules_of_either_flavor_suffice()
    {
        var definition = new SloDefinition("api-availability", "service-0", RatioIndicator.Default, 0.99m, TimeSpan.FromDays(30))
        {
            Alerting = BuiltInProfiles.All[0].Phases[0].Alerting,
        };
        var defined = DefinedRules.Create(definition);
        Assert.Equal(2, defined.Rules.Count);
        Assert.All(defined.Rules, rules => Assert.Contains(rules, r => r.Kind == ObservedRuleKind.Alert));

        var migration = MigrationPlanner.Plan(MigrationFiles.Request());
        var step = MigrationFiles.Step(migration, "pilot-deploy.service-0");
        foreach (var rules in defined.Rules)
        {
            var evidence = new MigrationEvidence { Definitions = [defined], LoadedRules = rules };
            Assert.Equal(CheckStatus.Pass, MigrationVerifiers.Verify(migration, step, evidence).Single().Status);
            var missing = MigrationVerifiers.Verify(migration, step, evidence with { LoadedRules = [.. rules.Skip(1)] }).Single();
            Assert.Equal($"api-availability: {rules[0].Name} is not loaded", missing.Message);
        }
    }

    [Fact]
    public void A_definition_that_has_no_rules_says_why()
    {
        var definition = new SloDefinition(
            "api-availability",
            "service-0",
            QueryIndicator.FromGood("sum:a", "sum:b", "Datadog"),
            0.99m,
            TimeSpan.FromDays(30)
        );
        Assert.NotNull(DefinedRules.Create(definition).Problem);
    }
}
