using CsCheck;
using ProgressiveSlo.Text;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Text;

public sealed class LineDiffTests
{
    [Fact]
    public void Only_lines_that_differ_are_told_in_their_order() =>
        Assert.Equal(["- b", "+ x", "+ d"], LineDiff.Compute("a\nb\nc", "a\nx\nc\nd"));

    [Fact]
    public void Equal_texts_have_no_difference() => Assert.Empty(LineDiff.Compute("a\nb\n", "a\nb\n"));

    [Fact]
    public void Lines_around_a_change_show_where_it_is()
    {
        string[] before = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
        string[] after = ["a", "b", "x", "d", "e", "f", "g", "h", "i", "j"];
        Assert.Equal(
            ["  b", "- c", "+ x", "  d", "  ...", "  i", "+ j"],
            LineDiff.Compute(string.Join('\n', before), string.Join('\n', after), 1)
        );

        // Changes that are near share the lines between them.
        Assert.Equal(["- a", "+ x", "  b", "- c", "+ y"], LineDiff.Compute("a\nb\nc", "x\nb\ny", 1));
        Assert.Empty(LineDiff.Compute("a\nb", "a\nb", 3));
    }

    [Fact]
    public void What_is_kept_is_the_same_in_both_texts() =>
        Gen.Select(Gen.Int[0, 3].Array[0, 12], Gen.Int[0, 3].Array[0, 12])
            .Sample(
                (a, b) =>
                {
                    string before = string.Join('\n', a),
                        after = string.Join('\n', b);
                    var changes = LineDiff.Compute(before, after);
                    Assert.Equal(
                        before.Split('\n').Length - changes.Count(c => c[0] == '-'),
                        after.Split('\n').Length - changes.Count(c => c[0] == '+')
                    );
                }
            );
}
