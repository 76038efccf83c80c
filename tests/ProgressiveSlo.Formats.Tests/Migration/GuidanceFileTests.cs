using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Guidance;
using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Migration.Gaps;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Migration;

/// <summary>The data: challenges, kinds of gaps, levels.</summary>
public sealed class GuidanceFileTests
{
    // Of the checks that can keep a phase's gate closed.
    private static readonly string[] _readinessChecks =
    [
        "EvidenceAge",
        "PartialAnswer",
        "Availability",
        "LatencyP95",
        "LatencyP99",
        "Stability",
        "Incidents",
        "Coverage",
        "ConsecutiveDays",
        "Demonstrated",
        "PhaseDuration",
        "Criteria",
    ];

    [Fact]
    public void The_challenges_are_those_of_the_migration_guide_word_by_word()
    {
        string[] expected =
        [
            "Resistance to change: start with volunteers; show value quickly; make it easy to adopt; provide good documentation",
            "Incomplete metrics: add instrumentation first; use progressive implementation; start with basic SLOs; improve over time",
            "Alert fatigue: start with generous thresholds; use multi-window burn rates; "
                + "adjust based on feedback; focus on actionable alerts",
            "Complex services: break down into components; use multiple SLOs; start simple, add complexity; get architecture input",
        ];
        Assert.Equal(expected, GuidanceFile.BuiltIn.Challenges.Select(c => c.Name + ": " + string.Join("; ", c.Helps)));
    }

    [Fact]
    public void Every_code_that_a_challenge_is_for_exists() =>
        Assert.Empty(GuidanceFile.BuiltIn.Codes.Except(LintCatalog.Rules.Keys).Except(GapChecks.Codes).Except(_readinessChecks));

    [Fact]
    public void Every_kind_of_gap_has_a_rule_and_every_rule_a_kind()
    {
        Assert.Equal(
            GapChecks.Codes.Order(StringComparer.Ordinal),
            GapRulesFile.BuiltIn.Rules.Select(r => r.Code).Order(StringComparer.Ordinal)
        );
        Assert.All(GapRulesFile.BuiltIn.Rules, r => Assert.False(r.Title.EndsWith('.') || r.Guidance.EndsWith('.')));
    }

    [Fact]
    public void Levels_ask_for_more_and_more()
    {
        var levels = GapRulesFile.BuiltIn.Levels;
        Assert.Equal(["Unmeasured", "Manual", "Alerting", "Managed", "Automated"], levels.Select(l => l.Name));
        Assert.All(
            levels.Zip(levels.Skip(1)),
            p =>
                Assert.True(
                    p.First.WithSlo <= p.Second.WithSlo
                        && p.First.Managed <= p.Second.Managed
                        && p.First.WithBurnRateAlerts <= p.Second.WithBurnRateAlerts
                        && p.First.WithLatencySlo <= p.Second.WithLatencySlo
                )
        );
        Assert.Equal(0, levels[0].WithSlo);
    }

    [Fact]
    public void A_finding_has_its_challenge()
    {
        var definition = "apiVersion: slo.dev/v1\nkind: ServiceLevelObjective\n";
        Assert.All(
            Linter.LintText(definition, LintOptions.Default),
            f => Assert.Equal(GuidanceFile.BuiltIn.FindChallenge(f.Code), f.Challenge)
        );
        var sloth =
            "version: prometheus/v1\nservice: shop\nslos:\n- name: requests\n  objective: 99.9\n  sli: { events: { "
            + "error_query: 'sum(rate(e[{{.window}}]))', total_query: 'sum(rate(t[{{.window}}]))' } }\n  alerting: { "
            + "page_alert: { disable: true }, ticket_alert: { disable: true } }\n";
        var finding = Assert.Single(Linter.LintText(sloth, LintOptions.Default), f => f.Code == "AlertsMissing");
        Assert.Equal("Alert fatigue", finding.Challenge?.Name);
        var own = GuidanceFile.Read(
            "apiVersion: progressiveslo/v1\nkind: Guidance\nchallenges:\n- { name: Ours, helps: [talk], for: [alertsmissing] }\n",
            "own.yaml"
        );
        Assert.Equal(
            "Ours",
            Assert
                .Single(Linter.LintText(sloth, LintOptions.Default with { Guidance = own }), f => f.Code == "AlertsMissing")
                .Challenge?.Name
        );
        Assert.Null(own.FindChallenge("SloMissing"));
    }

    [Theory]
    [InlineData("kind: Guidance\nchallenges: []", "own.yaml(1,1): apiVersion: *")]
    [InlineData(
        "apiVersion: progressiveslo/v1\nkind: LintSettings\nchallenges: []",
        "own.yaml(2,7): kind: Expected a Guidance, found 'LintSettings'. Give a file of kind Guidance."
    )]
    [InlineData(
        "apiVersion: progressiveslo/v1\nkind: Guidance\nchallenges:\n- { name: a, for: [SloMissing] }",
        "own.yaml(4,3): challenges[0].helps: Nothing says what helps. Write what helps, each with '- ' before it."
    )]
    [InlineData(
        "apiVersion: progressiveslo/v1\nkind: Guidance\nchallenges:\n- { name: a, helps: [x], for: [SloMissing, slomissing] }",
        "own.yaml(4,31): challenges[0].for: 'slomissing' belongs to 'a' already. Give each code to one challenge."
    )]
    [InlineData(
        "apiVersion: progressiveslo/v1\nkind: Guidance\nchallenges:\n- { name: a, helps: [x], four: [SloMissing] }",
        "own.yaml(4,*): challenges[0].four: The key is unknown. Did you mean 'for'? Otherwise remove it."
    )]
    public void What_is_wrong_in_a_users_own_file_is_named(string text, string expected)
    {
        var problem = Assert.Throws<SloDocumentException>(() => GuidanceFile.Read(text, "own.yaml"));
        Assert.Matches(
            "^" + System.Text.RegularExpressions.Regex.Escape(expected).Replace("\\*", ".*", StringComparison.Ordinal) + "$",
            problem.Problems[0].ToString()
        );
    }
}
