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
    [InlineData("a: 1 # c\rb: 2\r\n")]
    [InlineData("a: 1 # c\rb: 2")]
    [InlineData("a: 1 # c\u0085b: 2\n")]
    [InlineData("a: 1 # c\u2028b: 2\n")]
    [InlineData("a: 1 # c\u2029b: 2\n")]
    [InlineData("- 1\n")]
    public void What_has_no_lines_of_its_own_is_not_edited(string text) => Assert.Null(YamlEdit.Apply(text, "a: 1\n", "a: 2\n"));

    [Theory]
    [InlineData("a: one\n  two # c\nb: 1\n", "a: one two\nb: 1\n", "a: three\nb: 1\n", "a: three\nb: 1\n")]
    [InlineData("a: 'one\n  two'\nb: 1\n", "a: one two\nb: 1\n", "a: three\nb: 2\n", "a: three\nb: 2\n")]
    [InlineData("a: 1 # c\nb: 1\n", "a: 1\nb: 1\n", "a: |-\n  x\n  y\nb: 1\n", "a: |- # c\n  x\n  y\nb: 1\n")]
    [InlineData("a: |-\n  x\n  y\nb: 1 # c\n", "a: |-\n  x\n  y\nb: 1\n", "a: z\nb: 1\n", "a: z\nb: 1 # c\n")]
    [InlineData("a: >\n  x\n  y\n\n# c\nb: 1\n", "a: |\n  x y\nb: 1\n", "a: z\nb: 1\n", "a: z\n\n# c\nb: 1\n")]
    [InlineData("a: |\n  x", "a: |-\n  x\n", "a: |-\n  y\n  z\n", "a: |-\n  y\n  z")]
    [InlineData("m:\n  a: |\n    x\n\n\n  b: 1\n", "m:\n  a: |\n    x\n  b: 1\n", "m:\n  a: z\n  b: 1\n", "m:\n  a: z\n\n\n  b: 1\n")]
    [InlineData("a: # c\nb: 1\n", "a:\nb: 1\n", "a: 5\nb: 1\n", "a: 5 # c\nb: 1\n")]
    [InlineData("a: 5 # c\nb: 1\n", "a: 5\nb: 1\n", "a:\nb: 1\n", "a: # c\nb: 1\n")]
    [InlineData("a:   2 # c\n", "a: 1\n", "a: 2\n", "a:   2 # c\n")]
    public void A_text_over_several_lines_or_none_is_replaced_as_a_whole(string text, string before, string after, string expected) =>
        Assert.Equal(expected, YamlEdit.Apply(text, before, after));

    [Theory]
    [InlineData("l: ['a # b'] # c\n", "l:\n- 'a # b'\n", "l:\n- x\n", "l:\n- x\n")]
    [InlineData("l: [\"a # b\"]\n", "l:\n- 'a # b'\n", "l:\n- x\n", "l:\n- x\n")]
    [InlineData("l: [a#b]\n", "l:\n- a#b\n", "l:\n- x\n", "l:\n- x\n")]
    [InlineData("a#l: {a: 1}\n", "a#l:\n  a: 1\n", "a#l:\n  a: 2\n", "a#l:\n  a: 2\n")]
    [InlineData("l:\n- a: 1 # c\n- 2\n", "l:\n- a: 1\n- 2\n", "l:\n- x\n- 2\n", "l:\n- x # c\n- 2\n")]
    [InlineData("l: # c\n- 1\nb: 1\n", "l:\n- 1\nb: 1\n", "l: []\nb: 1\n", "l: []\nb: 1\n")]
    public void A_comment_goes_along_where_it_is_sure_to_be_one(string text, string before, string after, string expected) =>
        Assert.Equal(expected, YamlEdit.Apply(text, before, after));

    [Theory]
    [InlineData(
        "l:\n- 1 # one\n- 2 # two\n# of three\n- 3\nb: 1\n",
        "l:\n- 1\n- 2\n- 3\nb: 1\n",
        "l:\n- 1\nb: 1\n",
        "l:\n- 1 # one\n# of three\nb: 1\n"
    )]
    [InlineData("l:\n- a: 1\n  b: 2 # c\n", "l:\n- a: 1\n  b: 2\n", "l:\n- b: 2\n", "l:\n- b: 2\n")]
    [InlineData("l:\n- a: 1\n  b: 2 # c\n", "l:\n- a: 1\n  b: 2\n", "l:\n- a: 1\n", "l:\n- a: 1\n")]
    [InlineData("l:\n  - a: 1 # c\n", "l:\n- a: 1\n", "l:\n- z: 0\n  a: 1\n", "l:\n  - z: 0 # c\n    a: 1\n")]
    [InlineData("l:\n-\n  a: 1 # c\n", "l:\n- a: 1\n", "l:\n- a: 2\n", "l:\n- a: 2\n")]
    [InlineData(
        "l:\n- a: |\n    x\n  b: 1\n- 3 # c\n",
        "l:\n- a: |\n    x\n  b: 1\n- 3\n",
        "l:\n- a: y\n  b: 1\n- 3\n",
        "l:\n- a: y\n  b: 1\n- 3 # c\n"
    )]
    [InlineData("l:\n- 1 # one\n- 2\nb: 1\n", "l:\n- 1\nb: 1\n", "l:\n- 1\n- 4\n- 5\n- 6\nb: 1\n", "l:\n- 1 # one\n- 4\n- 5\n- 6\nb: 1\n")]
    [InlineData("l:\n- - 1 # c\n  - 2\n", "l:\n- - 1\n  - 2\n", "l:\n- - 1\n  - 3\n", "l:\n- - 1 # c\n  - 3\n")]
    public void Items_come_go_and_change(string text, string before, string after, string expected) =>
        Assert.Equal(expected, YamlEdit.Apply(text, before, after));

    [Theory]
    [InlineData("a: 1 # c\nb: 2\n", "a: 1\nb: 2\n", "a: 1\nc: 3\nd: 4\nb: 5\n", "a: 1 # c\nc: 3\nd: 4\nb: 5\n")]
    [InlineData("# head\na: 1 # c\n", "a: 1\n", "y: 0\nz: 0\na: 1\n", "# head\ny: 0\nz: 0\na: 1 # c\n")]
    [InlineData("a: 1\nb: 2\nc: 3 # c\n", "a: 1\nb: 2\nc: 3\n", "a: 1\nd: 4\nc: 3\n", "a: 1\nd: 4\nc: 3 # c\n")]
    [InlineData("a: 1\nb: 2 # c\n", "a: 1\nb: 2\n", "b: 2\n", "b: 2 # c\n")]
    [InlineData(
        "m:\n    a: 1 # c\n",
        "m:\n  a: 1\n",
        "m:\n  a: 1\n  t: |-\n    x\n\n    y\n",
        "m:\n    a: 1 # c\n    t: |-\n      x\n\n      y\n"
    )]
    [InlineData("  a: 1 # c\n", "a: 1\n", "a: 1\nt: |-\n  x\n\n  y\n", "  a: 1 # c\n  t: |-\n    x\n\n    y\n")]
    [InlineData("m:\n  a: 1 # c\n", "m:\n  a: 1\n", "m: 2\n", "m: 2\n")]
    [InlineData("m: 2 # c\n", "m: 2\n", "m:\n  a: 1\n", "m: # c\n  a: 1\n")]
    [InlineData("m:\n  a: 1 # c\n", "m:\n  a: 1\n", "m:\n- 1\n", "m:\n- 1\n")]
    public void Keys_come_go_and_change(string text, string before, string after, string expected) =>
        Assert.Equal(expected, YamlEdit.Apply(text, before, after));

    [Fact]
    public void The_same_document_changes_nothing() => Assert.Equal("a:   1 # x\n", YamlEdit.Apply("a:   1 # x\n", "a: 1\n", "a: 1\n"));
}
