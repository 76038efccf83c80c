using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Formats.Profiles;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;
using Xunit;

namespace ProgressiveSlo.Formats.Tests;

public sealed class ProfileTests
{
    private const string Minimal = """
        apiVersion: progressiveslo/v1
        kind: PhaseProfile
        name: mine
        phases:
        - name: only
          targets: { availability: 0.99, latencyP95Milliseconds: 200.5, latencyP99Milliseconds: 300 }
        """;

    [Fact]
    public void The_built_in_profile_has_the_numbers_of_the_design()
    {
        var profile = BuiltInProfiles.Find("default")!;
        Assert.Equal(["baseline", "improvement", "production_ready", "excellence"], profile.Phases.Select(p => p.Name));
        Assert.Equal([30, 60, 90, null], profile.Phases.Select(p => p.DurationDays));
        Assert.Equal([0.990m, 0.995m, 0.999m, 0.9995m], profile.Phases.Select(p => p.Targets.Availability));
        Assert.Equal([2000, 1000, 500, 200], profile.Phases.Select(p => p.Targets.LatencyP95Milliseconds));
        Assert.Equal([5000, 2000, 1000, 500], profile.Phases.Select(p => p.Targets.LatencyP99Milliseconds));
        Assert.Equal(
            [
                "info 1d/1h × 5",
                "warning 6h/30m × 8",
                "critical 1h/5m × 14.4; warning 6h/30m × 3",
                "critical 1h/5m × 14.4; warning 6h/30m × 3",
            ],
            profile.Phases.Select(p => string.Join("; ", p.Alerting))
        );
        Assert.Equal(180, profile.TotalDurationDays);
    }

    [Fact]
    public void The_built_in_profile_has_the_texts_of_the_design()
    {
        var phases = BuiltInProfiles.Find("default")!.Phases;
        Assert.Equal("Baseline establishment - measure current performance", phases[0].Description);
        Assert.Equal(
            ["Establish baseline metrics", "Implement basic monitoring", "Create initial dashboards", "Set up alerting infrastructure"],
            phases[0].Objectives
        );
        Assert.Equal(
            ["Meet 99.5% availability for 30 consecutive days", "Error budget policy established", "Regular SLO reviews scheduled"],
            phases[1].SuccessCriteria.Select(c => c.Text)
        );
        Assert.Equal(
            [
                "Implement comprehensive monitoring",
                "Add automated remediation",
                "Deploy to multiple availability zones",
                "Implement load balancing",
                "Add auto-scaling",
                "Create runbooks",
            ],
            phases[2].Objectives
        );
        Assert.Equal(
            ["Sustained 99.95% availability", "Zero-downtime deployments", "Proactive issue detection", "Industry recognition"],
            phases[3].SuccessCriteria.Select(c => c.Text)
        );
    }

    [Fact]
    public void Settings_of_alerts_go_through_profile_and_plan_to_the_definitions()
    {
        const string Settings = """
            alertSettings:
              for: 2m
              keepFiringFor: 10m
              severities:
              - {severity: critical, for: 1m}
              group: {interval: 30s, queryOffset: 1m, labels: {cluster: eu}}
            """;
        var text = Minimal + "\n" + string.Join('\n', Settings.Split('\n').Select(l => "  " + l)) + "\n";
        var profile = ProfileReader.Read(text, "mine.yaml", null);
        var settings = profile.Phases[0].AlertSettings;
        Assert.Equal(
            (TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(30)),
            (settings.For, settings.KeepFiringFor, settings.Group!.Interval)
        );
        Assert.Equal(TimeSpan.FromMinutes(1), settings.Find("critical")!.For);

        var plan = SloPlanner.Plan(
            SloPlanner.CreateSpec("web", profile, RatioIndicator.ForService("web"), SloPlanner.DefaultWindow),
            new DateTime(2026, 1, 5)
        );
        var again = PlanReader.Read(TestPlans.Write(plan), "");
        Assert.Equal(settings, again.Phases[0].AlertSettings);
        Assert.Equal(settings, again.Phases[0].Definition.AlertSettings);
        Assert.Equal(TestPlans.Write(plan), TestPlans.Write(again));
    }

    [Fact]
    public void A_profile_may_be_short()
    {
        var profile = ProfileReader.Read(Minimal, "mine.yaml", "/x/mine.yaml");
        Assert.Equal(200.5, Assert.Single(profile.Phases).Targets.LatencyP95Milliseconds);
        Assert.Equal("/x/mine.yaml", profile.Source);
        Assert.Empty(profile.Gate.Values);
    }

    [Theory]
    [InlineData(
        "availability: 0.99",
        "availability: 99",
        "mine.yaml(6,28): phases[0].targets.availability: 99 is not a ratio between 0 and 1. Write 0.99 for 99 %."
    )]
    [InlineData(
        "name: only",
        "name: only\n  durationDays: 30",
        "mine.yaml(6,17): phases[0].durationDays: The last phase 'only' has a duration"
    )]
    [InlineData(
        "name: only",
        "name: only\n  objektives: [x]",
        "mine.yaml(6,3): phases[0].objektives: The key is unknown. Did you mean 'objectives'?"
    )]
    [InlineData("name: only", "name: only\n  startDate: 2026-01-01", "mine.yaml(6,3): phases[0].startDate: The key is unknown.")]
    [InlineData(
        "phases:",
        "gate: { incidents: maybe }\nphases:",
        "mine.yaml(4,20): gate.incidents: 'maybe' is not one of the choices. Write required or measured or shown."
    )]
    [InlineData("phases:", "gate: { coverageMin: 1.5 }\nphases:", "gate.coverageMin: '1.5' is not a number from 0 to 1.")]
    [InlineData(
        "name: only",
        "name: only\n  gate: { consecutiveDays: 30.5 }",
        "mine.yaml(6,28): phases[0].gate.consecutiveDays: '30.5' is not a whole number "
            + "from 0 to 366. Write a number in that range, for example 0."
    )]
    [InlineData(
        "name: only",
        "name: only\n  gate: { consecutiveDay: 30 }",
        "mine.yaml(6,27): phases[0].gate.consecutiveDay: The gate has no such setting. Perhaps 'consecutiveDays' is meant."
    )]
    [InlineData(
        "name: only",
        "name: only\n  gate: { demonstrated: always }",
        "phases[0].gate.demonstrated: 'always' is not one of the choices. Write required or counts or shown."
    )]
    [InlineData(
        "name: only",
        "name: only\n  gate: { consecutiveDays: 62 }",
        "phases[0].gate.consecutiveDays: 62 consecutive days with a window of 30 days take 62 + 30 - 1 = 91 days, and an ongoing "
            + "phase is judged "
            + "after 90 days. Ask for fewer consecutive days, plan a longer phase, or take a shorter window."
    )]
    [InlineData(
        "phases:",
        "errorBudgetPolicy: [{ consumed: 1, consequence: x, forbids: [promotions] }]\nphases:",
        "errorBudgetPolicy[0].forbids: 'promotions' is not something that a policy can forbid. Write promotion or deployment."
    )]
    [InlineData("name: only", "name: only\n  gate: 3", "phases[0].gate: ")]
    [InlineData(
        "name: only",
        "name: only\n  successCriteria: [{ text: x, verifiedBy: Consecutive }]",
        "mine.yaml(6,44): phases[0].successCriteria[0].verifiedBy: 'Consecutive' is not a check that shows a criterion."
    )]
    [InlineData("name: only", "name: only\n  successCriteria: [{ text: x, verifiedBy: Coverag }]", "Perhaps 'Coverage' is meant.")]
    [InlineData(
        "name: only",
        "name: only\n  successCriteria: [{ text: x, verifiedBy: Stability, days: 3 }]",
        "mine.yaml(6,61): phases[0].successCriteria[0].days: The check Stability has no days of its "
            + "own. Remove the key, or write verifiedBy: Coverage or ConsecutiveDays."
    )]
    [InlineData(
        "name: only",
        "name: only\n  successCriteria: [{ text: x, days: 3 }]",
        "phases[0].successCriteria[0].days: A criterion that somebody attests has no days of its own."
    )]
    [InlineData(
        "name: only",
        "name: only\n  successCriteria: [{ text: x, verifiedBy: Coverage, days: 367 }]",
        "phases[0].successCriteria[0].days: 367 days is out of range. Write whole days from 1 to 366."
    )]
    [InlineData("name: only", "name: only\n  successCriteria: [{ verifiedBy: Coverage }]", "phases[0].successCriteria[0].text")]
    public void Errors_name_file_line_column_field_and_mend(string was, string now, string message)
    {
        var error = Assert.Throws<SloDocumentException>(() =>
            ProfileReader.Read(Minimal.Replace(was, now, StringComparison.Ordinal), "mine.yaml", null)
        );
        Assert.Contains(message, Assert.Single(error.Problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_may_share_what_two_phases_have_in_common()
    {
        const string Shared = """
            apiVersion: progressiveslo/v1
            kind: PhaseProfile
            name: shared
            phases:
            - name: one
              durationDays: 10
              targets: { availability: 0.99, latencyP95Milliseconds: 200, latencyP99Milliseconds: 300 }
              alerting: &alerts
              - { severity: page, longWindow: 1h, shortWindow: 5m, burnRate: 14.4 }
            - name: two
              targets: { availability: 0.999, latencyP95Milliseconds: 200, latencyP99Milliseconds: 300 }
              alerting: *alerts
            """;
        var profile = ProfileReader.Read(Shared, "x", null);
        Assert.Equal(
            new BurnRateAlert("page", TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4m),
            Assert.Single(profile.Phases[1].Alerting)
        );
    }

    [Fact]
    public void A_phase_may_have_thresholds_of_its_own()
    {
        var profile = ProfileReader.Read(
            Minimal.Replace("name: only", "name: only\n  gate: { strength: 20, demonstrated: shown }", StringComparison.Ordinal),
            "x",
            null
        );
        Assert.Empty(profile.Gate.Values);
        Assert.Equal(20m, profile.Phases[0].Gate.Values["strength"]);
        Assert.Equal("shown", profile.Phases[0].Gate.Values["demonstrated"]);
    }

    [Fact]
    public void The_built_in_phases_ask_for_what_their_criteria_say()
    {
        var phases = BuiltInProfiles.Find("default")!.Phases;
        Assert.Equal([null, 30m, 60m, null], phases.Select(p => p.Gate.Values.GetValueOrDefault("consecutiveDays")));
        Assert.Equal(5m, BuiltInProfiles.Find("default")!.Gate.Values["strength"]);
        Assert.Equal(20m, BuiltInProfiles.Find("default")!.Gate.Values["strengthStrict"]);
    }

    [Fact]
    public void The_windows_of_the_built_in_phases_just_fit_into_their_days()
    {
        var profile = BuiltInProfiles.Find("default")!;
        Assert.Empty(GateFeasibility.Problems(profile.Phases, profile.Gate, 30));
        Assert.Equal(
            "60 consecutive days with a window of 32 days take 60 + 32 - 1 = 91 days, and 'production_ready' is planned for 90 days",
            GateFeasibility.Problems(profile.Phases, profile.Gate, 32).Last().Message
        );
    }

    [Fact]
    public void The_policy_of_the_built_in_profile_forbids_promotions_when_the_budget_is_gone()
    {
        var policy = BuiltInProfiles.Find("default")!.ErrorBudgetPolicy;
        Assert.True(ErrorBudgetPolicy.Forbids(policy, 1m, "promotion"));
        Assert.False(ErrorBudgetPolicy.Forbids(policy, 0.99m, "promotion"));
    }

    [Fact]
    public void The_source_profile_is_the_default_one_with_the_gate_of_the_source_design()
    {
        var (source, usual) = (BuiltInProfiles.Find("source")!, BuiltInProfiles.Find("default")!);
        Assert.Equal(
            usual.Phases.Select(p => (p.Name, p.DurationDays, p.Targets)),
            source.Phases.Select(p => (p.Name, p.DurationDays, p.Targets))
        );
        Assert.Equal(
            ["availability", "latencyP95"],
            ReadinessGate
                .Settings.Values.Where(s => s.Choices.Count > 0 && source.Gate.Choice(s) == "required")
                .Select(s => s.Key)
                .OrderBy(k => k, StringComparer.Ordinal)
        );
        Assert.Equal("measured", source.Gate.Values["stability"]);
        Assert.Equal("measured", source.Gate.Values["incidents"]);
    }

    [Fact]
    public void The_built_in_profile_names_the_checks_that_show_its_criteria() =>
        Assert.Equal(
            [("Coverage", 30), ("ConsecutiveDays", 30), ("ConsecutiveDays", 60), ("Availability", null)],
            BuiltInProfiles
                .Find("default")!
                .Phases.SelectMany(p => p.SuccessCriteria)
                .Where(c => c.VerifiedBy is not null)
                .Select(c => (c.VerifiedBy, c.Days))
        );

    [Fact]
    public void Thresholds_reach_the_gate()
    {
        var profile = ProfileReader.Read(
            Minimal.Replace("phases:", "gate: { incidentsLast30dMax: 1, incidents: measured }\nphases:", StringComparison.Ordinal),
            "x",
            null
        );
        Assert.Equal(1m, profile.Gate.Values["incidentsLast30dMax"]);
        Assert.Equal("measured", profile.Gate.Values["incidents"]);
        Assert.IsType<GateSettings>(profile.Gate);
    }
}
