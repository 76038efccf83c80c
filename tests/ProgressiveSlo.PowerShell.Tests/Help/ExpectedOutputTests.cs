using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Help;

public sealed class ExpectedOutputTests
{
    [Theory]
    [InlineData("a\nb", "\na  \nb\n\n")]
    [InlineData("", "\n \n")]
    [InlineData("a\n\nb", "a\n\nb")]
    [InlineData("...\nb", "a\nb")]
    [InlineData("...\nb", "b")]
    [InlineData("a\n...", "a\nx\ny")]
    [InlineData("a\n...\nb\n...\nc", "a\nb\nx\nb\nc")]
    [InlineData("...", "")]
    public void Text_that_follows_the_block_matches(string block, string actual) => Assert.True(new ExpectedOutput(block).Matches(actual));

    [Theory]
    [InlineData("a", "a\nb")]
    [InlineData("a\nb", "a")]
    [InlineData("a", " a")]
    [InlineData("a\n\nb", "a\nb")]
    [InlineData("a\n...\nb", "a\nx")]
    [InlineData("a ... b", "a x b")]
    public void Other_text_does_not_match(string block, string actual) => Assert.False(new ExpectedOutput(block).Matches(actual));
}
