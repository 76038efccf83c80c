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
        Assert.Equal(["MoveForced"], outcome.Remarks);
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
    public void A_mode_that_Git_does_not_write_is_refused()
    {
        repository.Branch("fifo");
        var content = repository.Git("hash-object", "-w", Path.Combine(repository.Folder, "README.md")).Trim();
        byte[] raw = [.. Encoding.ASCII.GetBytes("10644 pipe.yaml\0"), .. Convert.FromHexString(content)];
        var tree = repository.Git(raw, "hash-object", "-t", "tree", "-w", "--stdin", "--literally").Trim();
        var root = Regex.Replace(repository.Git("ls-tree", "main"), "tree [0-9a-f]+\tmanifests", $"tree {tree}\tmanifests");
        var commit = repository
            .Git("commit-tree", repository.Git(Encoding.ASCII.GetBytes(root), "mktree").Trim(), "-p", "main", "-m", "x")
            .Trim();
        var outcome = repository.Compare($"main {commit}");
        Assert.Contains(outcome.Refusals, c => c is "FileMode" or "FileSubmodule");
        Assert.Contains("manifests/pipe.yaml", outcome.Text, StringComparison.Ordinal);
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

    [Fact]
    public void A_name_that_a_tag_has_too_is_refused()
    {
        repository.Branch("tagged");
        repository.Edit(Plan, "currentPhase: baseline", "currentPhase: excellence");
        repository.Export();
        repository.Commit();
        repository.Git("update-ref", "refs/remotes/origin/main", "main");
        repository.Git("tag", "-f", "origin/main", "tagged");
        try
        {
            Assert.StartsWith(
                "SloPlanChangeInvalidTargetBranch: TargetBranch: There are several of the name 'origin/main' here",
                Assert.Single(repository.Compare("origin/main").Errors),
                StringComparison.Ordinal
            );
            Assert.Equal(["MoveWithoutEntry"], repository.Compare("refs/remotes/origin/main").Refusals);
            repository.Git("tag", "-f", "origin/main", "main");
            Assert.Equal(["MoveWithoutEntry"], repository.Compare("origin/main").Refusals);
        }
        finally
        {
            repository.Git("tag", "-d", "origin/main");
        }
    }

    [Fact]
    public void Other_objects_and_other_parents_in_the_place_of_those_that_were_committed_are_not_believed()
    {
        repository.Branch("replaced");
        repository.Edit(Plan, "currentPhase: baseline", "currentPhase: excellence");
        repository.Export();
        repository.Commit();
        var grafts = Path.Combine(repository.Folder, ".git", "info", "grafts");
        string Id(string of) => repository.Git("--no-replace-objects", "rev-parse", of).Trim();
        var (main, head, planBefore, planAfter) = (Id("main"), Id("replaced"), Id("main:" + Plan), Id("replaced:" + Plan));
        try
        {
            repository.Git("replace", "-f", planBefore, planAfter);
            repository.Git("replace", "-f", main, head);
            Assert.Equal(repository.Git("show", "main:" + Plan), repository.Git("show", "replaced:" + Plan));
            Assert.Equal(["MoveWithoutEntry"], repository.Compare("main replaced").Refusals);
            repository.Git("replace", "-d", planBefore, main);

            // Both with one parent, which has what this branch has.
            var orphan = repository.Git("commit-tree", "replaced^{tree}", "-m", "x").Trim();
            Directory.CreateDirectory(Path.GetDirectoryName(grafts)!);
            File.WriteAllText(grafts, $"{main} {orphan}\n{head} {orphan}\n");
            Assert.Equal(orphan, repository.Git("merge-base", main, head).Trim());
            Assert.Equal(["MoveWithoutEntry"], repository.Compare("main replaced").Refusals);
        }
        finally
        {
            File.Delete(grafts);
            foreach (var replaced in repository.Git("replace", "-l").Split('\n', StringSplitOptions.RemoveEmptyEntries))
                repository.Git("replace", "-d", replaced);
        }
    }

    [Fact]
    public void A_shallow_clone_does_not_choose_the_common_commit()
    {
        // main is moved back; the branch reaches it by a long way, and the commit before by a short one.
        repository.Branch("far");
        repository.Edit(Plan, "currentPhase: baseline", "currentPhase: improvement");
        repository.Commit();
        repository.Branch("back", "far");
        repository.Edit(Plan, "currentPhase: improvement", "currentPhase: baseline");
        repository.Commit();
        repository.Branch("long", "back");
        repository.CommitIndex("long");
        var hidden = repository.Git("rev-parse", "long").Trim();
        var head = repository.Git("commit-tree", "far^{tree}", "-p", "long", "-p", "far", "-m", "x").Trim();
        Assert.Contains("MoveWithoutEntry", repository.Compare("back " + head).Refusals);
        var shallow = Path.Combine(repository.Folder, ".git", "shallow");
        try
        {
            File.WriteAllText(shallow, hidden + "\n");
            Assert.Equal(repository.Git("rev-parse", "far"), repository.Git("merge-base", "back", head));
            Assert.StartsWith(
                "SloPlanChangeInvalidRepositoryPath: RepositoryPath: The clone is shallow",
                Assert.Single(repository.Compare("back " + head).Errors),
                StringComparison.Ordinal
            );
        }
        finally
        {
            File.Delete(shallow);
        }
    }

    [Fact]
    public void A_commit_with_one_name_twice_is_refused()
    {
        repository.Branch("twice");
        var folder = repository.Git("rev-parse", "main:plans").Trim();
        var other = repository
            .Git(
                Encoding.UTF8.GetBytes(
                    repository.ReadFile(Plan).Replace("currentPhase: baseline", "currentPhase: excellence", StringComparison.Ordinal)
                ),
                "hash-object",
                "-w",
                "--stdin"
            )
            .Trim();
        foreach (var name in new[] { "checkout.yaml", "plans/checkout.yaml" })
        {
            var isRoot = name != "checkout.yaml";
            var raw = RawTree(isRoot ? "main" : "main:plans");
            byte[] entry = [.. Encoding.ASCII.GetBytes($"100644 {name}\0"), .. Convert.FromHexString(other)];
            var tree = repository.Git([.. raw, .. entry], "hash-object", "-t", "tree", "-w", "--stdin", "--literally").Trim();
            if (!isRoot)
                tree = repository
                    .Git(
                        Encoding.ASCII.GetBytes(repository.Git("ls-tree", "main").Replace(folder, tree, StringComparison.Ordinal)),
                        "mktree"
                    )
                    .Trim();
            var commit = repository.Git("commit-tree", tree, "-p", "main", "-m", "x").Trim();
            var outcome = repository.Compare($"main {commit}");
            if (isRoot)
                Assert.StartsWith(
                    "SloPlanChangeInvalidRepositoryPath: RepositoryPath: A folder of the commit has an entry that git itself never writes: "
                        + "'plans/checkout.yaml'",
                    Assert.Single(outcome.Errors),
                    StringComparison.Ordinal
                );
            else
                Assert.Equal(["FileNamesCollide", "MoveWithoutEntry", "ManifestsDoNotFit"], outcome.Refusals);
        }
    }

    private byte[] RawTree(string tree)
    {
        var lines = repository.Git("ls-tree", tree).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return
        [
            .. lines.SelectMany(line =>
            {
                var parts = line.Split([' ', '\t'], 4);
                return Encoding.UTF8.GetBytes($"{parts[0].TrimStart('0')} {parts[3]}\0").Concat(Convert.FromHexString(parts[2]));
            }),
        ];
    }

    [Fact]
    public void More_than_is_read_is_an_error_and_no_pass()
    {
        repository.Branch("bomb");
        repository.PlantLinks(50_001);
        repository.CommitIndex();
        Assert.Contains("A commit has more than 50000 files", Assert.Single(repository.Compare("main").Errors), StringComparison.Ordinal);

        // Ten folders of ten folders of ten folders, and so on: few objects, and names without end.
        var tree = repository.Git("rev-parse", "main:plans").Trim();
        for (var i = 0; i < 10; i++)
            tree = repository
                .Git(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 10).Select(n => $"040000 tree {tree}\t{n}\n"))), "mktree")
                .Trim();
        var root = Regex.Replace(repository.Git("ls-tree", "main"), "tree [0-9a-f]+\tmanifests", $"tree {tree}\tmanifests");
        var commit = repository
            .Git("commit-tree", repository.Git(Encoding.ASCII.GetBytes(root), "mktree").Trim(), "-p", "main", "-m", "x")
            .Trim();
        Assert.Contains("MiB of names", Assert.Single(repository.Compare("main " + commit).Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Histories_without_one_common_commit_are_refused()
    {
        repository.Git("checkout", "-q", "-f", "--orphan", "orphan");
        repository.CommitIndex("orphan");
        Assert.StartsWith(
            "SloPlanChangeInvalidTargetBranch: TargetBranch: The branch and its target have no history in common",
            Assert.Single(repository.Compare("main").Errors),
            StringComparison.Ordinal
        );

        repository.Branch("one");
        repository.CommitIndex("one");
        repository.Branch("two");
        repository.CommitIndex("two");
        repository.Git("merge", "-q", "--no-ff", "-m", "x", "one");
        repository.Branch("three", "one");
        repository.Git("merge", "-q", "--no-ff", "-m", "y", "two^1");
        Assert.Contains("several commits in common", Assert.Single(repository.Compare("two three").Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere", "SloPlanChangeInvalidTargetBranch: TargetBranch: There is no branch 'nowhere' here")]
    [InlineData("--output=x", "SloPlanChangeInvalidTargetBranch: TargetBranch: There is no branch '--output=x' here")]
    [InlineData("'main\n--output=x'", "SloPlanChangeInvalidTargetBranch: TargetBranch: There is no branch")]
    [InlineData("main nowhere", "SloPlanChangeInvalidSourceBranch: SourceBranch: There is no branch 'nowhere' here")]
    [InlineData("main -PlanFolder ../x", "SloPlanChangeInvalidPlanFolder: PlanFolder: '../x' is not a folder below")]
    [InlineData("main -PlanFolder /x", "SloPlanChangeInvalidPlanFolder: PlanFolder: '/x' is not a folder below")]
    [InlineData("main -PlanFolder none", "SloPlanChangeInvalidPlanFolder: PlanFolder: There is no folder 'none' here")]
    [InlineData("main -ManifestFolder a//b", "SloPlanChangeInvalidManifestFolder: ManifestFolder: 'a//b' is not a folder below")]
    public void What_is_not_there_is_an_error_that_names_the_parameter(string arguments, string message)
    {
        repository.Branch("errors");
        Assert.StartsWith(message, Assert.Single(repository.Compare(arguments).Errors), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(repository.Folder, "x")));
    }

    [Fact]
    public void Nothing_in_the_repository_is_run()
    {
        repository.Branch("config");
        repository.Script("New-SloPlan basket -StartDate 2024-01-01 | Export-SloPlan $repo/plans/");
        repository.Export();
        repository.WriteFile(".gitattributes", "* filter=evil diff=evil\n");
        repository.Commit();
        var mark = Path.Combine(repository.Folder, "RUN");
        var run = $"touch '{mark}'; exit 1 #";
        string[] settings =
        [
            "filter.evil.clean",
            "filter.evil.smudge",
            "filter.evil.process",
            "diff.evil.textconv",
            "diff.evil.command",
            "diff.external",
            "core.fsmonitor",
            "core.pager",
            "pager.diff-tree",
            "core.sshCommand",
            "core.askPass",
            "core.editor",
            "credential.helper",
            "alias.ls-tree",
            "gpg.program",
        ];
        string[] hooks = ["reference-transaction", "post-checkout", "post-index-change", "fsmonitor-watchman", "pre-auto-gc"];
        var folder = Path.Combine(repository.Folder, ".git", "evil");
        try
        {
            foreach (var setting in settings)
                repository.Git("config", setting, setting.StartsWith("alias.", StringComparison.Ordinal) ? "!" + run : run);
            Directory.CreateDirectory(folder);
            foreach (var hook in hooks.Select(h => Path.Combine(folder, h)))
            {
                File.WriteAllText(hook, $"#!/bin/sh\ntouch '{mark}'\n");
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(hook, (UnixFileMode)0b111_101_101);
            }

            repository.Git("config", "core.hooksPath", folder);

            // So that the traps are known to work.
            Assert.ThrowsAny<Exception>(() => repository.Git("diff", "main", "config"));
            Assert.True(File.Exists(mark));
            File.Delete(mark);

            Assert.Contains("True Added plans/basket.yaml: new, in baseline.", repository.Compare("main").Lines);
            Assert.NotEmpty(repository.Compare("main -Patch").Lines);
            Assert.Empty(repository.Compare("main -Lint").Errors);
            Assert.False(File.Exists(mark));
        }
        finally
        {
            foreach (var setting in settings.Append("core.hooksPath"))
                repository.Git("-c", "core.hooksPath=/dev/null", "config", "--unset", setting);
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_clone_in_part_fetches_nothing()
    {
        repository.Branch("partial");
        repository.Script("New-SloPlan basket -StartDate 2024-01-01 | Export-SloPlan $repo/plans/");
        repository.Commit();
        var mark = Path.Combine(repository.Folder, "RUN");
        var id = repository.Git("rev-parse", "partial:plans/basket.yaml").Trim();
        var content = Path.Combine(repository.Folder, ".git", "objects", id[..2], id[2..]);
        var config = Path.Combine(repository.Folder, ".git", "config");
        var (kept, bytes) = (File.ReadAllText(config), File.ReadAllBytes(content));
        try
        {
            File.SetAttributes(content, FileAttributes.Normal);
            File.Delete(content);
            File.AppendAllText(
                config,
                $"[core]\nrepositoryformatversion = 1\n[extensions]\npartialClone = origin\n[remote \"origin\"]\npromisor = true\n"
                    + $"url = ext::touch {mark}\n[protocol \"ext\"]\nallow = always\n"
            );
            Assert.ThrowsAny<Exception>(() => repository.Git("cat-file", "-p", id));
            Assert.True(File.Exists(mark) || OperatingSystem.IsWindows());
            File.Delete(mark);
            Assert.StartsWith(
                "SloPlanChangeInvalidRepositoryPath: RepositoryPath: ",
                Assert.Single(repository.Compare("main").Errors),
                StringComparison.Ordinal
            );
            Assert.False(File.Exists(mark));
        }
        finally
        {
            File.WriteAllText(config, kept);
            File.WriteAllBytes(content, bytes);
        }
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
