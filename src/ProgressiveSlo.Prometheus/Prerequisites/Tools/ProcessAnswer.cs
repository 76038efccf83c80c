using System;
using System.Linq;

namespace ProgressiveSlo.Prometheus.Prerequisites.Tools;

/// <summary>What a program left behind.</summary>
/// <param name="Outcome">Whether it ran to its end.</param>
/// <param name="ExitCode">Its exit code; 0 when it did not run to its end.</param>
/// <param name="Output">Its output.</param>
/// <param name="Error">What it wrote to standard error.</param>
internal sealed record ProcessAnswer(ProcessOutcome Outcome, int ExitCode, string Output, string Error)
{
    public bool IsSuccess => Outcome == ProcessOutcome.Ended && ExitCode == 0;

    /// <summary>The first line that it says about a failure, printable and without credentials.</summary>
    public string Complaint
    {
        get
        {
            // kubectl logs each try before it says in words what is wrong.
            var lines = (Error + "\n" + Output).Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
            return (lines.FirstOrDefault(l => !IsLog(l)) ?? lines.FirstOrDefault()) is { } line ? RemoteAddress.Hide(line).TrimEnd('.') : "nothing";
        }
    }

    // E1125 12:53:04.580632    8508 memcache.go:265] ...
    private static bool IsLog(string line) => line.Length > 5 && "IWEF".IndexOf(line[0]) >= 0 && line[5] == ' ' && line.Skip(1).Take(4).All(c => c is >= '0' and <= '9');
}

/// <summary>How the run of a program came to its end.</summary>
internal enum ProcessOutcome
{
    /// <summary>By itself.</summary>
    Ended,

    /// <summary>It is not on PATH, or cannot be started.</summary>
    NotFound,

    /// <summary>It took too long, and was ended.</summary>
    TimedOut,
}
