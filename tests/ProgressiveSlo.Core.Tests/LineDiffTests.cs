using CsCheck;
using ProgressiveSlo.Text;
using Xunit;

namespace ProgressiveSlo.Core.Tests;

public sealed class LineDiffTests
{
    [Fact]
    public void Only_lines_that_differ_are_told_in_their_order() =>
        Assert.Equal(["- b", "+ x", "+ d"], LineDiff.Compute("a\nb\nc", "a\nx\nc\nd"));

    [Fact]
    public void Equal_texts_have_no_difference() => Assert.Empty(LineDiff.Compute("a\nb\n", "a\nb\n"));

    [Fact]
    public void What_is_kept_is_the_same_in_both_texts() =>
        Gen.Select(Gen.Int[0, 3].Array[0, 12], Gen.Int[0, 3].Array[0, 12])
            .Sample(
                (a, b) =>
                {
                    var before = string.Join('\n', a),
                        after = string.Join('\n', b);
                    var changes = LineDiff.Compute(before, after);
                    Assert.Equal(
                        before.Split('\n').Length - changes.Count(c => c[0] == '-'),
                        after.Split('\n').Length - changes.Count(c => c[0] == '+')
                    );
                }
            );
}
