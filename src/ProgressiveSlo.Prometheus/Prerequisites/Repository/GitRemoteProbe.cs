using System;
using System.Linq;
using System.Threading;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Prometheus.Prerequisites.Tools;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Prometheus.Prerequisites.Repository;

/// <summary>Whether the repository has a remote: without one there is no pull request. Nobody asks the remote itself.</summary>
internal sealed class GitRemoteProbe(GitTool git) : GitProbe(git, "GitRemote")
{
    private protected override SloPrerequisite Look(CancellationToken token)
    {
        var names = Git.Ask(token, "remote");
        if (GitTool.Trouble(names) is { } trouble)
            return Unknown(trouble.Problem, trouble.Mend);
        var remotes = names.Output.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (remotes.Length == 0)
            return Fail("The repository has no remote", "Run git remote add origin with the address of the server's repository, and push");
        var remote = remotes.Contains("origin") ? "origin" : remotes[0];
        var url = Git.Ask(token, "remote", "get-url", "--", remote);
        var address = url.IsSuccess ? RemoteAddress.Of(url.Output.Trim()) : "";
        return Pass($"The remote '{PrintableText.Escape(remote)}' is {(address.Length > 0 ? address : "there")}", address);
    }
}
