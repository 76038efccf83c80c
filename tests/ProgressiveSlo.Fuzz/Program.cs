using ProgressiveSlo.Fuzz.Inputs;
using ProgressiveSlo.Testing;

namespace ProgressiveSlo.Fuzz;

/// <summary>
/// Damaged inputs for everything that reads: each gives what was read, or an exception that the methods document, with little work and
/// memory. A line for each target, which is a case, and the numbers of cases as the last line.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (FuzzOptions.Parse(arguments) is not { } options)
        {
            Console.Error.WriteLine(FuzzOptions.Usage);
            return 2;
        }

        var targets = FuzzTarget.All.Where(t => options.Target is null || t.Name == options.Target).ToArray();
        if (targets.Length == 0)
        {
            Console.Error.WriteLine(
                $"There is no target '{options.Target}'. Give one of {string.Join(", ", FuzzTarget.All.Select(t => t.Name))}."
            );
            return 2;
        }

        if (options.ListOnly)
        {
            foreach (var target in targets)
                Console.WriteLine(
                    $"{target.Name, -18} {target.Seeds().Count(), 5} seeds {SeedFiles.CorpusFiles(target.Name).Count, 4} in the corpus"
                );
            return 0;
        }

        // What is written must not depend on the machine's culture; a comma for a decimal point shows what does.
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        return Run(targets, options) ? 0 : 1;
    }

    private static bool Run(FuzzTarget[] targets, FuzzOptions options)
    {
        var artifacts = Path.Combine(Repository.Root, "artifacts", "fuzz");
        Directory.CreateDirectory(artifacts);
        var shares = targets.Sum(t => t.Share);
        var results = new List<TargetResult>();
        using (var watch = new CurrentInput(artifacts))
        {
            foreach (var target in targets)
            {
                var count = options.Count == 1 ? 1 : (int)Math.Max(1, (long)options.Count * target.Share / shares);
                var result = new TargetRun(target, options, artifacts, watch).Run(count);
                results.Add(result);
                Console.WriteLine(result);
            }
        }

        var unknown = SeedFiles.CorpusTargets.Except(FuzzTarget.All.Select(t => t.Name)).ToArray();
        foreach (var folder in unknown)
            Console.WriteLine($"failed corpus/{folder}\n  There is no such target: its inputs are not run.");
        var failed = results.Count(r => r.HasFailed) + unknown.Length;
        Console.WriteLine(TargetResult.Total(results, options.Seed));
        Console.WriteLine($"Fuzz: {results.Count + unknown.Length - failed} passed, {failed} failed, 0 skipped");
        return failed == 0;
    }
}
