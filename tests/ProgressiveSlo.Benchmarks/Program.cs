using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace ProgressiveSlo.Benchmarks;

/// <summary>Entry point: <c>import</c> compares Import-Module in fresh processes; anything else goes to BenchmarkDotNet.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        switch (args)
        {
            case ["import"]:
                ImportComparison.Run(pairs: 15);
                return 0;
            case ["import-once", var module]:
                ImportComparison.RunOnce(module);
                return 0;
            default:
                // In process: the engine with the staged module is what is measured, and it needs no second build.
                var job = Job.MediumRun.WithToolchain(InProcessEmitToolchain.Instance);
                BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, DefaultConfig.Instance.AddJob(job));
                return 0;
        }
    }
}
