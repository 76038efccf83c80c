using System.Diagnostics;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Processes;

/// <summary>Many processes change one plan file at once.</summary>
public sealed class PlanChangeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slo-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Of_8_processes_with_50_changes_each_every_one_is_recorded_or_refused()
    {
        const int Processes = 8;
        const int Changes = 50;
        using var engine = Engine.Create();
        var file = Path.Combine(_folder, "plan.yaml");
        Assert.Empty(engine.Run("New-SloPlan api -StartDate 2026-01-05 | Export-SloPlan $file", ("file", file)).Errors);

        // Every second pair goes through a link to the folder: another spelling of the same file.
        if (!OperatingSystem.IsWindows())
            Directory.CreateSymbolicLink(Path.Combine(_folder, "link"), _folder);

        // Odd ones step on and back, so that both succeed and collide; even ones attest. Each writes what became of each change to a file.
        var script = """
            $done = 0; $refused = 0; $other = @()
            1..50 | ForEach-Object {
                $n = $_
                try {
                    if ($who % 2) {
                        if ($n % 2) { Step-SloPlan $plan -Force -Reason "$who-$n" -By "p$who" -ErrorAction Stop }
                        else { Step-SloPlan $plan -Back -Reason "$who-$n" -By "p$who" -ErrorAction Stop }
                    }
                    else { Complete-SloCriterion $plan -Criterion *trained* -Note "$who-$n" -Phase baseline -By "p$who" -ErrorAction Stop }
                    $done++
                }
                catch {
                    if ($_.FullyQualifiedErrorId -match '^(SloPlanLastPhase|SloPlanStepPlan|SloCriterionCriterion),') { $refused++ } else { $other += "$_" }
                }
            }
            [IO.File]::WriteAllText("$folder/$who.txt", "$done $refused $($other.Count) $($other -join '; ')")
            """;
        var processes = Enumerable
            .Range(0, Processes)
            .Select(who => SloProcess.Start(_folder, $"$who = {who}; $plan = '{PlanOf(who)}'; $folder = '{_folder}'; " + script))
            .ToArray();
        foreach (var process in processes)
        {
            SloProcess.WaitForExit(process);
            process.Dispose();
        }

        var texts = Enumerable
            .Range(0, Processes)
            .Select(who => File.ReadAllText(Path.Combine(_folder, who + ".txt")).Split(' ', 4))
            .ToArray();
        Assert.All(texts, text => Assert.Equal(("0", ""), (text[2], text[3])));
        (int Done, int Refused)[] counts = texts
            .Select(text => (int.Parse(text[0], CultureInfo.InvariantCulture), int.Parse(text[1], CultureInfo.InvariantCulture)))
            .ToArray();
        Assert.Equal(Processes * Changes, counts.Sum(c => c.Done + c.Refused));
        dynamic plan = engine.Run("Import-SloPlan $file", ("file", file)).Single();
        var steps = counts.Where((_, who) => who % 2 == 1).Sum(c => c.Done);
        Assert.Equal(steps, (int)plan.History.Length);
        Assert.True(steps > 0);
        Assert.Equal(1, counts.Where((_, who) => who % 2 == 0).Sum(c => c.Done));
        Assert.Equal(
            ["plan.yaml", .. Enumerable.Range(0, Processes).Select(who => who + ".txt").Order()],
            Directory.GetFiles(_folder).Select(f => Path.GetFileName(f)!).OrderByDescending(n => n == "plan.yaml").ThenBy(n => n)
        );
    }

    private static string PlanOf(int who) => who / 2 % 2 == 1 && !OperatingSystem.IsWindows() ? "link/plan.yaml" : "plan.yaml";
}
