using System.Diagnostics;
using System.Management.Automation.Runspaces;

namespace ProgressiveSlo.Benchmarks;

/// <summary>
/// Compares Import-Module of the staged module with that of a bare one-cmdlet module: a fresh process each time, in turns. Beside the time
/// on the clock it has the processor time of all threads, which other programs on the machine disturb less.
/// </summary>
internal static class ImportComparison
{
    public static void Run(int pairs)
    {
        var ours = new List<double[]>();
        var bare = new List<double[]>();
        for (var i = 0; i < pairs; i++)
        {
            bare.Add(Child(BenchmarkEngine.Path("BareModule")));
            ours.Add(Child(BenchmarkEngine.Path("StagedModule")));
        }

        Write("on the clock", pairs, [.. bare.Select(t => t[0])], [.. ours.Select(t => t[0])]);
        Write("of processors", pairs, [.. bare.Select(t => t[1])], [.. ours.Select(t => t[1])]);
    }

    private static void Write(string kind, int pairs, double[] bare, double[] ours) =>
        Console.WriteLine(
            string.Format(
                CultureInfo.InvariantCulture,
                "Import-Module {0}, median of {1} fresh processes: bare {2:F1} ms, ProgressiveSlo {3:F1} ms, ratio {4:F2}",
                kind,
                pairs,
                Median(bare),
                Median(ours),
                Median(ours.Zip(bare, (o, b) => o / b))
            )
        );

    /// <summary>In the child: opens an engine, times the one import, prints milliseconds: on the clock, and of processors.</summary>
    public static void RunOnce(string module)
    {
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        var before = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        shell.AddCommand("Import-Module").AddParameter("Name", module).Invoke();
        watch.Stop();
        var used = Environment.CpuUsage.TotalTime - before;
        if (shell.HadErrors)
            throw new InvalidOperationException(shell.Streams.Error.First().ToString());
        Console.WriteLine(FormattableString.Invariant($"{watch.Elapsed.TotalMilliseconds:R} {used.TotalMilliseconds:R}"));
    }

    private static double[] Child(string module)
    {
        using var process = Process.Start(
            new ProcessStartInfo(Environment.ProcessPath!, ["import-once", module]) { RedirectStandardOutput = true }
        )!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return [.. text.Split(' ').Select(t => double.Parse(t, CultureInfo.InvariantCulture))];
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
