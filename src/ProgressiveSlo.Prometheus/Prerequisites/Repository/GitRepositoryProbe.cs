using System.Threading;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Prometheus.Prerequisites.Repository;

/// <summary>Whether the folder is in a Git repository with files, and on a branch.</summary>
internal sealed class GitRepositoryProbe(GitTool git) : GitProbe(git, "GitRepository")
{
    private protected override SloPrerequisite Look(CancellationToken token)
    {
        var inside = Git.Ask(token, "rev-parse", "--is-inside-work-tree");
        if (GitTool.Trouble(inside) is { } trouble)
            return Fail(trouble.Problem, trouble.Mend);
        if (inside.Output.Trim() != "true")
            return Fail("The repository has no files: it is bare, or the folder is inside of .git", "Give the folder of a clone");
        var head = Git.Ask(token, "symbolic-ref", "--short", "--quiet", "HEAD");
        var branch = PrintableText.Escape(head.Output.Trim());
        if (Git.Ask(token, "rev-parse", "--verify", "--quiet", "HEAD").ExitCode != 0)
            return Fail($"The repository has no commit on '{branch}' yet", "Commit the first plan", branch);
        return head.IsSuccess
            ? Pass($"The repository is on the branch '{branch}'", branch)
            : Fail("The repository is on no branch: HEAD is detached, and a commit there is easily lost", "Run git switch with the name of a branch", "detached");
    }
}
