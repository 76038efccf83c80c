using System;
using System.Threading;
using ProgressiveSlo.Migration;

namespace ProgressiveSlo.Prometheus.Prerequisites.Repository;

/// <summary>Whether everything is committed. What is ignored does not count.</summary>
internal sealed class GitCleanProbe(GitTool git) : GitProbe(git, "GitClean")
{
    private protected override SloPrerequisite Look(CancellationToken token)
    {
        var status = Git.Ask(token, "status", "--porcelain=v1", "-z", "--untracked-files=normal", "--no-renames");
        if (GitTool.Trouble(status) is { } trouble)
            return Unknown(trouble.Problem, trouble.Mend);

        // NUL ends an entry: a name may hold a line break.
        var changed = status.Output.Split(['\0'], StringSplitOptions.RemoveEmptyEntries).Length;
        return changed == 0
            ? Pass("Everything is committed", "0", "0")
            : Fail($"{Count(changed, "file is", "files are")} not committed", "Commit them, or stash what is not meant to stay", changed.ToString(System.Globalization.CultureInfo.InvariantCulture), "0");
    }
}
