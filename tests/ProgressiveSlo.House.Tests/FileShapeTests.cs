namespace ProgressiveSlo.House.Tests;

/// <summary>A file is one idea that fits a reader's head, and a line fits a review side by side.</summary>
public sealed class FileShapeTests
{
    private const int LongestLine = 140;
    private const int LongestFile = 400;

    // Files over the limit, each with the reason.
    private static readonly Dictionary<string, string> LongFiles = new(StringComparer.Ordinal);

    public static TheoryData<string> Folders => new("src", "tests");

    [Theory]
    [MemberData(nameof(Folders))]
    public void No_line_is_longer_than_the_limit(string folder)
    {
        var longLines = Repository
            .Files(folder, "*.cs")
            .SelectMany(f => Code(f.Lines).Select(l => (f.Path, l.Number, l.Length)))
            .Where(l => l.Length > LongestLine)
            .Select(l => $"{l.Path}({l.Number}): {l.Length} columns, at most {LongestLine}")
            .ToArray();
        Assert.True(longLines.Length == 0, string.Join(Environment.NewLine, longLines));
    }

    // Raw texts are documents of other tools and scripts of users: they are as long as they are.
    private static IEnumerable<(int Number, int Length)> Code(string[] lines)
    {
        var isRaw = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var marks = lines[i].Split("\"\"\"").Length - 1;
            if (!isRaw && marks == 0)
                yield return (i + 1, lines[i].Length);
            isRaw ^= marks % 2 == 1;
        }
    }

    [Fact]
    public void No_file_of_the_product_is_longer_than_the_limit_without_a_reason()
    {
        var longFiles = Repository
            .Files("src", "*.cs")
            .Where(f => f.Lines.Length > LongestFile && !LongFiles.ContainsKey(f.Path))
            .Select(f => $"{f.Path}: {f.Lines.Length} lines, at most {LongestFile}")
            .ToArray();
        Assert.True(longFiles.Length == 0, string.Join(Environment.NewLine, longFiles));
    }

    [Fact]
    public void Each_exception_is_still_needed()
    {
        var files = Repository.Files("src", "*.cs").ToDictionary(f => f.Path, f => f.Lines.Length, StringComparer.Ordinal);
        Assert.All(
            LongFiles.Keys,
            f => Assert.True(files[f] > LongestFile, $"{f} is not over {LongestFile} lines any more: remove its exception")
        );
    }
}
