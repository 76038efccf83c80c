using ProgressiveSlo.Formats.Yaml;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Yaml;

/// <summary>The lines that a difference is about, and no other ones, change.</summary>
public sealed class YamlEditTests
{
    [Theory]
    [InlineData("a: 1 # one\nb: x\n", "a: 1\nb: x\n", "a: 2\nb: x\n", "a: 2 # one\nb: x\n")]
    [InlineData("# head\nb: 'x'\n\na: \"1\"\n", "a: '1'\nb: x\n", "a: '2'\nb: x\n", "# head\nb: 'x'\n\na: '2'\n")]
    [InlineData("a: 1\n# end\n", "a: 1\n", "a: 1\nb:\n- c: 2\n", "a: 1\nb:\n- c: 2\n# end\n")]
    [InlineData(
        "a: 1\nb:\n    # of b\n    - c: 2 # two\n# end\n",
        "a: 1\nb:\n- c: 2\n",
        "a: 1\nb:\n- c: 2\n  d: 3\n- c: 4\n",
        "a: 1\nb:\n    # of b\n    - c: 2 # two\n      d: 3\n    - c: 4\n# end\n"
    )]
    [InlineData("a: 1\nb: # gone\n- 2\n- 3 # too\nc: 4\n", "a: 1\nb:\n- 2\n- 3\nc: 4\n", "a: 1\nc: 4\n", "a: 1\nc: 4\n")]
    [InlineData(
        "a: |\n  one\n  two\n\n# kept\nb: 1\n",
        "a: |\n  one\n  two\nb: 1\n",
        "a: |\n  one\n  three\nb: 2\n",
        "a: |\n  one\n  three\n\n# kept\nb: 2\n"
    )]
    [InlineData(
        "m:\n  x: 1 # kept\n  y: 2\n",
        "m:\n  x: 1\n  y: 2\n  z: 0\n",
        "m:\n  x: 1\n  y: 3\n  z: 0\n",
        "m:\n  x: 1 # kept\n  y: 3\n"
    )]
    [InlineData("l: [1, 2] # flow\nb: 1 # kept\n", "l:\n- 1\n- 2\nb: 1\n", "l:\n- 1\n- 3\nb: 1\n", "l: # flow\n- 1\n- 3\nb: 1 # kept\n")]
    [InlineData("l: [] # none\nb: 1\n", "l: []\nb: 1\n", "l:\n- x: 1\nb: 1\n", "l: # none\n- x: 1\nb: 1\n")]
    [InlineData("a: 1", "a: 1\n", "a: 1\nb: 2\n", "a: 1\nb: 2")]
    [InlineData("a: 1 # c\r\nb: 2\r\n", "a: 1\nb: 2\n", "a: 1\nb: 3\nc: 4\n", "a: 1 # c\r\nb: 3\r\nc: 4\r\n")]
    [InlineData(
        "l:\n  - a: 1\n    b: 2\n  # second\n  - a: 3 # three\n",
        "l:\n- a: 1\n  b: 2\n- a: 3\n",
        "l:\n- a: 1\n  b: 5\n- a: 4\n",
        "l:\n  - a: 1\n    b: 5\n  # second\n  - a: 4 # three\n"
    )]
    public void What_is_not_part_of_the_difference_stays(string text, string before, string after, string expected) =>
        Assert.Equal(expected, YamlEdit.Apply(text, before, after));

    [Theory]
    [InlineData("{a: 1, b: 2}\n")]
    [InlineData("a: &x 1\nb: *x\n")]
    [InlineData("a: !!str 1\n")]
    [InlineData("a: 1\n---\nb: 2\n")]
    [InlineData("a: [1\n")]
    [InlineData("- 1\n")]
    public void What_has_no_lines_of_its_own_is_not_edited(string text) => Assert.Null(YamlEdit.Apply(text, "a: 1\n", "a: 2\n"));

    [Fact]
    public void The_same_document_changes_nothing() => Assert.Equal("a:   1 # x\n", YamlEdit.Apply("a:   1 # x\n", "a: 1\n", "a: 1\n"));
}
