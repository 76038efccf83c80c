using System.Diagnostics;
using System.Management.Automation.Runspaces;

namespace ProgressiveSlo.Benchmarks;

/// <summary>
/// Compares Import-Module of the staged module with that of a bare one-cmdlet module: a fresh process each time, in turns.
/// </summary>
internal static class ImportComparison
{
    public static void Run(int pairs)
    {
        var ours = new List<double>();
        var bare = new List<double>();
        for (var i = 0; i < pairs; i++)
        {
            bare.Add(Child(BenchmarkEngine.Path("BareModule")));
            ours.Add(Child(BenchmarkEngine.Path("StagedModule")));
        }

        var ratios = ours.Zip(bare, (o, b) => o / b).ToList();
        Console.WriteLine(
            string.Format(
                CultureInfo.InvariantCulture,
                "Import-Module, median of {0} fresh processes: bare {1:F1} ms, ProgressiveSlo {2:F1} ms, ratio {3:F2}",
                pairs,
                Median(bare),
                Median(ours),
                Median(ratios)
            )
        );
    }

    /// <summary>In the child: opens an engine, times the one import, prints milliseconds.</summary>
    public static void RunOnce(string module)
    {
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        var watch = Stopwatch.StartNew();
        shell.AddCommand("Import-Module").AddParameter("Name", module).Invoke();
        watch.Stop();
        if (shell.HadErrors)
            throw new InvalidOperationException(shell.Streams.Error.First().ToString());
        Console.WriteLine(watch.Elapsed.TotalMilliseconds.ToString("R", CultureInfo.InvariantCulture));
    }

    private static double Child(string module)
    {
        using var process = Process.Start(
            new ProcessStartInfo(Environment.ProcessPath!, ["import-once", module]) { RedirectStandardOutput = true }
        )!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(text, CultureInfo.InvariantCulture);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
