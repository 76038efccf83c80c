using System.Threading;
using ProgressiveSlo.Migration.Prerequisites;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Probes;

/// <summary>What the probes of the repository share.</summary>
internal abstract class GitProbe(GitTool git, string name) : PrerequisiteProbe(name, PrerequisiteArea.Repository)
{
    private protected GitTool Git => git;

    public sealed override SloPrerequisite Probe(CancellationToken token) => git.Folder is null ? SkippedRepository() : Look(token);

    private protected abstract SloPrerequisite Look(CancellationToken token);
}

/// <summary>Whether the folder is in a Git repository with files, and on a branch.</summary>
internal sealed class GitRepositoryProbe(GitTool git) : GitProbe(git, "GitRepository")
{
    private protected override SloPrerequisite Look(CancellationToken token)
    {
        var inside = Git.Run(token, "rev-parse", "--is-inside-work-tree");
        if (GitTool.FindProblem(inside) is { } trouble)
            return Fail(trouble.Problem, trouble.Fix);
        if (inside.Output.Trim() != "true")
            return Fail("The repository has no files: it is bare, or the folder is inside of .git", "Give the folder of a clone");
        var head = Git.Run(token, "symbolic-ref", "--short", "--quiet", "HEAD");
        var branch = PrintableText.Escape(head.Output.Trim());
        if (Git.Run(token, "rev-parse", "--verify", "--quiet", "HEAD").ExitCode != 0)
            return Fail($"The repository has no commit on '{branch}' yet", "Commit the first plan", branch);
        return head.IsSuccess
            ? Pass($"The repository is on the branch '{branch}'", branch)
            : Fail(
                "The repository is on no branch: HEAD is detached, and a commit there is easily lost",
                "Run git switch with the name of a branch",
                "detached"
            );
    }
}

/// <summary>Whether the repository has a remote: without one there is no pull request. Nobody asks the remote itself.</summary>
internal sealed class GitRemoteProbe(GitTool git) : GitProbe(git, "GitRemote")
{
    private protected override SloPrerequisite Look(CancellationToken token)
    {
        var names = Git.Run(token, "remote");
        if (GitTool.FindProblem(names) is { } trouble)
            return Unknown(trouble.Problem, trouble.Fix);
        var remotes = names.Output.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (remotes.Length == 0)
            return Fail("The repository has no remote", "Run git remote add origin with the address of the server's repository, and push");
        var remote = remotes.Contains("origin") ? "origin" : remotes[0];
        var url = Git.Run(token, "remote", "get-url", "--", remote);
        var address = url.IsSuccess ? RemoteAddress.Redact(url.Output.Trim()) : "";
        return Pass($"The remote '{PrintableText.Escape(remote)}' is {(address.Length > 0 ? address : "there")}", address);
    }
}

/// <summary>Whether everything is committed. What is ignored does not count.</summary>
internal sealed class GitCleanProbe(GitTool git) : GitProbe(git, "GitClean")
{
    private protected override SloPrerequisite Look(CancellationToken token)
    {
        if (!GitFilters.TryDisable(Git, token, out var options))
            return Unknown(
                "The repository names a filter in its configuration in such a way that git would run it",
                "Look at git config --local --list, and remove the filter when it is not yours"
            );

        // What is inside of a submodule has a configuration of its own, and is not looked at.
        var status = Git.Run(
            token,
            [
                .. options,
                "status",
                "--porcelain=v1",
                "-z",
                "--untracked-files=normal",
                "--no-renames",
                "--ignore-submodules=dirty",
            ]
        );
        if (GitTool.FindProblem(status) is { } trouble)
            return Unknown(trouble.Problem, trouble.Fix);

        // NUL ends an entry: a name may hold a line break.
        var changed = status.Output.Split(['\0'], StringSplitOptions.RemoveEmptyEntries).Length;
        return changed == 0
            ? Pass("Everything is committed", "0", "0")
            : Fail(
                $"{Count(changed, "file is", "files are")} not committed",
                "Commit them, or stash what is not meant to stay",
                changed.ToString(System.Globalization.CultureInfo.InvariantCulture),
                "0"
            );
    }
}

/// <summary>
/// Filters of the repository's own configuration. To compare a file git runs the program that they name, and attributes in the repository
/// choose the files. Those that the user or the machine has set up, such as Git LFS, stay.
/// </summary>
internal static class GitFilters
{
    private const string Prefix = "filter.";

    /// <summary>Options for git that switch them off.</summary>
    /// <returns>False when a filter has a name that no option can hold.</returns>
    public static bool TryDisable(GitTool git, CancellationToken token, out IReadOnlyList<string> options)
    {
        // Names alone, with the file that they come from; before version 2.26 git does not say which.
        var listed = git.Run(token, "config", "--list", "--includes", "--show-scope", "--name-only", "-z");
        var names = listed.IsSuccess
            ? OwnNames(listed.Output)
            : Parts(git.Run(token, "config", "--list", "--includes", "--name-only", "-z").Output);
        var filters = names
            .Where(n => n.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && n.LastIndexOf('.') > Prefix.Length)
            .Select(n => n.Substring(0, n.LastIndexOf('.')))
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        options = filters
            .SelectMany(f => new[] { "-c", f + ".clean=", "-c", f + ".process=", "-c", f + ".smudge=", "-c", f + ".required=false" })
            .ToArray();

        // An option ends its name at the first equals sign.
        return filters.All(f => f.IndexOf('=') < 0);
    }

    // Scope and name in turn.
    private static IEnumerable<string> OwnNames(string output)
    {
        var parts = Parts(output);
        for (var i = 0; i + 1 < parts.Length; i += 2)
        {
            if (parts[i] is not ("system" or "global"))
                yield return parts[i + 1];
        }
    }

    private static string[] Parts(string output) => output.Split(['\0'], StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>
/// Asks git about one folder. Nothing that the repository's configuration names is run: no hook, no monitor, no pager, no helper for
/// credentials and no program for another protocol.
/// </summary>
internal sealed class GitTool(IProcessRunner runner, string? folder)
{
    private static readonly string[] _settings =
    [
        "core.fsmonitor=false",
        "core.hooksPath=/dev/null",
        "core.quotePath=false",
        "core.sshCommand=false",
        "core.askPass=false",
        "credential.helper=",
        "diff.external=",
        "protocol.allow=never",
    ];

    /// <summary>Full path of the folder, or null when nobody asked for it.</summary>
    public string? Folder => folder;

    public ProcessResult Run(CancellationToken token, params string[] arguments)
    {
        var all = new List<string> { "--no-pager", "-C", folder! };
        foreach (var setting in _settings)
            all.AddRange(["-c", setting]);
        all.AddRange(arguments);
        return runner.Run("git", all, token);
    }

    /// <summary>Why git gives no answer and what helps; null when it gave one.</summary>
    public static (string Problem, string Fix)? FindProblem(ProcessResult answer) =>
        answer.Outcome switch
        {
            ProcessOutcome.NotFound => ("git is not on PATH", "Install Git, or run this where it is installed"),
            ProcessOutcome.TimedOut => ("git gives no answer in time", "Raise -TimeoutSec, or look why the disk is slow"),
            _ when answer.ExitCode == 0 => null,
            _ when answer.Error.IndexOf("dubious ownership", StringComparison.Ordinal) >= 0 => (
                "git does not trust the repository: it belongs to somebody else",
                "Take it over, or run git config --global --add safe.directory with its path"
            ),
            _ when answer.Error.IndexOf("not a git repository", StringComparison.Ordinal) >= 0 => (
                "The folder is not in a Git repository",
                "Run git init there, or give the folder of a clone with -RepositoryPath"
            ),
            _ => ("git says: " + answer.FirstErrorLine, "Run git status in the folder, and fix what it says"),
        };
}

/// <summary>Where a Git repository begins, without asking git.</summary>
public static class RepositoryRoot
{
    /// <summary>The folder that holds <c>.git</c>, from a folder upwards; null when there is none.</summary>
    /// <param name="folder">Full path of a folder.</param>
    public static string? Find(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            // A file in a worktree or submodule.
            var git = Path.Combine(at.FullName, ".git");
            if (Directory.Exists(git) || File.Exists(git))
                return at.FullName;
        }

        return null;
    }
}
