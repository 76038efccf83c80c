using ProgressiveSlo.Changes;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Changes;

/// <summary>The rules for changes of plans, without Git and without files.</summary>
public sealed class PlanChangeComparisonTests
{
    private static readonly DateTime _now = FixedClock.Default.UtcNow;
    private static readonly SourceLayout _layout = new("plans", "manifests");
    private static readonly SloPlan _plan = Plan("api");

    [Fact]
    public void What_is_the_same_on_both_sides_is_no_change()
    {
        var side = Side(("plans/a.yaml", _plan));
        Assert.Empty(PlanChangeComparison.Compare(new PlanChangeRequest(_layout, side, side, _now)));
    }

    [Fact]
    public void A_plan_is_its_namespace_and_service_letter_by_letter()
    {
        foreach (var other in new[] { Plan("Api"), Plan("api", "Production") })
        {
            var changes = PlanChangeComparison.Compare(
                new PlanChangeRequest(_layout, Side(("plans/a.yaml", _plan)), Side(("plans/b.yaml", other)), _now)
            );
            Assert.Equal([PlanChangeKind.Removed, PlanChangeKind.Added], changes.Select(c => c.Kind));
        }

        var renamed = Compare(("plans/a.yaml", _plan), ("plans/b.yaml", _plan));
        Assert.Equal((PlanChangeKind.Renamed, "plans/a.yaml"), (renamed.Kind, renamed.PreviousPath));
        Assert.True(renamed.Allowed);
    }

    [Fact]
    public void Warnings_of_many_files_stand_against_nothing()
    {
        var side = Side(("plans/a.yaml", _plan));
        var changed = Enumerable.Range(0, 300).Select(i => $"evidence/{i}.csv").ToArray();
        var changes = PlanChangeComparison.Compare(new PlanChangeRequest(_layout, side, side, _now) { ChangedElsewhere = changed });
        Assert.Contains(changes, c => c.Findings.Any(f => f.Code == "FindingsMany"));
        Assert.All(changes, c => Assert.True(c.Allowed, string.Join("; ", c.Findings)));
    }

    [Theory]
    [InlineData("slo", "slo")]
    [InlineData("slo", "slo/manifests")]
    [InlineData("slo/plans", "slo")]
    public void Folders_that_overlap_are_refused(string plans, string manifests)
    {
        var error = Assert.Throws<SloValidationException>(() => new SourceLayout(plans, manifests).CheckFolders("ManifestFolder"));
        Assert.Equal("ManifestFolder", error.Problem.Field);
        new SourceLayout("slo", "slo-manifests").CheckFolders("ManifestFolder");
    }

    // What is forgotten would otherwise be chosen by whoever gives the file another name.
    [Theory]
    [InlineData("Api", "production")]
    [InlineData("api", "Production")]
    [InlineData("api-2", "production")]
    public void A_plan_that_takes_the_place_of_a_removed_one_is_refused(string service, string @namespace)
    {
        var other = Plan(service, @namespace, _now);
        SloPlanChange Added(bool allowForced) =>
            PlanChangeComparison
                .Compare(
                    new PlanChangeRequest(_layout, Side(("plans/a.yaml", _plan)), Side(("plans/b.yaml", other)), _now)
                    {
                        AllowForced = allowForced,
                    }
                )
                .Single(c => c.Kind == PlanChangeKind.Added);
        var finding = Assert.Single(Added(allowForced: false).Findings);
        Assert.Equal("PlanReplaced", finding.Code);
        Assert.Contains("begins on " + Time.UtcTime.DateText(_now), finding.Message, StringComparison.Ordinal);
        Assert.False(Added(allowForced: false).Allowed);
        Assert.True(Added(allowForced: true).Allowed);
    }

    // Scripts that judge nothing are in many repositories: somebody looks, and merges.
    [Fact]
    public void A_promotion_with_what_a_pipeline_may_run_is_a_warning()
    {
        SloFinding? Found(IReadOnlyList<string> judges, SloPlan after) =>
            PlanChangeComparison
                .Compare(
                    new PlanChangeRequest(_layout, Side(("plans/a.yaml", _plan)), Side(("plans/a.yaml", after)), _now)
                    {
                        ChangedElsewhere = judges,
                        ProgramsElsewhere = ["Makefile", "ci/gate.sh"],
                    }
                )
                .SelectMany(c => c.Findings)
                .SingleOrDefault(f => f.Code == "JudgeChangedWithMove");
        var finding = Found([], Prove(Move(_plan)));
        Assert.Equal(FindingSeverity.Warning, finding?.Severity);
        Assert.Contains("Makefile, ci/gate.sh", finding!.Message, StringComparison.Ordinal);
        Assert.Equal(FindingSeverity.Error, Found(["gate.ps1"], Prove(Move(_plan)))?.Severity);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_not_removed()
    {
        var entry = new SourceEntry("plans/a.yaml", SourceEntryKind.File, "00000000");
        var broken = new PlanFile(entry, null, [new DocumentProblem("plans/a.yaml", 1, 1, new FieldProblem("", "No", "Yes"))]);
        var change = Assert.Single(
            PlanChangeComparison.Compare(
                new PlanChangeRequest(_layout, Side(("plans/a.yaml", _plan)), new SourceSide([entry], [broken]), _now)
            )
        );
        Assert.Equal("PlanInvalid", Assert.Single(change.Findings).Code);
    }

    [Fact]
    public void The_first_gate_is_that_of_the_target_branch_and_later_ones_are_those_of_the_branch()
    {
        var after = Prove(Move(Move(_plan)));
        var asked = new List<PlannedPhase>();
        var change = Compare(
            ("plans/a.yaml", _plan),
            ("plans/a.yaml", after),
            phase =>
            {
                asked.Add(phase);
                return new GateAnswer(null, "Nothing is known");
            }
        );
        Assert.Equal(["baseline", "improvement"], asked.Select(p => p.Name));
        Assert.Same(_plan.Phases[0], asked[0]);
        Assert.Same(after.Phases[1], asked[1]);
        Assert.Equal(["GateNotJudged", "GateNotJudged"], change.Findings.Select(f => f.Code));
        Assert.True(change.IsPromotion);
    }

    [Fact]
    public void A_forced_move_is_judged_and_passes_where_the_owner_of_the_run_says_so()
    {
        var asked = 0;
        var change = Compare(
            ("plans/a.yaml", _plan),
            ("plans/a.yaml", Move(_plan)),
            _ =>
            {
                asked++;
                return new GateAnswer(null, "Nothing is known");
            }
        );
        Assert.Equal(1, asked);
        Assert.False(change.Allowed);
        Assert.Equal("MoveForced", Assert.Single(change.Findings).Code);
        Assert.True(Assert.Single(change.Moves).IsForced);

        var allowed = Compare(("plans/a.yaml", _plan), ("plans/a.yaml", Move(_plan)), allowForced: true);
        Assert.True(allowed.Allowed);
        Assert.Equal(FindingSeverity.Warning, Assert.Single(allowed.Findings).Severity);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_begins_a_new_record_in_Set_SloPlan_is_refused_without_its_entry(bool isBegun)
    {
        var profile = TestProfiles.Default;
        var plan = Plan("api", start: isBegun ? null : _now.Date);
        var with = new PlanEdit("kim", _now);
        PlanEdit[] edits =
        [
            with with
            {
                Window = TimeSpan.FromDays(28),
            },
            with with
            {
                Indicator = RatioIndicator.Default,
                TrialsPerDay = 24,
            },
            with with
            {
                Profile = new PhaseProfile("other", profile.Phases, profile.Gate),
            },
        ];
        foreach (var edit in edits)
        {
            var edited = PlanEdits.Apply(plan, edit);
            Assert.Equal(isBegun, edited.IsNewRecord);
            var change = Compare(("plans/a.yaml", plan), ("plans/a.yaml", edited.Plan));
            Assert.True(change.Allowed);
            Assert.Contains(change.Findings, f => f.Code == "PlanRulesChanged");
            if (!isBegun)
                continue;
            var silent = edited.Plan.With([.. plan.Phases.Select(p => p.StartDate)], plan.CurrentPhase, plan.History);
            var finding = Assert.Single(Compare(("plans/a.yaml", plan), ("plans/a.yaml", silent)).Findings);
            Assert.Equal(("PlanRulesUnrecorded", FindingSeverity.Error), (finding.Code, finding.Severity));
        }
    }

    [Fact]
    public void Of_two_files_on_the_target_branch_the_one_that_has_come_least_far_is_compared_with()
    {
        var far = Prove(Move(_plan));
        var changes = PlanChangeComparison.Compare(
            new PlanChangeRequest(
                _layout,
                Side(("plans/a.yaml", _plan), ("plans/b.yaml", far)),
                Side(("plans/c.yaml", Prove(Move(Move(_plan))))),
                _now
            )
        );
        Assert.Equal("baseline", Assert.Single(changes).From);
        Assert.Equal(2, changes[0].Moves.Count);
    }

    [Fact]
    public void Plans_of_one_service_in_two_namespaces_are_judged_each_on_evidence_that_names_it_and_on_no_other()
    {
        var staging = Plan("api", "staging");
        var changes = PlanChangeComparison.Compare(
            new PlanChangeRequest(
                _layout,
                Side(("plans/a.yaml", _plan), ("plans/b.yaml", staging)),
                Side(("plans/a.yaml", Prove(Move(_plan))), ("plans/b.yaml", Prove(Move(staging)))),
                _now
            )
            {
                // Numbers that open every gate, for staging alone.
                Judge = phase => new GateAnswer(
                    new ReadinessGate(FixedClock.Default).Evaluate(
                        phase,
                        new SloEvidence
                        {
                            Service = "api",
                            Namespace = phase.Namespace == "staging" ? "staging" : null,
                            Availability = 1,
                            LatencyP95 = 1,
                        },
                        GateOptions.Default
                    ),
                    null
                ),
            }
        );
        Assert.Equal(2, changes.Count);
        var refused = Assert.Single(changes, c => c.Findings.Any(f => f.Message.Contains("several namespaces", StringComparison.Ordinal)));
        Assert.Equal(("production", "GateNotJudged"), (refused.After!.Namespace, Assert.Single(refused.Findings).Code));
        Assert.Empty(changes.Single(c => c.After!.Namespace == "staging").Findings);
    }

    [Fact]
    public void An_entry_of_long_ago_is_refused()
    {
        var change = Compare(("plans/a.yaml", _plan), ("plans/a.yaml", Move(_plan, _now.AddDays(-15))));
        Assert.Equal(["MoveBackdated", "MoveForced"], change.Findings.Select(f => f.Code).Order());
        Assert.All(change.Findings, f => Assert.Equal(FindingSeverity.Error, f.Severity));
        Assert.DoesNotContain(
            Compare(("plans/a.yaml", _plan), ("plans/a.yaml", Move(_plan, _now.AddDays(-13)))).Findings,
            f => f.Code == "MoveBackdated"
        );
    }

    [Theory]
    [InlineData("Ready", null, false)]
    [InlineData("Ready", "sha256:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef", false)]
    [InlineData("Ready", "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde", false)]
    [InlineData("ready", "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", false)]
    [InlineData("InsufficientEvidence", "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", false)]
    [InlineData("Ready", "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", true)]
    public void Proof_is_the_word_Ready_and_a_whole_digest(string verdict, string? digest, bool isProof)
    {
        var after = Prove(Move(_plan), verdict, _ => digest);
        Assert.Equal(!isProof, Compare(("plans/a.yaml", _plan), ("plans/a.yaml", after)).Findings.Any(f => f.Code == "MoveUnproven"));
    }

    [Fact]
    public void A_reset_is_a_move_that_needs_a_reason()
    {
        var reset = _plan.With(
            [_now.Date, .. _plan.Phases.Skip(1).Select(p => p.StartDate.AddDays(100))],
            "baseline",
            Linked([new PlanHistoryEntry("baseline", "baseline", _now, "kim") { Reason = "Another metric" }])
        );
        var change = Compare(("plans/a.yaml", _plan), ("plans/a.yaml", reset));
        Assert.Equal(PlanMoveKind.Reset, Assert.Single(change.Moves).Kind);
        Assert.DoesNotContain(change.Findings, f => f.Severity == FindingSeverity.Error);
        var silent = reset.With([.. reset.Phases.Select(p => p.StartDate)], "baseline", Linked([reset.History[0] with { Reason = null }]));
        var found = Compare(("plans/a.yaml", _plan), ("plans/a.yaml", silent)).Findings;
        Assert.Equal("MoveWithoutReason", Assert.Single(found, f => f.Severity == FindingSeverity.Error).Code);
    }

    [Fact]
    public void An_entry_that_was_written_by_hand_is_refused()
    {
        var moved = Prove(Move(Move(_plan)));
        foreach (var index in new[] { 0, 1 })
        {
            PlanHistoryEntry[] history = [.. moved.History];
            history[index] = history[index] with { By = "eve" };
            var edited = moved.With([.. moved.Phases.Select(p => p.StartDate)], moved.CurrentPhase, history);
            var broken = Compare(("plans/a.yaml", _plan), ("plans/a.yaml", edited)).Findings.Where(f => f.Code == "HistoryBroken");

            // The entry itself, and the one behind it.
            Assert.Equal(Enumerable.Range(index, 2 - index).Select(i => $"history[{i}]"), broken.Select(f => f.Field));
        }
    }

    [Fact]
    public void A_plan_that_has_not_begun_may_begin_on_another_day()
    {
        var later = Plan("api", start: _now.AddDays(10));
        Assert.True(Compare(("plans/a.yaml", later), ("plans/a.yaml", Plan("api", start: _now.AddDays(20)))).Allowed);
        Assert.False(Compare(("plans/a.yaml", _plan), ("plans/a.yaml", Plan("api", start: _now.AddDays(20)))).Allowed);
    }

    [Fact]
    public void A_plan_that_cannot_be_read_on_the_target_branch_is_judged_as_a_new_one()
    {
        var problem = new DocumentProblem("plans/a.yaml", 3, 1, new FieldProblem("kind", "It is not a plan", "Write one"));
        SourceSide broken = new([], [new PlanFile(new SourceEntry("plans/a.yaml", SourceEntryKind.File, "1"), null, [problem])]);
        var change = Assert.Single(
            PlanChangeComparison.Compare(new PlanChangeRequest(_layout, broken, Side(("plans/a.yaml", Prove(Move(_plan)))), _now))
        );
        Assert.Equal(["PlanBeginsLate", "TargetPlanInvalid"], change.Findings.Select(f => f.Code).Order());

        var unread = Assert.Single(
            Assert.Single(PlanChangeComparison.Compare(new PlanChangeRequest(_layout, new SourceSide([], []), broken, _now))).Findings
        );
        Assert.Equal(("PlanInvalid", "plans/a.yaml", 3, "kind"), (unread.Code, unread.Path, unread.Line, unread.Field));
    }

    [Theory]
    [InlineData("plans/a.yaml", null)]
    [InlineData("plans/README.md", null)]
    [InlineData("plans/.gitkeep", null)]
    [InlineData("plans/evidence/a.csv", null)]
    [InlineData("manifests/PrometheusRule/a.yaml", null)]
    [InlineData("manifests/com10.yaml", null)]
    [InlineData("plans/a.Yml", "FileOutsideLayout")]
    [InlineData("plans/sub/a.yml", "FileOutsideLayout")]
    [InlineData("plans/.a.yaml", "FileOutsideLayout")]
    [InlineData("plans", "FileOutsideLayout")]
    [InlineData("manifests/a\\b", "FileName")]
    [InlineData("manifests/a\u0085b", "FileName")]
    [InlineData("manifests/.GIT/config", "FileName")]
    [InlineData("manifests/com1.yaml", "FileName")]
    [InlineData("manifests/a /b", "FileName")]
    [InlineData("plans/.gitattributes", "FileOutsideLayout")]
    [InlineData("manifests/own/.gitattributes", "FileOutsideLayout")]
    public void Names_and_places_have_rules(string path, string? code)
    {
        var side = new SourceSide([new SourceEntry(path, SourceEntryKind.File, "1")], []);
        var codes = PlanChangeComparison
            .Compare(new PlanChangeRequest(_layout, new SourceSide([], []), side, _now))
            .SelectMany(c => c.Findings)
            .Select(f => f.Code);
        Assert.Equal(code is null ? [] : [code], codes);
    }

    [Theory]
    [InlineData(SourceEntryKind.Executable, "FileExecutable")]
    [InlineData(SourceEntryKind.Link, "FileLink")]
    [InlineData(SourceEntryKind.Submodule, "FileSubmodule")]
    [InlineData(SourceEntryKind.Other, "FileMode")]
    public void What_is_not_a_plain_file_is_refused_on_the_branch_alone(SourceEntryKind kind, string code)
    {
        var side = new SourceSide([new SourceEntry("plans/a.yaml", kind, "1")], []);
        var change = Assert.Single(PlanChangeComparison.Compare(new PlanChangeRequest(_layout, new SourceSide([], []), side, _now)));
        Assert.Equal(code, Assert.Single(change.Findings).Code);
        Assert.False(change.Allowed);
        Assert.Empty(PlanChangeComparison.Compare(new PlanChangeRequest(_layout, side, new SourceSide([], []), _now)));
    }

    private static SloPlanChange Compare(
        (string Path, SloPlan Plan) before,
        (string Path, SloPlan Plan) after,
        Func<PlannedPhase, GateAnswer>? judge = null,
        bool allowForced = false
    ) =>
        PlanChangeComparison
            .Compare(new PlanChangeRequest(_layout, Side(before), Side(after), _now) { Judge = judge, AllowForced = allowForced })
            .Single();

    // The same plan has the same content.
    private static SourceSide Side(params (string Path, SloPlan Plan)[] plans)
    {
        PlanFile[] files =
        [
            .. plans.Select(p => new PlanFile(
                new SourceEntry(
                    p.Path,
                    SourceEntryKind.File,
                    System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(p.Plan).ToString("x8", null)
                ),
                p.Plan,
                []
            )),
        ];
        return new SourceSide([.. files.Select(f => f.Entry)], files);
    }

    private static SloPlan Plan(string service, string @namespace = "production", DateTime? start = null) =>
        SloPlanner.Plan(
            SloPlanner.CreateSpec(service, TestProfiles.Default, RatioIndicator.Default, SloPlanner.DefaultWindow, @namespace),
            start ?? new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc)
        );

    private static SloPlan Move(SloPlan plan, DateTime? at = null) =>
        PlanTransitions.Apply(plan, new PlanTransition("kim", at ?? _now) { Force = true, Reason = "x" });

    // The same moves on evidence, each on another piece of it.
    private static SloPlan Prove(SloPlan plan) => Prove(plan, "Ready", i => "sha256:" + new string('a', 63) + i);

    private static SloPlan Prove(SloPlan plan, string verdict, Func<int, string?> digest) =>
        plan.With(
            [.. plan.Phases.Select(p => p.StartDate)],
            plan.CurrentPhase,
            Linked(
                plan.History.Select(
                    (e, i) => e with { Reason = null, Verdict = verdict, Basis = "Counts", EvidenceDigest = digest(i), EvaluatedAt = e.At }
                ),
                plan
            )
        );

    private static IReadOnlyList<PlanHistoryEntry> Linked(IEnumerable<PlanHistoryEntry> entries, SloPlan? plan = null) =>
        HistoryChain.Link(plan ?? _plan, entries);
}
