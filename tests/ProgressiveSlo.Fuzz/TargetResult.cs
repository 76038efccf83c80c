using System.Diagnostics;

namespace ProgressiveSlo.Fuzz;

/// <summary>What came of a target's inputs.</summary>
internal sealed record TargetResult(string Target)
{
    public int Inputs { get; init; }

    public int Read { get; init; }

    public int Refused { get; init; }

    public int Failures { get; init; }

    /// <summary>The longest input, in characters.</summary>
    public int Longest { get; init; }

    /// <summary>The most processor time of one step of one input.</summary>
    public TimeSpan Work { get; init; }

    /// <summary>The processor time of the whole target, that of making inputs too.</summary>
    public TimeSpan Spent { get; init; }

    /// <summary>The most that one step of one input allocated.</summary>
    public long Allocated { get; init; }

    /// <summary>Damage that always shows, or never, would test nothing.</summary>
    public bool IsOneSided => Inputs >= 200 && (Read < Inputs / 50 || (Refused < Inputs / 50));

    public bool HasFailed => Failures > 0;

    /// <summary>All together, and the most memory that this process ever had.</summary>
    public static string Total(IReadOnlyCollection<TargetResult> results, int seed)
    {
        using var process = Process.GetCurrentProcess();
        string[] facts =
        [
            $"seed {seed}: {results.Sum(r => r.Inputs)} inputs",
            $"{results.Sum(r => r.Failures)} failures",
            $"{Seconds(TimeSpan.FromTicks(results.Sum(r => r.Spent.Ticks)))} of processor time",
            $"longest input {results.Max(r => r.Longest)} characters",
            $"longest processor time {Milliseconds(results.Max(r => r.Work))}",
            $"largest allocation {Megabytes(results.Max(r => r.Allocated))}",
            $"peak memory {Megabytes(process.PeakWorkingSet64)}",
        ];
        return string.Join(", ", facts);
    }

    public override string ToString() =>
        $"{(HasFailed ? "failed" : "passed")} {Target, -16} {Inputs, 8} inputs {Read, 8} read {Refused, 8} refused"
        + $" {Milliseconds(Work), 9} at most {Megabytes(Allocated), 9} at most {Seconds(Spent), 8} together";

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture) + " ms";

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture) + " MB";
}
