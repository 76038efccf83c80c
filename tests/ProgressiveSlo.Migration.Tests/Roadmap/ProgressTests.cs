using ProgressiveSlo.Errors;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Migration.Roadmap;
using ProgressiveSlo.Migration.Verification;
using Xunit;

namespace ProgressiveSlo.Migration.Tests.Roadmap;

public sealed class ProgressTests
{
    private static readonly DateTime _now = Roadmaps.Start.AddDays(3).AddHours(9);
    private readonly SloMigration _migration = MigrationPlanner.Plan(Roadmaps.EightServices());

    [Fact]
    public void A_step_of_people_needs_evidence_and_keeps_who_and_when()
    {
        var done = _migration.Do("look", new StepCompletion("kim", _now) { Note = " OPS-7 " });
        var step = done.Step("look");
        Assert.Equal((StepState.Done, "OPS-7", "kim", _now, false), (step.State, step.Note, step.By, step.At!.Value, step.Forced));
        Assert.Equal(new MigrationChange("look", _now, "kim", "OPS-7"), Assert.Single(done.History));
        Assert.Equal(StepState.Open, _migration.Step("look").State);
        Assert.Equal(
            "Note: Nothing shows that 'look' is done. Say what shows it: a link or a sentence.",
            Refused(_migration, "look", new StepCompletion("kim", _now))
        );
        Assert.Equal(
            "Id: 'look' was done already, by kim at 2026-01-08T09:00:00Z. Leave it, or do it once more with -Force and a reason.",
            Refused(done, "look", new StepCompletion("kim", _now) { Note = "x" })
        );
    }

    [Fact]
    public void A_step_that_verifies_itself_cannot_be_ticked_by_hand()
    {
        var words = Refused(_migration, "pilot-deploy.low-a", new StepCompletion("kim", _now) { Note = "I saw it" });
        Assert.Equal(
            "Verification: 'pilot-deploy.low-a' verifies itself, and does not pass: RulesLoaded: There are no manifests to "
                + "compare with. Give -ManifestPath with the folder of manifests; or give -Force and a reason.",
            words
        );
        Assert.Equal(
            "Reason: 'pilot-deploy.low-a' is forced without a reason. Say why with -Reason: it is kept in the history.",
            Refused(_migration, "pilot-deploy.low-a", new StepCompletion("kim", _now) { Force = true })
        );
        var forced = _migration.Force("pilot-deploy.low-a");
        var change = Assert.Single(forced.History);
        Assert.True(change.Forced);
        Assert.False(change.Verified);
        Assert.Equal("for the test", change.Reason);
        Assert.Equal("RulesLoaded: Unknown (There are no manifests to compare with)", change.Note);
    }

    [Fact]
    public void A_step_that_passes_is_done_with_what_was_found_and_migrates_its_service()
    {
        ObservedRule rule = new(ObservedRuleKind.Recording, "slo:x", "sum(rate(a[5m]))");
        var evidence = new MigrationEvidence
        {
            Definitions = [Roadmaps.Defined("low-a", rule)],
            LoadedRules = [rule with { Expression = "sum (rate(a[300s]))", Group = "other" }],
        };
        var done = _migration.Do("pilot-deploy.low-a", new StepCompletion("kim", _now) { Verification = evidence, Note = "Run 12" });
        Assert.True(Assert.Single(done.History).Verified);
        Assert.Equal("Run 12; RulesLoaded: Pass (Prometheus has loaded 1 rule of 1 service)", done.Step("pilot-deploy.low-a").Note);
        Assert.Equal((true, _now), (done.FindService("low-a")!.Migrated, done.FindService("low-a")!.MigratedAt!.Value));
        Assert.Equal(0.125m, done.MigratedShare);
    }

    [Fact]
    public void Gates_are_passed_in_their_order_and_move_the_phase()
    {
        Assert.Equal(
            "Id: 'migration' is in Assessment, and 'gate-pilot' is the gate of Pilot. "
                + "Pass the phases in their order: gate-assessment is next.",
            Refused(_migration, "gate-pilot", new StepCompletion("kim", _now) { Force = true, Reason = "hurry" })
        );
        Assert.Contains(
            "StepsDone: 1 of 1 steps of Assessment are open: look.",
            Refused(_migration, "gate-assessment", new StepCompletion("kim", _now)),
            StringComparison.Ordinal
        );

        var done = _migration
            .Do("look", new StepCompletion("kim", _now) { Note = "x" })
            .Do("gate-assessment", new StepCompletion("kim", _now));
        Assert.Equal("Pilot", done.CurrentPhase);
        Assert.StartsWith(
            "Id: The gate of Assessment was passed at 2026-01-08T09:00:00Z by kim",
            Refused(done, "gate-assessment", new StepCompletion("kim", _now)),
            StringComparison.Ordinal
        );
        done = done.Force("gate-pilot").Force("gate-expansion");
        Assert.Equal("Optimization", done.CurrentPhase);
        Assert.DoesNotContain(done.Steps, s => s.IsGate && s.Phase == "Optimization");
    }

    [Fact]
    public void The_gate_waits_for_pilots_and_not_for_optional_steps_nor_waves()
    {
        var pilot = _migration
            .Do("look", new StepCompletion("kim", _now) { Note = "x" })
            .Do("gate-assessment", new StepCompletion("kim", _now));
        Assert.Contains(
            "3 of 3 steps of Pilot are open: pilot-deploy.low-a, pilot-deploy.medium-b, pilot-deploy.high-a",
            Refused(pilot, "gate-pilot", new StepCompletion("kim", _now)),
            StringComparison.Ordinal
        );
        foreach (var service in new[] { "low-a", "medium-b", "high-a" })
            pilot = pilot.Force("pilot-deploy." + service);
        Assert.Equal(
            "3 of 3 steps of Pilot are done",
            MigrationVerifiers.Verify(pilot, pilot.Step("gate-pilot"), MigrationEvidence.None)[0].Message
        );
        var expansion = pilot.Force("gate-pilot").Do("policies", new StepCompletion("kim", _now) { Note = "x" });
        Assert.Equal(
            "1 of 1 steps of Expansion are done",
            MigrationVerifiers.Verify(expansion, expansion.Step("gate-expansion"), MigrationEvidence.None)[0].Message
        );
    }

    [Fact]
    public void A_reason_belongs_to_force() =>
        Assert.StartsWith(
            "Reason: A reason belongs to a step that is forced.",
            Refused(_migration, "look", new StepCompletion("kim", _now) { Note = "x", Reason = "y" }),
            StringComparison.Ordinal
        );

    [Fact]
    public void What_was_found_is_kept_in_the_length_of_a_remark()
    {
        var evidence = new MigrationEvidence { Definitions = [], ParallelRuns = [] };
        var done = _migration
            .Do("look", new StepCompletion("kim", _now) { Note = "x" })
            .Do("gate-assessment", new StepCompletion("kim", _now));
        done = done.Do(
            "gate-pilot",
            new StepCompletion("kim", _now)
            {
                Verification = evidence,
                Force = true,
                Reason = "r",
                Note = new string('e', 1000),
            }
        );
        Assert.Equal(1000, done.History[^1].Note!.Length);
    }

    private static string Refused(SloMigration migration, string id, StepCompletion completion) =>
        Assert.Throws<SloValidationException>(() => migration.Do(id, completion)).Message;
}
