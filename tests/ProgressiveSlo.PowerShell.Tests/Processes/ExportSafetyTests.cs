using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Processes;

/// <summary>What happens to files when an export is killed, interrupted, or runs out of disk.</summary>
public sealed class ExportSafetyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slo-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    [Trait("Category", "Slow")]
    public void Killed_at_any_moment_the_file_is_the_old_or_the_new_one_whole()
    {
        const int Kills = 200;
        var (one, two) = (Expected("one"), Expected("two"));

        // Seeded: the moments differ from kill to kill, and are the same in each run as far as the machine allows.
        var random = new Random(9);
        var delays = Enumerable.Range(0, Kills).Select(_ => random.Next(0, 4000)).ToArray();
        Parallel.For(
            0,
            Kills,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            i =>
            {
                var folder = Directory.CreateDirectory(Path.Combine(_folder, "kill" + i)).FullName;
                var file = Path.Combine(folder, "p.yaml");
                using (
                    var process = SloProcess.Start(
                        folder,
                        "while ($true) { foreach ($o in 'one', 'two') { New-SloPlan a -StartDate "
                            + "2026-01-05 -Owner $o | Export-SloPlan p.yaml -Force } }"
                    )
                )
                {
                    SloProcess.Until(() => File.Exists(file) || process.HasExited);
                    var watch = Stopwatch.StartNew();
                    while (watch.Elapsed.TotalMicroseconds < delays[i] * 10)
                        Thread.SpinWait(20);
                    process.Kill();
                    SloProcess.WaitForExit(process);
                }

                Assert.Contains(File.ReadAllText(file), new[] { one, two });
            }
        );

        // The next run in a folder sweeps what the killed one left.
        using var engine = Engine.Create();
        Assert.Empty(
            engine
                .Run(
                    "Get-ChildItem $folder/kill* | ForEach-Object { New-SloPlan a -StartDate 2026-01-05 | "
                        + "Export-SloPlan \"$_/p.yaml\" -Force }",
                    ("folder", _folder)
                )
                .Errors
        );
        Assert.All(
            Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories),
            f => Assert.EndsWith(".yaml", f, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Interrupted_in_the_middle_no_file_is_half_written()
    {
        using var process = SloProcess.Start(
            _folder,
            "1..100000 | ForEach-Object { \"service-$_\" } | New-SloPlan -StartDate 2026-01-05 | Export-SloPlan plans/"
        );
        SloProcess.Until(() =>
            Directory.Exists(Path.Combine(_folder, "plans"))
            && Directory.EnumerateFiles(Path.Combine(_folder, "plans"), "*.yaml").Skip(3).Any()
        );
        SloProcess.Interrupt(process);
        SloProcess.WaitForExit(process);

        Assert.Equal(130, process.ExitCode);
        var names = Directory.GetFileSystemEntries(Path.Combine(_folder, "plans"));
        Assert.InRange(names.Length, 4, 99_999);
        Assert.All(names, n => Assert.EndsWith(".yaml", n, StringComparison.Ordinal));
        using var engine = Engine.Create();
        var result = engine.Run("(Import-SloPlan $folder).Count", ("folder", Path.Combine(_folder, "plans")));
        Assert.Empty(result.Errors);
        Assert.Equal(names.Length, (int)result.Single());
    }

    [Fact]
    public void On_a_full_disk_the_old_file_stays_and_the_error_says_why()
    {
        var disk = Directory.CreateDirectory(Path.Combine(_folder, "disk")).FullName;
        if (Run("mount", "-t", "tmpfs", "-o", "size=64k", "none", disk) != 0)
            Assert.Skip("A small disk can only be mounted by root.");
        try
        {
            using var engine = Engine.Create();
            Assert.Empty(engine.Run("New-SloPlan a -Owner old | Export-SloPlan $disk/p.yaml", ("disk", disk)).Errors);
            Fill(Path.Combine(disk, "filler"));

            var result = engine.Run(
                "New-SloPlan a -Owner new | Export-SloPlan $disk/p.yaml -Force; New-SloPlan b | Export-SloPlan "
                    + "$disk/q.yaml; New-SloPlan a | Export-SloReport $disk/r.md",
                ("disk", disk)
            );

            Assert.Equal(
                ["SloPlanWriteFailed", "SloPlanWriteFailed", "SloReportWriteFailed"],
                result.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0])
            );
            Assert.All(result.Errors, e => Assert.Contains("No space left", e.Exception.Message, StringComparison.Ordinal));
            Assert.All(result.Errors, e => Assert.DoesNotContain(".tmp", e.Exception.Message, StringComparison.Ordinal));
            Assert.Equal(["filler", "p.yaml"], Directory.GetFileSystemEntries(disk).Select(Path.GetFileName).Order());
            Assert.Equal("old", (string)engine.Run("(Import-SloPlan $disk/p.yaml).Owner", ("disk", disk)).Single());
        }
        finally
        {
            Run("umount", disk);
        }
    }

    private static void Fill(string path)
    {
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
                stream.Write(new byte[4096]);
        }
        catch (IOException)
        {
            // Full, as wanted.
        }
    }

    private static int Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    private string Expected(string owner)
    {
        var file = Path.Combine(_folder, owner + ".yaml");
        using var engine = Engine.Create();
        Assert.Empty(
            engine.Run("New-SloPlan a -StartDate 2026-01-05 -Owner $owner | Export-SloPlan $file", ("owner", owner), ("file", file)).Errors
        );
        return File.ReadAllText(file);
    }
}
