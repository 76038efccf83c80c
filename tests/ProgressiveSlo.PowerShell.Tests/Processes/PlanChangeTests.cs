using System.Diagnostics;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Processes;

/// <summary>Many processes change one plan file at once.</summary>
public sealed class PlanChangeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slo-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Of_8_processes_that_spell_one_path_differently_every_change_is_recorded_or_refused()
    {
        const int Changes = 50;
        using var engine = Engine.Create();
        var file = Path.Combine(_folder, "plans", "plan.yaml");
        Assert.Empty(engine.Run("New-SloPlan api -StartDate 2026-01-05 | Export-SloPlan $file", ("file", file)).Errors);
        var spellings = Spellings();
        var links = Directory.GetFiles(_folder);

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
        var processes = spellings
            .Select((path, who) => SloProcess.Start(_folder, $"$who = {who}; $plan = '{path}'; $folder = '{_folder}'; " + script))
            .ToArray();
        foreach (var process in processes)
        {
            SloProcess.WaitForExit(process);
            process.Dispose();
        }

        var texts = Enumerable
            .Range(0, spellings.Length)
            .Select(who => File.ReadAllText(Path.Combine(_folder, who + ".txt")).Split(' ', 4))
            .ToArray();
        Assert.All(texts, text => Assert.Equal(("0", ""), (text[2], text[3])));
        (int Done, int Refused)[] counts = texts
            .Select(text => (int.Parse(text[0], CultureInfo.InvariantCulture), int.Parse(text[1], CultureInfo.InvariantCulture)))
            .ToArray();
        Assert.Equal(spellings.Length * Changes, counts.Sum(c => c.Done + c.Refused));
        dynamic plan = engine.Run("Import-SloPlan $file", ("file", file)).Single();
        var steps = counts.Where((_, who) => who % 2 == 1).Sum(c => c.Done);
        Assert.Equal(steps, (int)plan.History.Length);
        Assert.True(steps > 0);
        Assert.Equal(1, counts.Where((_, who) => who % 2 == 0).Sum(c => c.Done));
        Assert.Equal([file], Directory.GetFiles(Path.Combine(_folder, "plans")));
        Assert.Equal(
            Enumerable.Range(0, spellings.Length).Select(who => Path.Combine(_folder, who + ".txt")).Concat(links).Order(),
            Directory.GetFiles(_folder).Order()
        );
        Assert.All(links, link => Assert.NotNull(new FileInfo(link).LinkTarget));
    }

    // One file, spelled in eight ways: relative and absolute, with dots and doubled separators, as the only file of its folder, and through
    // links to the folder, to a link to it, and to the file itself.
    private string[] Spellings()
    {
        var isCaseIgnored = File.Exists(Path.Combine(_folder, "PLANS", "Plan.yaml"));
        string[] plain =
        [
            "plans/plan.yaml",
            "plans/",
            isCaseIgnored ? "PLANS/Plan.yaml" : "./plans/./plan.yaml",
            Path.Combine(_folder, "plans", "plan.yaml"),
            "plans/../plans//plan.yaml",
        ];
        if (OperatingSystem.IsWindows())
            return [.. plain, "plans\\plan.yaml", ".\\plans", "plans/plan.yaml"];
        Directory.CreateSymbolicLink(Path.Combine(_folder, "link"), Path.Combine(_folder, "plans"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "chain"), "link");
        File.CreateSymbolicLink(Path.Combine(_folder, "file.yaml"), Path.Combine("plans", "plan.yaml"));
        return [.. plain, "file.yaml", "link/plan.yaml", Path.Combine(_folder, "chain") + "/./plan.yaml"];
    }
}
