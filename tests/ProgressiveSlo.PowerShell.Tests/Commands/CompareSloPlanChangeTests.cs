using System.Text;
using System.Text.RegularExpressions;
using ProgressiveSlo.PowerShell.Tests.Support;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Commands;

/// <summary>The gate of a pull request, in a real Git repository: honest branches pass, and each way around it is refused.</summary>
[Trait("Category", "Slow")]
public sealed class CompareSloPlanChangeTests(PlanChangeRepository repository) : IClassFixture<PlanChangeRepository>
{
    private const string Plan = "plans/checkout.yaml";

    public static TheoryData<string> Attacks => new(PlanChangeAttacks.All.Keys.ToArray());

    [Theory]
    [MemberData(nameof(Attacks))]
    public void A_branch_that_goes_around_the_gate_is_refused(string name)
    {
        var attack = PlanChangeAttacks.All[name];
        repository.Branch("attack");
        attack.Make(repository);
        if (attack.IsPlanted)
            repository.CommitIndex();
        else
            repository.Commit();
        var outcome = repository.Compare("main " + attack.Arguments);
        Assert.Empty(outcome.Errors);
        Assert.Equal(attack.Codes.Order(), outcome.Refusals.Order());
        Assert.Contains(attack.Says, outcome.Text, StringComparison.Ordinal);
        Assert.Contains(outcome.Lines, l => l.StartsWith("False ", StringComparison.Ordinal));
        IsPrintable(outcome.Lines);
    }

    [Fact]
    public void Honest_branches_pass()
    {
        Honest("nothing", () => repository.WriteFile("README.md", "Another text\n"), []);
        Honest(
            "a new plan",
            () =>
            {
                repository.Script("New-SloPlan basket -StartDate 2024-01-01 | Export-SloPlan $repo/plans/");
                repository.Export();
            },
            ["True Added plans/basket.yaml: new, in baseline."]
        );
        Honest(
            "a promotion on evidence",
            () =>
            {
                repository.Move("checkout");
                repository.Prove(Plan);
                repository.Export();
            },
            ["True Changed plans/checkout.yaml: from baseline to improvement.", "+ checkout in baseline: Ready"]
        );
        Honest(
            "a promotion on evidence, with a remark",
            () =>
            {
                repository.Move("checkout");
                repository.Prove(Plan);
                repository.Edit(Plan, "  verdict: Ready", "  reason: A good quarter\n  verdict: Ready");
                repository.Export();
            },
            ["True Changed plans/checkout.yaml: from baseline to improvement.", "+ checkout in baseline: Ready"]
        );
        Honest(
            "a step back with a reason",
            () =>
            {
                repository.Move("search", more: "-Back -Reason 'Budget gone'");
                repository.Export();
            },
            ["True Changed plans/search.yaml: from improvement to baseline."]
        );
        Honest(
            "an attested criterion",
            () =>
                repository.Script(
                    "Complete-SloCriterion $repo/plans/checkout.yaml -Criterion 'Basic alerts configured' -Note wiki/alerts -By kim"
                ),
            ["True Changed plans/checkout.yaml: in baseline.", "+ checkout in baseline: Ready"]
        );
        Honest(
            "another name",
            () =>
            {
                repository.WriteFile("plans/shop.yml", repository.ReadFile(Plan));
                repository.DeleteFile(Plan);
            },
            ["True Renamed plans/shop.yml: in baseline.", "+ checkout in baseline: Ready"]
        );
        Honest(
            "another window, by Set-SloPlan",
            () =>
            {
                repository.Script("Set-SloPlan $repo/plans/checkout.yaml -Window 28d -By kim -WarningAction SilentlyContinue");
                repository.Export();
            },
            ["True Changed plans/checkout.yaml: in baseline."]
        );
        Honest(
            "a metric of latency more",
            () =>
            {
                repository.Script("Set-SloPlan $repo/plans/search.yaml -LatencyMetric search_seconds -By kim");
                repository.Export();
            },
            ["True Changed plans/search.yaml: in improvement."]
        );
        Honest(
            "another owner and a label",
            () =>
            {
                repository.Script("Set-SloPlan $repo/plans/checkout.yaml -Owner team-a -Label @{ area = 'shop' } -By kim");
                repository.Export();
            },
            ["True Changed plans/checkout.yaml: in baseline.", "+ checkout in baseline: Ready"]
        );
        Honest(
            "a plan that is gone, with its rules",
            () =>
            {
                repository.DeleteFile(Plan);
                repository.Export();
            },
            ["True Removed plans/checkout.yaml: removed."]
        );

        void Honest(string name, Action make, string[] expected)
        {
            repository.Branch("honest");
            make();
            repository.Commit();
            var outcome = repository.Compare("main " + PlanChangeAttacks.Good);
            Assert.Empty(outcome.Errors);
            Assert.Equal(expected, outcome.Lines.Where(l => !l.StartsWith("- ", StringComparison.Ordinal)));
            Assert.True(!outcome.Refusals.Any(), name + ": " + outcome.Text);
        }
    }

    [Fact]
    public void What_is_shown_and_decides_nothing_has_a_finding()
    {
        repository.Branch("remarks");
        repository.Move("search", more: "-Back -Reason 'Budget gone'");
        repository.Script("Set-SloPlan $repo/plans/checkout.yaml -Window 28d -By kim -WarningAction SilentlyContinue");
        repository.WriteFile("gate.ps1", "exit 0\n");
        repository.WriteFile(".github/workflows/x.yml", "x\n");
        repository.Export();
        repository.Commit();
        var outcome = repository.Compare("main");
        Assert.Equal(["JudgeChanged", "MoveBack", "PlanRulesChanged"], outcome.Remarks.Distinct().Order());
        Assert.Contains("search (production) goes from improvement to baseline: Budget gone.", outcome.Text, StringComparison.Ordinal);
        Assert.Contains(
            "window; a new record of baseline begins, and evidence from before it does not count",
            outcome.Text,
            StringComparison.Ordinal
        );
        Assert.Contains("- Warning JudgeChanged gate.ps1: ", outcome.Text, StringComparison.Ordinal);
        Assert.Contains("- Warning JudgeChanged .github/workflows/x.yml: ", outcome.Text, StringComparison.Ordinal);
        Assert.Empty(outcome.Refusals);
    }

    [Fact]
    public void A_forced_move_passes_where_the_owner_of_the_run_allows_it_and_there_alone()
    {
        repository.Branch("forced");
        repository.Move("checkout", 2);
        repository.Script(
            "New-SloPlan basket -StartDate 2024-01-01 -StartPhase production_ready -StartReason wiki | Export-SloPlan $repo/plans/"
        );
        repository.Export();
        repository.Commit();
        Assert.Equal(["MoveForced"], repository.Compare("main " + PlanChangeAttacks.Good).Refusals);
        var outcome = repository.Compare("main -AllowForced " + PlanChangeAttacks.Good);
        Assert.Equal(
            [
                "True Added plans/basket.yaml: new, in production_ready.",
                "True Changed plans/checkout.yaml: from baseline to production_ready.",
                "+ checkout in baseline: Ready",
                "+ checkout in improvement: Ready",
            ],
            outcome.Lines.Where(l => !l.StartsWith("- ", StringComparison.Ordinal))
        );
        Assert.Equal(["MoveForced", "PlanStartPast"], outcome.Remarks);
        Assert.Contains(
            "checkout (production) goes from baseline to improvement, and that was forced: Launch of the shop.",
            outcome.Text,
            StringComparison.Ordinal
        );

        // It allows reasons, and nothing else.
        foreach (
            var (name, attack) in PlanChangeAttacks.All.Where(a =>
                !a.Value.Codes.Contains("MoveForced") && !a.Value.Codes.Contains("MoveBackdated")
            )
        )
        {
            if (attack.Codes is not ["MoveUnproven" or "MoveWithoutEntry" or "MoveLeavesPhaseOut" or "GateClosed" or "PlanRulesUnrecorded"])
                continue;
            repository.Branch("allowed");
            attack.Make(repository);
            repository.Commit();
            Assert.True(repository.Compare("main -AllowForced " + attack.Arguments).Refusals.SequenceEqual(attack.Codes), name);
        }
    }

    [Fact]
    public void Text_of_the_branch_is_data_on_the_screen_and_in_the_patch()
    {
        const string Nasty = "###vso[task.complete]\u001b[2J\u202e::error::x";
        repository.Branch("nasty");
        repository.Move("checkout");
        repository.Edit(
            Plan,
            "reason: Launch of the shop",
            "reason: \"" + Nasty.Replace("\u001b", "\\u001b").Replace("\u202e", "\\u202e") + "\""
        );
        repository.Export();
        repository.WriteFile("manifests/own/hand.yaml", "groups: [] # " + Nasty + "\n");
        repository.Commit();
        repository.Plant("100644", "plans/###vso[task.setvariable variable=X;isOutput=true]x.yaml", repository.ReadFile(Plan));
        repository.CommitIndex();
        IsPrintable(repository.Compare("main").Lines);
        var patch = repository.Compare("main -Patch");
        Assert.Contains("+++ manifests/own/hand.yaml", patch.Lines);
        Assert.Contains(patch.Lines, l => l.StartsWith("+groups: [] # #\\u0023#vso[", StringComparison.Ordinal));
        IsPrintable(patch.Lines);
        foreach (var view in new[] { "", " | ForEach-Object Findings" })
            IsPrintable(repository.Screen("Compare-SloPlanChange main -RepositoryPath $repo" + view).Split('\n'));
    }

    [Fact]
    public void The_patch_is_bounded_and_no_attribute_hides_a_file()
    {
        repository.Branch("patch");
        repository.WriteFile(".gitattributes", "* binary -diff\n");
        repository.WriteFile("manifests/own/big.yaml", string.Concat(Enumerable.Range(0, 2000).Select(i => $"# {i}\n")));
        repository.Commit();
        repository.Plant("120000", "manifests/own/link", "/etc/passwd");
        repository.CommitIndex();
        var patch = repository.Compare("main -Patch");
        Assert.Equal(501, patch.Lines.Count);
        Assert.Contains("+# 400", patch.Lines);
        Assert.Equal("There are 1508 more lines; see the changed files.", patch.Lines[^1]);
        Assert.DoesNotContain("root:", patch.Text, StringComparison.Ordinal);
        Assert.Contains("JudgeChanged", repository.Compare("main").Remarks);
    }

    [Fact]
    public void The_lint_and_the_lines_of_a_patch_are_bounded()
    {
        repository.Branch("wide");
        repository.WriteFile(
            "manifests/own/wide.yaml",
            "# "
                + new string('x', 1_000_000)
                + "\ngroups:\n- name: g\n  rules:\n"
                + string.Concat(Enumerable.Range(0, 1500).Select(i => $"  - alert: A{i}\n    expr: sum(\n"))
        );
        repository.Commit();
        var patch = repository.Compare("main -Patch");
        Assert.InRange(patch.Lines.Max(l => l.Length), 2000, 2001);
        const string Count = "$found = @(Compare-SloPlanChange main -RepositoryPath $repo -Lint); \"$($found.Count) $($found[-1])\"";
        Assert.Matches(@"^1001 .*: Error FindingsMany: There are \d+ more findings", repository.Screen(Count));
    }

    [Fact]
    public void Findings_are_bounded()
    {
        repository.Branch("many");
        repository.PlantLinks(300);
        repository.CommitIndex();
        var outcome = repository.Compare("main");
        Assert.Equal(201, outcome.Lines.Count(l => l.StartsWith("False File ", StringComparison.Ordinal)));
        Assert.Contains("There are 100 more files with findings", outcome.Text, StringComparison.Ordinal);

        repository.Branch("long");
        repository.Append(
            Plan,
            "history:\n"
                + string.Concat(Enumerable.Repeat("- from: improvement\n  to: excellence\n  at: 2024-02-01T00:00:00Z\n  by: eve\n", 200))
        );
        repository.Commit();
        outcome = repository.Compare("main");
        Assert.Equal(21, outcome.Lines.Count(l => l.StartsWith("- ", StringComparison.Ordinal)));
        Assert.Contains("- Error FindingsMany plans/checkout.yaml: : There are ", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_that_the_target_branch_has_changed_too_is_refused()
    {
        repository.Branch("beside");
        repository.Move("checkout");
        repository.Export();
        repository.Commit();
        repository.Branch("target");
        repository.Edit(Plan, "Feature freeze until", "Freeze until");
        repository.Commit();
        var outcome = repository.Compare("target beside");
        Assert.Equal(["TargetMoved", "MoveForced"], outcome.Refusals);
        Assert.Contains("Merge the target branch into this one, and check again", outcome.Text, StringComparison.Ordinal);

        repository.Branch("merged", "beside");
        repository.Git("merge", "-q", "-m", "x", "target");
        Assert.Empty(repository.Compare("target merged -AllowForced").Refusals);
    }

    [Theory]
    [InlineData("nowhere", "SloPlanChangeInvalidTargetBranch: TargetBranch: 'nowhere' is not the name of a branch, tag or commit here")]
    [InlineData(
        "--output=x",
        "SloPlanChangeInvalidTargetBranch: TargetBranch: '--output=x' is not the name of a branch, tag or commit here"
    )]
    [InlineData("'main\n--output=x'", "SloPlanChangeInvalidTargetBranch: TargetBranch: 'main\\u000a--output=x' is not the name")]
    [InlineData(
        "main nowhere",
        "SloPlanChangeInvalidSourceBranch: SourceBranch: 'nowhere' is not the name of a branch, tag or commit here"
    )]
    [InlineData("main -PlanFolder ../x", "SloPlanChangeInvalidPlanFolder: PlanFolder: '../x' is not a folder below")]
    [InlineData("main -PlanFolder /x", "SloPlanChangeInvalidPlanFolder: PlanFolder: '/x' is not a folder below")]
    [InlineData("main -PlanFolder none", "SloPlanChangeInvalidPlanFolder: PlanFolder: The folder 'none' does not exist here")]
    [InlineData("main -ManifestFolder a//b", "SloPlanChangeInvalidManifestFolder: ManifestFolder: 'a//b' is not a folder below")]
    public void What_is_not_there_is_an_error_that_names_the_parameter(string arguments, string message)
    {
        repository.Branch("errors");
        Assert.StartsWith(message, Assert.Single(repository.Compare(arguments).Errors), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(repository.Folder, "x")));
    }

    private static void IsPrintable(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Assert.DoesNotContain("##vso[", line, StringComparison.OrdinalIgnoreCase);
            Assert.False(line.StartsWith("::", StringComparison.Ordinal), line);
            Assert.DoesNotMatch(@"[\p{Cc}\p{Cf}]", line.TrimEnd('\r'));
        }
    }
}
