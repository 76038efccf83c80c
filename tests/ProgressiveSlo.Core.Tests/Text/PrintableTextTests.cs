using ProgressiveSlo.Errors;
using ProgressiveSlo.Text;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Text;

public sealed class PrintableTextTests
{
    [Theory]
    [InlineData("plain é 日本 😀", "plain é 日本 😀")]
    [InlineData("a\n##vso[task.complete]", "a\\u000a\\u0023#vso[task.complete]")]
    [InlineData("x ##VSO[a] ##[b] ## c", "x \\u0023#VSO[a] \\u0023#[b] ## c")]
    [InlineData("\u001b[2J", "\\u001b[2J")]
    [InlineData("a\u202eb\u2028", "a\\u202eb\\u2028")]
    public void What_a_terminal_would_obey_is_shown(string text, string shown)
    {
        Assert.Equal(shown, PrintableText.Escape(text));
    }

    [Fact]
    public void What_prints_is_told_from_what_does_not()
    {
        Assert.True(PrintableText.IsPrintable("plain é 日本 😀"));
        Assert.False(PrintableText.IsPrintable("a\nb"));
        Assert.False(PrintableText.IsPrintable("a\u202eb"));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData(" \t\u00a0", true)]
    [InlineData("\u200b", true)]
    [InlineData("\u2060\u00ad\ufeff", true)]
    [InlineData("\u3164 \u2800\u115f", true)]
    [InlineData("\ufe0f\u034f", true)]
    [InlineData("\udb40\udc41", true)]
    [InlineData("\u200ba", false)]
    [InlineData("x", false)]
    [InlineData("日", false)]
    [InlineData("😀", false)]
    [InlineData(".", false)]
    public void What_shows_nothing_is_blank(string? text, bool isBlank) => Assert.Equal(isBlank, PrintableText.IsBlank(text));

    [Fact]
    public void A_message_is_one_line_whatever_is_in_it() =>
        Assert.DoesNotContain('\n', new SloValidationException("f", "x\n##vso[y]", "z\n").Message);
}
