using ProgressiveSlo.Findings;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Migration.ParallelRun;
using ProgressiveSlo.Migration.Prerequisites;
using ProgressiveSlo.Migration.Roadmap;
using ProgressiveSlo.Migration.Verification;
using ProgressiveSlo.Readiness;
using Xunit;

namespace ProgressiveSlo.Migration.Tests.Roadmap;

public sealed class VerifierTests
{
    private readonly SloMigration _migration = MigrationPlanner.Plan(Roadmaps.EightServices());

    [Fact]
    public void Without_evidence_no_verifier_passes_but_those_that_need_none()
    {
        string[] passed = [.. MigrationVerifiers.Names.Where(n => Check(n, MigrationEvidence.None).Status == CheckStatus.Pass)];
        Assert.Equal(["PilotsSelected", "TierOrderKept"], passed);
        Assert.All(
            MigrationVerifiers.Names.Select(n => Check(n, MigrationEvidence.None)).Where(c => c.Status != CheckStatus.Pass),
            c => Assert.NotEmpty(c.Guidance)
        );
    }

    [Fact]
    public void An_inventory_counts_when_there_is_something_in_it()
    {
        Assert.Equal(CheckStatus.Fail, Check("InventoryTaken", new() { Inventory = [] }).Status);
        Assert.Equal(
            "2 SLOs in 2 places; 1 of 8 services have one",
            Check("InventoryTaken", new() { Inventory = [Roadmaps.Item("Low A", true), Roadmaps.Item("other", true)] }).Message
        );
    }

    [Fact]
    public void Prerequisites_of_the_area_decide_that_are_required_and_were_probed()
    {
        SloPrerequisite[] rest =
        [
            P("Pass") with
            {
                Name = "GitRepository",
            },
            P("Pass") with
            {
                Name = "GitRemote",
            },
            P("Pass") with
            {
                Name = "GitClean",
            },
        ];
        CheckStatus Git(params SloPrerequisite[] found) => Check("RepositoryReady", new() { Prerequisites = [.. found, .. rest] }).Status;
        SloPrerequisite P(string status, bool required = true, string area = PrerequisiteArea.Repository) =>
            new()
            {
                Name = "Git",
                Area = area,
                Status = status,
                Required = required,
                Message = "m",
                Guidance = "g",
            };

        Assert.Equal(CheckStatus.Pass, Git(P("Pass"), P("Fail", required: false), P("Fail", area: PrerequisiteArea.Grafana)));
        Assert.Equal(CheckStatus.Fail, Git(P("Pass"), P("Fail"), P("Unknown")));
        Assert.Equal(CheckStatus.Unknown, Git(P("Pass"), P("Unknown")));
        Assert.Equal(CheckStatus.Unknown, Check("RepositoryReady", new() { Prerequisites = [P("Skipped")] }).Status);
        Assert.Equal(CheckStatus.Unknown, Check("RepositoryReady", new() { Prerequisites = [] }).Status);

        // Nobody knows about those that somebody has left out.
        Assert.Equal("GitClean was not probed", Check("RepositoryReady", new() { Prerequisites = rest[..2] }).Message);
        Assert.Equal(CheckStatus.Unknown, Check("RepositoryReady", new() { Prerequisites = rest[..2] }).Status);
        Assert.Equal("Git: m; Git: m", Check("RepositoryReady", new() { Prerequisites = [P("Fail"), P("Fail")] }).Message);
        Assert.Equal(
            "g",
            Check("GrafanaReady", new() { Prerequisites = [P("Skipped", required: false, area: PrerequisiteArea.Grafana)] }).Guidance
        );
    }

    [Fact]
    public void What_was_probed_is_met_when_all_that_is_required_passes()
    {
        bool Met(params string[] statuses) =>
            SloPrerequisite.AreMet(statuses.Select(s => new SloPrerequisite { Status = s, Required = true }));
        Assert.True(Met("Pass", "Skipped"));
        Assert.False(Met("Pass", "Fail"));
        Assert.False(Met("Pass", "Unknown"));
        Assert.False(Met("Skipped"));
        Assert.True(SloPrerequisite.AreMet([new() { Status = "Pass", Required = true }, new() { Status = "Fail" }]));
    }

    [Fact]
    public void Errors_of_others_do_not_hold_a_service_but_a_file_of_nobody_does()
    {
        var step = Step("DefinitionsValid") with { Service = "low-a" };
        var evidence = new MigrationEvidence
        {
            Definitions = [Roadmaps.Defined("low-a"), Roadmaps.Defined("high-a")],
            Findings = [Finding("slo/high-a.yaml", null), Finding("slo/low-a.yaml", "high-a")],
        };
        Assert.Equal(CheckStatus.Pass, Check(step, evidence).Status);
        Assert.Equal(CheckStatus.Fail, Check(step, evidence with { Findings = [Finding("slo/low-a.yaml", null)] }).Status);
        Assert.Equal(
            CheckStatus.Pass,
            Check(step, evidence with { Findings = [Finding("slo/low-a.yaml", null) with { Severity = FindingSeverity.Warning }] }).Status
        );
        Assert.Equal(
            "slo/broken.yaml(3): Error YamlSyntax: It is broken",
            Check(step, evidence with { Findings = [Finding("slo/broken.yaml", null)] }).Message
        );
        Assert.Equal("There is no definition for low-a", Check(step, evidence with { Definitions = [Roadmaps.Defined("high-a")] }).Message);
    }

    [Fact]
    public void Rules_are_compared_by_kind_name_labels_and_what_they_say()
    {
        ObservedRule rule = new(ObservedRuleKind.Recording, "slo:x", "sum(a)")
        {
            Labels = new Dictionary<string, string> { ["id"] = "1", ["b"] = "2" },
        };
        var step = Step("RulesLoaded") with { Service = "low-a" };
        var evidence = new MigrationEvidence { Definitions = [Roadmaps.Defined("low-a", rule)] };
        CheckStatus With(ObservedRule loaded) => Check(step, evidence with { LoadedRules = [loaded] }).Status;

        Assert.Equal(CheckStatus.Unknown, Check(step, evidence).Status);
        Assert.Equal(
            CheckStatus.Pass,
            With(
                rule with
                {
                    Labels = new Dictionary<string, string> { ["b"] = "2", ["id"] = "1" },
                    Expression = "( sum (a) )",
                }
            )
        );
        Assert.Equal(CheckStatus.Fail, With(rule with { Kind = ObservedRuleKind.Alert }));
        Assert.Equal(CheckStatus.Fail, With(rule with { Labels = new Dictionary<string, string> { ["id"] = "1" } }));
        Assert.Equal(
            "low-a-availability: slo:x is loaded with another query",
            Check(step, evidence with { LoadedRules = [rule with { Expression = "sum(b)" }] }).Message
        );
        Assert.Equal("low-a-availability: slo:x is not loaded", Check(step, evidence with { LoadedRules = [] }).Message);
        Assert.Equal("There is no definition for low-a", Check(step, evidence with { Definitions = [], LoadedRules = [] }).Message);

        // One flavor that is loaded whole suffices.
        var flavors = new DefinedSlo(
            Roadmaps.Definition("low-a"),
            [
                [rule with { Name = "other" }],
                [rule],
            ]
        );
        Assert.Equal(CheckStatus.Pass, Check(step, new() { Definitions = [flavors], LoadedRules = [rule] }).Status);
    }

    [Fact]
    public void A_parallel_run_agrees_over_two_weeks_or_does_not_count()
    {
        var step = Step("ParallelRunAgrees") with { Service = "low-a" };
        var run = new ParallelRunResult
        {
            Service = "low-a",
            Verdict = ParallelRunVerdict.Agrees,
            From = Roadmaps.Start,
            To = Roadmaps.Start.AddDays(14),
        };
        MigrationCheck With(params ParallelRunResult[] runs) => Check(step, new() { ParallelRuns = runs });
        Assert.Equal(CheckStatus.Pass, With(run).Status);
        Assert.Equal("The parallel run of low-a has 13 days, and 14 are needed", With(run with { To = run.To.AddSeconds(-1) }).Message);
        Assert.Equal(
            "The parallel run of low-a (latency) does not agree: other selector",
            With(
                run,
                run with
                {
                    Name = "latency",
                    Verdict = ParallelRunVerdict.Disagrees,
                    Reasons = [new("Note", "nothing"), new("SelectorDiffers", "other selector") { IsDifference = true }],
                }
            ).Message
        );
        Assert.Equal(
            "The parallel run of low-a has too little evidence",
            With(run with { Verdict = ParallelRunVerdict.InsufficientEvidence }).Message
        );
        Assert.Equal("There is no parallel run of low-a", With(run with { Service = "high-a" }).Message);
    }

    [Theory]
    [InlineData(6, false)]
    [InlineData(7, true)]
    public void The_share_is_that_of_services_which_no_hand_wrote(int managed, bool passes)
    {
        SloInventoryItem[] items = [.. _migration.Services.Select((s, i) => Roadmaps.Item(s.Name, handWritten: i >= managed))];
        Assert.Equal(passes, Check("ShareMigrated", new() { Inventory = items }).Status == CheckStatus.Pass);
        Assert.Equal(
            managed == 8,
            Check(Step("ShareMigrated") with { Minimum = 1 }, new() { Inventory = items }).Status == CheckStatus.Pass
        );
    }

    [Fact]
    public void A_tier_waits_for_those_before_it()
    {
        var high = Step("TierOrderKept") with { Service = "high-b" };
        Assert.Equal(
            "high-b (high) comes when 0 of 1 service of the tier low are migrated, and 80% are needed; high-b "
                + "(high) comes when 0 of 1 service of the tier medium are migrated, and 80% are needed",
            Check(high, MigrationEvidence.None).Message
        );
        var done = _migration.Force("deploy.low-b").Force("deploy.medium-a");
        Assert.Equal(CheckStatus.Pass, MigrationVerifiers.Verify(done, high, MigrationEvidence.None).Single().Status);

        var gate = Step("TierOrderKept");
        Assert.Equal(CheckStatus.Pass, MigrationVerifiers.Verify(done, gate, MigrationEvidence.None).Single().Status);
        var wrong = _migration.Force("deploy.critical-a", 1).Force("deploy.low-b", 2).Force("deploy.medium-a", 3).Force("deploy.high-b", 4);
        Assert.StartsWith(
            "critical-a (critical) comes when 0 of 1 service of the tier low are migrated",
            MigrationVerifiers.Verify(wrong, gate, MigrationEvidence.None).Single().Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Hand_written_slos_are_gone_when_the_inventory_has_none()
    {
        var step = Step("ManualRemoved") with { Service = "low-a" };
        Assert.Equal(
            "low-a has no SLO-as-code; low-a still has the hand-written low-a-availability in rules/low-a.yml",
            Check(step, new() { Inventory = [Roadmaps.Item("low-a", true)] }).Message
        );
        Assert.Equal(
            CheckStatus.Pass,
            Check(step, new() { Inventory = [Roadmaps.Item("low-a", false), Roadmaps.Item("high-a", true)] }).Status
        );
    }

    private static SloFinding Finding(string path, string? service) =>
        new("YamlSyntax", FindingSeverity.Error, "It is broken", path, 3, "", "Fix it") { Service = service };

    private static MigrationStep Step(string verifier) => new("x", "Expansion", "Any", "Any") { Verification = [verifier] };

    private MigrationCheck Check(string verifier, MigrationEvidence evidence) => Check(Step(verifier), evidence);

    private MigrationCheck Check(MigrationStep step, MigrationEvidence evidence) =>
        MigrationVerifiers.Verify(_migration, step, evidence).Single();
}
