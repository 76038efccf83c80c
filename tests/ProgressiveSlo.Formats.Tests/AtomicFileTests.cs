using ProgressiveSlo.Formats.Files;
using Xunit;

namespace ProgressiveSlo.Formats.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slo-test-").FullName;

    private string Target => Path.Combine(_folder, "plan.yaml");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Writes_UTF8_without_mark()
    {
        AtomicFile.Write(Target, overwrite: false, w => w.WriteLine("é"));
        Assert.Equal([0xC3, 0xA9, (byte)'\n'], File.ReadAllBytes(Target));
    }

    [Fact]
    public void A_failure_half_way_leaves_the_old_file_and_nothing_else()
    {
        File.WriteAllText(Target, "old");
        Assert.Throws<InvalidOperationException>(() =>
            AtomicFile.Write(
                Target,
                overwrite: true,
                w =>
                {
                    w.Write(new string('x', 100_000));
                    throw new InvalidOperationException();
                }
            )
        );
        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData(3_145_728, true)]
    [InlineData(3_145_729, false)]
    public void What_could_not_be_read_again_is_not_written(int length, bool written)
    {
        File.WriteAllText(Target, "old");
        void Act() => AtomicFile.Write(Target, overwrite: true, w => w.Write(new string('x', length)), most: 3 * 1024 * 1024);
        if (written)
            Act();
        else
            Assert.Contains("would have 3.0 MiB, and a file of more than 3 MiB is not read again", Assert.Throws<IOException>(Act).Message);
        Assert.Equal(written ? length : 3, new FileInfo(Target).Length);
        Assert.Equal([Target], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Nothing_is_replaced_without_leave()
    {
        File.WriteAllText(Target, "old");
        Assert.Throws<IOException>(() => AtomicFile.Write(Target, overwrite: false, w => w.Write("new")));
        Assert.Equal("old", File.ReadAllText(Target));
        AtomicFile.Write(Target, overwrite: true, w => w.Write("new"));
        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder).ToArray());
    }

    [Fact]
    public void A_link_is_followed_and_stays()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        var link = Path.Combine(_folder, "link.yaml");
        Directory.CreateDirectory(Path.Combine(_folder, "real"));
        var real = Path.Combine(_folder, "real", "plan.yaml");
        File.WriteAllText(real, "old");
        File.CreateSymbolicLink(link, "real/plan.yaml");

        AtomicFile.Write(link, overwrite: true, w => w.Write("new"));

        Assert.Equal("new", File.ReadAllText(real));
        Assert.NotNull(new FileInfo(link).LinkTarget);
    }

    [Fact]
    public void Permissions_are_kept()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such permissions.");
            return;
        }

        File.WriteAllText(Target, "old");
        File.SetUnixFileMode(Target, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        AtomicFile.Write(Target, overwrite: true, w => w.Write("new"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Target));
    }

    [Fact]
    public void A_device_is_not_replaced() =>
        Assert.Contains(
            "is a device",
            Assert.Throws<IOException>(() => AtomicFile.Write("/dev/stdout", overwrite: true, w => w.Write("x"))).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_folder_is_not_a_file() => Assert.Throws<IOException>(() => AtomicFile.Write(_folder, overwrite: true, w => w.Write("x")));
}
