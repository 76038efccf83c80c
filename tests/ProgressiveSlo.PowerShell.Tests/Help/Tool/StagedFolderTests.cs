using System.Text;
using ProgressiveSlo.Build;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Help.Tool;

public sealed class StagedFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slo-staged-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_folder_holds_exactly_the_files()
    {
        Write(("old.dll", "x"), ("old/older/x.txt", "x"), ("a.txt", "1"));
        Write(("a.txt", "2"), ("en-US/b.txt", "3"));
        Assert.Equal(["a.txt", "en-US", "en-US/b.txt"], Entries());
        Assert.Equal("2", File.ReadAllText(Path.Combine(_folder, "a.txt")));
    }

    [Fact]
    public void A_file_that_is_right_is_not_touched()
    {
        Write(("a.txt", "1"));
        var file = Path.Combine(_folder, "a.txt");
        var before = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(file, before);
        Write(("a.txt", "1"));
        Assert.Equal(before, File.GetLastWriteTimeUtc(file));
    }

    private void Write(params (string Path, string Content)[] files)
    {
        var contents = new Dictionary<string, Func<byte[]>>();
        foreach ((var path, var content) in files)
            contents[path] = () => Encoding.UTF8.GetBytes(content);
        StagedFolder.Write(_folder, contents);
    }

    private IEnumerable<string> Entries() =>
        Directory
            .GetFileSystemEntries(_folder, "*", SearchOption.AllDirectories)
            .Select(e => Path.GetRelativePath(_folder, e).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
}
