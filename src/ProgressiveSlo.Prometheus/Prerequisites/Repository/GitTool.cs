using System;
using System.Collections.Generic;
using System.Threading;
using ProgressiveSlo.Prometheus.Prerequisites.Tools;

namespace ProgressiveSlo.Prometheus.Prerequisites.Repository;

/// <summary>Asks git about one folder. Nothing in the repository's configuration is run.</summary>
internal sealed class GitTool(IProcessRunner runner, string? folder)
{
    /// <summary>Full path of the folder, or null when nobody asked for it.</summary>
    public string? Folder => folder;

    public ProcessAnswer Ask(CancellationToken token, params string[] arguments)
    {
        var all = new List<string> { "-C", folder!, "-c", "core.fsmonitor=false", "-c", "core.quotePath=false" };
        all.AddRange(arguments);
        return runner.Run("git", all, token);
    }

    /// <summary>Why git gives no answer and what helps; null when it gave one.</summary>
    public static (string Problem, string Mend)? Trouble(ProcessAnswer answer) => answer.Outcome switch
    {
        ProcessOutcome.NotFound => ("git is not on PATH", "Install Git, or run this where it is installed"),
        ProcessOutcome.TimedOut => ("git gives no answer in time", "Raise -TimeoutSec, or look why the disk is slow"),
        _ when answer.ExitCode == 0 => null,
        _ when answer.Error.IndexOf("dubious ownership", StringComparison.Ordinal) >= 0 => ("git does not trust the repository: it belongs to somebody else", "Take it over, or run git config --global --add safe.directory with its path"),
        _ when answer.Error.IndexOf("not a git repository", StringComparison.Ordinal) >= 0 => ("The folder is not in a Git repository", "Run git init there, or give the folder of a clone with -RepositoryPath"),
        _ => ("git says: " + answer.Complaint, "Run git status in the folder, and mend what it says"),
    };
}
