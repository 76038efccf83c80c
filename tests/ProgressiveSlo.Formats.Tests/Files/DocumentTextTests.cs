using System.Text;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Yaml;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Files;

/// <summary>A file is decoded piece by piece, and says the same as if it were one string.</summary>
public sealed class DocumentTextTests : IDisposable
{
    // Longer than a piece, and its characters of several bytes lie across the borders of pieces.
    private static readonly string _text = string.Concat(Enumerable.Range(0, 9_000).Select(i => $"# ä€😀{i % 10}\n")) + "a: 1\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("slo-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-32", true)]
    public void It_is_the_text_in_every_encoding(string encoding, bool hasMark)
    {
        var coder = Encoding.GetEncoding(encoding);
        var text = Open([.. hasMark ? coder.GetPreamble() : [], .. coder.GetBytes(_text)]);
        Assert.Equal(_text, text.ToString());
        using var reader = text.Open();
        Assert.Equal(_text, reader.ReadToEnd());
        Assert.Equal(_text.Split('\n'), text.Lines());
        Assert.Equal(_text, Encoding.UTF8.GetString(text.ToUtf8()));
        Assert.Equal("1", ((YamlScalar)((YamlMap)YamlLoader.Load(text, "", DocumentLimits.Default)[0]).Find("a")!).Value);
    }

    [Fact]
    public void Reading_a_file_allocates_its_bytes_and_no_string()
    {
        var path = Path.Combine(_folder, "large.yaml");
        File.WriteAllBytes(path, Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("- alert: A\n", 200_000))));
        var length = new FileInfo(path).Length;
        DocumentFile.Open(path, path, DocumentLimits.Default);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var text = DocumentFile.Open(path, path, DocumentLimits.Default);
        Assert.Equal('-', (char)text.ToUtf8()[0]);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, length, length * 5 / 4);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_told_with_their_place_behind_any_number_of_pieces()
    {
        var problem = Assert.Throws<SloDocumentException>(() => Open([.. Encoding.UTF8.GetBytes(_text), (byte)'b', 0xFF])).Problems[0];
        Assert.Equal((9_002, 2), (problem.Line, problem.Column));
        Assert.Contains("not valid UTF-8", problem.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_NUL_is_told_with_its_place_behind_any_number_of_pieces()
    {
        var problem = Assert.Throws<SloDocumentException>(() => Open(Encoding.UTF8.GetBytes(_text + "ab\0"))).Problems[0];
        Assert.Equal((9_002, 3), (problem.Line, problem.Column));
        Assert.Contains("NUL", problem.Problem.Message, StringComparison.Ordinal);
    }

    // As numbers: an attribute cannot hold half of a character.
    [Theory]
    [InlineData(new[] { 0xd83d, 0xde00 }, null)]
    [InlineData(new[] { 0xd83d, 'x' }, 8_192)]
    [InlineData(new[] { 'x', 0xde00 }, 8_193)]
    [InlineData(new[] { 0xd83d, 0xd83d, 0xde00 }, 8_192)]
    [InlineData(new[] { 0xd83d }, 8_192)]
    [InlineData(new[] { 'x', 7 }, 8_193)]
    public void A_character_across_the_border_of_two_pieces_is_whole_or_refused(int[] end, int? column)
    {
        // A piece has 8,192 characters.
        var text = "#" + new string('x', 8_190) + string.Concat(end.Select(c => (char)c));
        if (column is null)
        {
            Assert.Empty(YamlLoader.Load(text, "", DocumentLimits.Default));
            return;
        }

        var problem = Assert.Throws<SloDocumentException>(() => YamlLoader.Load(text, "", DocumentLimits.Default)).Problems[0];
        Assert.Equal((1, column.Value), (problem.Line, problem.Column));
    }

    private static DocumentText Open(byte[] content) => DocumentFile.Open(content, "a.yaml", DocumentLimits.Default);
}
