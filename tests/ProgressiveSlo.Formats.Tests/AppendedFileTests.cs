using ProgressiveSlo.Formats.Files;
using Xunit;

namespace ProgressiveSlo.Formats.Tests;

public sealed class AppendedFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slo-test-").FullName;

    private string File => Path.Combine(_folder, "file");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("", "größe\n")]
    [InlineData("a=1\n", "a=1\ngröße\n")]
    [InlineData("a=1", "a=1\ngröße\n")]
    public void Text_begins_on_a_line_of_its_own(string before, string after)
    {
        System.IO.File.WriteAllText(File, before);
        AppendedFile.Append(File, "größe\n");
        Assert.Equal(System.Text.Encoding.UTF8.GetBytes(after), System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void A_file_that_is_not_there_is_not_made()
    {
        Assert.Throws<FileNotFoundException>(() => AppendedFile.Append(File, "x"));
        Assert.False(System.IO.File.Exists(File));
    }
}
