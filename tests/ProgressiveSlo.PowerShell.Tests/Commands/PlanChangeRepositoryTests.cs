using System.Text;
using System.Text.RegularExpressions;
using ProgressiveSlo.PowerShell.Tests.Support;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Commands;

/// <summary>Repositories that are not what they look like: names, parents, objects and configurations made by hand.</summary>
[Trait("Category", "Slow")]
public sealed class PlanChangeRepositoryTests(PlanChangeRepository repository) : IClassFixture<PlanChangeRepository>
{
    private const string Plan = "plans/checkout.yaml";

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
                "SloPlanChangeInvalidTargetBranch: TargetBranch: 'origin/main' names more than one commit here",
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
        Assert.Contains("more than one merge base", Assert.Single(repository.Compare("two three").Errors), StringComparison.Ordinal);
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
}
