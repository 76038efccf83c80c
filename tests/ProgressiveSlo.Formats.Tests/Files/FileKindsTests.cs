using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Formats.Files;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Files;

/// <summary>Links, pipes, leftovers of killed runs, and many writers of one file.</summary>
public sealed class FileKindsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slo-kinds-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_pipe_is_special_and_a_file_a_folder_and_a_link_to_a_file_are_not()
    {
        SpecialFiles.SkipOnWindows();
        SpecialFiles.MakePipe(PathOf("pipe"));
        File.WriteAllText(PathOf("file"), "");
        File.CreateSymbolicLink(PathOf("link"), "file");
        File.CreateSymbolicLink(PathOf("lost"), "nowhere");
        File.CreateSymbolicLink(PathOf("to-pipe"), "pipe");

        string[] names = ["pipe", "to-pipe", "file", ".", "link", "lost", "missing"];
        Assert.Equal(["pipe", "to-pipe"], names.Where(n => FileKinds.IsSpecial(PathOf(n))));
        Assert.Equal(["file", "link"], names.Where(n => FileKinds.IsFile(PathOf(n))));
        Assert.Equal(["lost"], names.Where(n => FileKinds.IsDangling(PathOf(n))));
        Assert.Equal(["to-pipe", "link", "lost"], names.Where(n => FileKinds.IsLink(PathOf(n))));
        Assert.True(FileKinds.IsSpecial("/dev/null"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_pipe_is_never_written_to_and_never_replaced(bool overwrite)
    {
        SpecialFiles.SkipOnWindows();
        SpecialFiles.MakePipe(PathOf("a.yaml"));
        var error = Assert.Throws<IOException>(() => AtomicFile.Write(PathOf("a.yaml"), overwrite, w => w.Write("x")));
        Assert.Contains("is a pipe", error.Message, StringComparison.Ordinal);
        Assert.True(FileKinds.IsSpecial(PathOf("a.yaml")));
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void Nothing_is_written_where_a_link_leads_to_nothing()
    {
        SpecialFiles.SkipOnWindows();
        Directory.CreateDirectory(PathOf("elsewhere"));
        File.CreateSymbolicLink(PathOf("a.yaml"), PathOf("elsewhere/b.yaml"));
        var error = Assert.Throws<IOException>(() => AtomicFile.Write(PathOf("a.yaml"), overwrite: true, w => w.Write("x")));
        Assert.Contains("is not there", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(PathOf("elsewhere")));
    }

    [Fact]
    public void What_a_killed_run_left_is_swept_and_what_somebody_holds_or_named_otherwise_stays()
    {
        SpecialFiles.SkipOnWindows();
        var stale = "." + new string('a', 32) + ".slo.tmp";
        var held = "." + new string('b', 32) + ".slo.tmp";
        var young = "." + new string('f', 32) + ".slo.tmp";
        string[] others = [".notes.slo.tmp", stale + "x", "a" + stale, "." + new string('c', 31) + "G.slo.tmp", young];
        foreach (var name in others.Append(stale).Append(held))
        {
            File.WriteAllText(PathOf(name), "half");
            if (name != young)
                File.SetLastWriteTimeUtc(PathOf(name), DateTime.UtcNow.AddMinutes(-2));
        }

        File.CreateSymbolicLink(PathOf("." + new string('d', 32) + ".slo.tmp"), PathOf(".notes.slo.tmp"));
        SpecialFiles.MakePipe(PathOf("." + new string('e', 32) + ".slo.tmp"));

        using (new FileStream(PathOf(held), FileMode.Open, FileAccess.Write, FileShare.None))
            new StaleFiles().SweepBeside(PathOf("plan.yaml"));

        Assert.Equal(
            others.Append(held).Append("." + new string('d', 32) + ".slo.tmp").Append("." + new string('e', 32) + ".slo.tmp").Order(),
            Directory.GetFileSystemEntries(_folder).Select(f => Path.GetFileName(f)!).Order()
        );
    }

    [Fact]
    public void A_file_that_is_being_written_is_not_taken_for_one_of_a_killed_run()
    {
        SpecialFiles.SkipOnWindows();
        using var batch = new FileBatch();
        batch.Add(PathOf("a.yaml"), "new");
        SpinWait.SpinUntil(() => Directory.EnumerateFiles(_folder, ".*.slo.tmp").Any(), TimeSpan.FromSeconds(30));
        AtomicFile.Write(
            PathOf("b.yaml"),
            overwrite: true,
            w =>
            {
                foreach (var file in Directory.EnumerateFiles(_folder, ".*.slo.tmp"))
                    File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(-2));
                new StaleFiles().SweepBeside(PathOf("c.yaml"));
                w.Write("new");
            }
        );
        Assert.All(batch.Complete(), file => Assert.Null(file.Error));
        Assert.Equal(["a.yaml", "b.yaml"], Directory.GetFiles(_folder).Select(f => Path.GetFileName(f)!).Order());
    }

    [Fact]
    public void Many_writers_that_may_replace_a_file_never_meet_one_that_is_there_already()
    {
        for (var round = 0; round < 100; round++)
        {
            var path = PathOf(round.ToString(CultureInfo.InvariantCulture));
            using var start = new Barrier(6);
            Parallel.For(
                0,
                6,
                new ParallelOptions { MaxDegreeOfParallelism = 6 },
                i =>
                {
                    start.SignalAndWait(TimeSpan.FromMilliseconds(100));
                    AtomicFile.Write(path, overwrite: true, w => w.Write("text " + i));
                }
            );
            Assert.StartsWith("text ", File.ReadAllText(path), StringComparison.Ordinal);
        }

        Assert.Equal(100, Directory.EnumerateFileSystemEntries(_folder).Count());
    }

    [Fact]
    public void A_file_has_one_identity_through_links_in_any_part_of_its_path_and_in_any_case()
    {
        SpecialFiles.SkipOnWindows();
        Directory.CreateDirectory(PathOf("real/deep"));
        File.WriteAllText(PathOf("real/deep/plan.yaml"), "");
        File.CreateSymbolicLink(PathOf("first"), "real");
        File.CreateSymbolicLink(PathOf("second"), PathOf("first/deep"));
        File.CreateSymbolicLink(PathOf("real/plan.yaml"), "../second/plan.yaml");
        var name = FileIdentity.NameOf(PathOf("real/deep/plan.yaml"));

        Assert.All(
            [
                "first/deep/plan.yaml",
                "second/plan.yaml",
                "real/plan.yaml",
                "first/plan.yaml",
                "real/deep/../deep/plan.yaml",
                "real/deep/PLAN.yaml",
            ],
            spelling => Assert.Equal(name, FileIdentity.NameOf(PathOf(spelling)))
        );
        Assert.NotEqual(name, FileIdentity.NameOf(PathOf("real/deep/other.yaml")));
        Assert.Equal(FileIdentity.NameOf(PathOf("real/deep/new.yaml")), FileIdentity.NameOf(PathOf("second/new.yaml")));
    }

    [Fact]
    public void Links_that_lead_in_a_circle_have_an_identity_too()
    {
        SpecialFiles.SkipOnWindows();
        File.CreateSymbolicLink(PathOf("a"), "b");
        File.CreateSymbolicLink(PathOf("b"), "a");
        Assert.NotEmpty(FileIdentity.NameOf(PathOf("a/plan.yaml")));
    }

    [Fact]
    public void No_change_is_lost_through_two_spellings_of_one_path()
    {
        SpecialFiles.SkipOnWindows();
        Directory.CreateDirectory(PathOf("real"));
        File.CreateSymbolicLink(PathOf("link"), "real");
        File.WriteAllText(PathOf("real/n"), "0");
        Parallel.For(
            0,
            200,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            i =>
            {
                var path = PathOf(i % 2 == 0 ? "real/n" : "link/n");
                LockedFileUpdate.Change(
                    path,
                    () => File.ReadAllText(path),
                    text => (int.Parse(text, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture),
                    (text, output) => output.Write(text),
                    AtomicFile.MostDocumentBytes,
                    TestContext.Current.CancellationToken
                );
            }
        );
        Assert.Equal("200", File.ReadAllText(PathOf("real/n")));
    }

    [Fact]
    public void A_pipe_is_not_changed_in_place()
    {
        SpecialFiles.SkipOnWindows();
        SpecialFiles.MakePipe(PathOf("plan.yaml"));
        Assert.Contains(
            "is a pipe",
            Assert
                .Throws<IOException>(() =>
                    LockedFileUpdate.Change(
                        PathOf("plan.yaml"),
                        () => File.ReadAllText(PathOf("plan.yaml")),
                        t => t,
                        (_, _) => { },
                        AtomicFile.MostDocumentBytes,
                        TestContext.Current.CancellationToken
                    )
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    private string PathOf(string name) => Path.Combine(_folder, name);
}
