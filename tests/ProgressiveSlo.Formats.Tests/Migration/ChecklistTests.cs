using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Migration.Checklist;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Migration;

public sealed class ChecklistTests
{
    private static string BuiltIn
    {
        get
        {
            using var reader = new StreamReader(typeof(BuiltInChecklists).Assembly.GetManifestResourceStream("migration/migration")!);
            return reader.ReadToEnd();
        }
    }

    [Fact]
    public void The_guide_is_there_word_by_word()
    {
        var checklist = BuiltInChecklists.Default;
        static string Lines(System.Collections.Generic.IEnumerable<ChecklistItem> items) =>
            string.Join("; ", items.Select(i => i.Text + (i.Details.Count > 0 ? " (" + string.Join(", ", i.Details) + ")" : "")));

        Assert.Equal(
            ["Assessment 1-2", "Pilot 3-6", "Expansion 7-12", "Optimization 13+"],
            checklist.Phases.Select(p => p.Name + " " + p.Weeks)
        );
        Assert.Equal(
            [
                "Inventory existing SLOs and monitoring; Identify gaps in current implementation; Define target state",
                "Implement SLO-as-code for 2-3 pilot services; Validate approach; Refine templates and tooling",
                "Migrate all production services; Establish processes and training; Build confidence in automation",
                "Refine SLO targets; Improve automation; Drive continuous improvement",
            ],
            checklist.Phases.Select(p => string.Join("; ", p.Objectives))
        );
        Assert.Equal(
            [
                "Document existing SLOs (What services have SLOs?, How are they measured?, Where are they defined?); "
                    + "Assess current tooling (Prometheus/monitoring setup, Dashboard tools, Alerting infrastructure); Identify "
                    + "stakeholders (Service owners, SRE team, Product management)",
                "Select pilot services (different characteristics, team buy-in); Create SLO definitions (templates from "
                    + "library, customized for each service); Deploy automation (GitOps pipeline, validation, monitoring); Run "
                    + "in parallel (keep existing SLOs, compare automated vs manual)",
                "Migrate services by tier (start with best-effort, move to critical last); Train teams (SLO-as-code "
                    + "concepts, GitOps workflow, Troubleshooting); Establish review process (SLO change reviews, Regular SLO "
                    + "meetings)",
                "Analyze SLO performance (Review adherence, Adjust targets, Optimize alerts); Enhance automation (more "
                    + "templates, better validation, automated remediation); Expand scope (new SLI types, multi-region SLOs, "
                    + "composite SLOs)",
            ],
            checklist.Phases.Select(p => Lines(p.Activities))
        );
        Assert.Equal(
            [
                "Current state documentation; Gap analysis; Migration roadmap",
                "Automated SLOs match manual SLOs; Deployments succeed; Alerts fire correctly",
                "80%+ services migrated; Teams comfortable with process; Error budget policies in use",
                "All services on automated SLOs; Regular refinement process; SLOs driving decisions",
            ],
            checklist.Phases.Select(p => Lines(p.Deliverables.Concat(p.SuccessCriteria)))
        );
        Assert.Equal(
            [
                "Prerequisites: Prometheus deployed and stable; Grafana for dashboards; Git repository for SLO "
                    + "definitions; CI/CD pipeline available; Kubernetes cluster (if using CRDs)",
                "Setup: Install SLO automation tools; Configure Prometheus integration; Set up GitOps "
                    + "workflow; Deploy Kubernetes CRDs (optional); Create initial templates",
                "Pilot Services: Select 2-3 pilot services; Define SLOs in YAML; Validate definitions; Deploy to "
                    + "monitoring; Verify metrics and alerts; Run parallel for 2 weeks; Get team feedback",
                "Production Rollout: Create SLO definitions for all services; Validate all definitions; Deploy in phases "
                    + "(by tier); Train service owners; Document processes; Establish review cadence; Decommission manual SLOs",
                "Continuous Improvement: Monthly SLO reviews; Quarterly target adjustments; Regular "
                    + "template updates; Automation enhancements; Team training refreshers",
            ],
            checklist.Sections.Select(s => s.Name + ": " + Lines(s.Steps))
        );
    }

    [Theory]
    [InlineData("low")]
    [InlineData("bronze")]
    [InlineData("Tier 4")]
    public void The_vocabularies_of_tiers_agree(string first)
    {
        var tiers = BuiltInChecklists.Default.Tiers;
        Assert.Equal(tiers.RankOf("best-effort"), tiers.RankOf(first));
        Assert.Equal(tiers.RankOf("critical"), tiers.RankOf("TIER-0"));
        Assert.Equal(tiers.RankOf("critical"), tiers.RankOf("gold"));
        Assert.True(
            tiers.RankOf("silver") > tiers.RankOf("bronze")
                && tiers.RankOf("gold") > tiers.RankOf("silver")
                && tiers.RankOf("platinum") > tiers.RankOf("gold")
        );
        Assert.True(
            tiers.RankOf("tier-3") > tiers.RankOf("tier-4")
                && tiers.RankOf("tier-2") > tiers.RankOf("tier-3")
                && tiers.RankOf("tier-1") > tiers.RankOf("tier-2")
                && tiers.RankOf("tier-0") > tiers.RankOf("tier-1")
        );
    }

    [Theory]
    [InlineData("  weeks: 3-6\n", "  weeks: 6-3\n", "phases[1].weeks: '6-3' are not weeks. Write the first and the last week")]
    [InlineData("  weeks: 3-6\n", "  weeks: 2-6\n", "phases[1].weeks: The phase begins before the one ahead of it ends.")]
    [InlineData("  weeks: 3-6\n", "  weeks: 3+\n", "phases[2].weeks: The phase begins before the one ahead of it ends.")]
    [InlineData("  waves: true\n", "", "phases: Waves are planned in exactly one phase. Write waves: true for one of them.")]
    [InlineData(
        "verification: ShareMigrated\n    minimum: 0.8",
        "verification: ShareMigratd\n    minimum: 0.8",
        "phases[2].successCriteria[0].verification: There is no verifier 'ShareMigratd'. Perhaps 'ShareMigrated' is meant."
    )]
    [InlineData(
        "minimum: 0.8\n  - text: Teams",
        "minimum: 80\n  - text: Teams",
        "phases[2].successCriteria[0].minimum: The minimum is not a share. Write a number above 0, at most 1, for example 0.8."
    )]
    [InlineData(
        "    scope: service\n",
        "    scope: galaxy\n",
        "checklist[3].steps[2].scope: 'galaxy' is nothing that steps are done for. Write one of migration, pilot, wave, service."
    )]
    [InlineData(
        "    id: deploy-by-tier\n",
        "",
        "checklist[3].steps[2].id: A line with scope, verification, minimum, optional, migrates, cmdlet or owner is a step"
    )]
    [InlineData(
        "    id: install-tools\n",
        "    id: git-repository\n",
        "checklist[1].steps[0].id: There are two steps 'git-repository'. Give each its own id."
    )]
    [InlineData("    id: install-tools\n", "    id: gate-pilot\n", "checklist[1].steps[0].id: There are two steps 'gate-pilot'.")]
    [InlineData("    id: install-tools\n", "    id: Install Tools\n", "checklist[1].steps[0].id: 'Install Tools' is not a slug.")]
    [InlineData(
        "steps: [deploy-by-tier]",
        "steps: [deploy-by-teir]",
        "phases[2].activities[0].steps: There is no step 'deploy-by-teir'. Perhaps 'deploy-by-tier' is meant."
    )]
    [InlineData(
        "  phase: Pilot\n  steps:\n  - text: Install",
        "  phase: Pilots\n  steps:\n  - text: Install",
        "checklist[1].phase: There is no phase 'Pilots'. Write one of Assessment, Pilot, Expansion, Optimization."
    )]
    [InlineData("[mission-critical, platinum]", "[mission-critical, Gold]", "tiers: 'gold' stands there twice. Give each word one rank.")]
    [InlineData("[mission-critical, platinum]", "{a: b}", "tiers[5]: Here is a mapping, and the words of a rank belong here.")]
    [InlineData("servicesPerOwner: 2", "servicesPerOwner: 0", "servicesPerOwner: A wave takes no service.")]
    [InlineData("    migrates: true\n  - text: Verify", "  - text: Verify", "checklist: No step migrates pilots.")]
    [InlineData("description:", "descripton:", "descripton: The key is unknown. Did you mean 'description'? Otherwise remove it.")]
    public void Each_error_of_a_checklist_names_place_field_and_mend(string was, string now, string message)
    {
        var good = BuiltIn;
        var at = good.IndexOf(was, StringComparison.Ordinal);
        Assert.True(at >= 0, was);
        var error = Assert.Throws<SloDocumentException>(() =>
            ChecklistReader.Read(good[..at] + now + good[(at + was.Length)..], "mine.yaml", null)
        );
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Matches(@"^mine\.yaml\(\d+,\d+\): ", error.Message);
    }
}
