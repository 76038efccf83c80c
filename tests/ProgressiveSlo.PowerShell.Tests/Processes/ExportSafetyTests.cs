using System.Diagnostics;
using System.Threading;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Processes;

/// <summary>What happens to files when an export is killed, interrupted, or runs out of disk.</summary>
public sealed class ExportSafetyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slo-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // A process that stands still has left the files as one that is killed at this moment: what it has written is with the system. One
    // process can be stopped many times, and be started once.
    [Fact]
    [Trait("Category", "Slow")]
    public void Stopped_at_any_moment_the_file_is_the_old_or_the_new_one_whole()
    {
        const int Stops = 2000;
        var texts = new[] { Expected("one"), Expected("two") };
        using var process = StartExports(_folder, out var file);
        try
        {
            // Seeded: the moments are the same in each run as far as the machine allows.
            var random = new Random(9);
            var seen = new int[texts.Length];
            for (var i = 0; i < Stops; i++)
            {
                Thread.SpinWait(random.Next(0, 100_000));
                SloProcess.Stop(process);
                var text = File.ReadAllText(file);
                SloProcess.Continue(process);
                Assert.Contains(text, texts);
                seen[Array.IndexOf(texts, text)]++;
            }

            // A process that writes nothing any more would show nothing.
            Assert.False(process.HasExited);
            Assert.All(seen, count => Assert.InRange(count, Stops / 20, Stops));
        }
        finally
        {
            process.Kill();
            SloProcess.WaitForExit(process);
        }
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Killed_at_any_moment_the_file_is_the_old_or_the_new_one_whole()
    {
        const int Kills = 8;
        var texts = new[] { Expected("one"), Expected("two") };
        var random = new Random(9);
        for (var i = 0; i < Kills; i++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(_folder, "kill" + i)).FullName;
            using var process = StartExports(folder, out var file);
            Thread.SpinWait(random.Next(0, 1_000_000));
            process.Kill();
            SloProcess.WaitForExit(process);
            Assert.Contains(File.ReadAllText(file), texts);
        }

        // The next run in a folder sweeps what the killed one left, once it is a minute old.
        foreach (var left in Directory.EnumerateFiles(_folder, "*.slo.tmp", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddMinutes(-2));
        using var engine = Engine.Create();
        Assert.Empty(
            engine
                .Run(
                    "foreach ($folder in $folders) { New-SloPlan a -StartDate 2026-01-05 | Export-SloPlan \"$folder/p.yaml\" -Force }",
                    ("folders", Directory.GetDirectories(_folder, "kill*"))
                )
                .Errors
        );
        Assert.All(
            Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories),
            f => Assert.EndsWith(".yaml", f, StringComparison.Ordinal)
        );
    }

    // Twice each; the script takes any number, and a thousand by hand.
    [Fact]
    [Trait("Category", "Slow")]
    public void Whatever_cmdlet_is_killed_while_it_writes_each_file_is_whole_and_the_next_run_leaves_nothing_behind()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs SIGKILL.");
        var script = Path.Combine(StagedModule.Repository, "tests", "kill.ps1").Replace("'", "''", StringComparison.Ordinal);
        var (_, output, error) = SloProcess.Run(_folder, $"& '{script}' -Count 26 -Path work");
        Assert.Equal("", error);
        Assert.Matches(
            @"^26 kills \((\S+(-\S+| all)? 2(, )?){13}\): 0 files that are not whole, \d+ temporary files left, 0 after the next run\n$",
            output
        );
    }

    // Writes one plan over the other until it is ended; the first one is there when this returns.
    private static Process StartExports(string folder, out string file)
    {
        var path = file = Path.Combine(folder, "p.yaml");
        var process = SloProcess.Start(
            folder,
            "while ($true) { foreach ($o in 'one', 'two') "
                + "{ New-SloPlan a -StartDate 2026-01-05 -Owner $o | Export-SloPlan p.yaml -Force } }"
        );
        SloProcess.Until(() => File.Exists(path) || process.HasExited);
        return process;
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
