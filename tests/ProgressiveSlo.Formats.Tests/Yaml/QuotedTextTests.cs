using ProgressiveSlo.Formats.Yaml;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Yaml;

/// <summary>
/// Which texts stand in which quotes, and how characters that do not print are written: the escapes of chapter 5.7 of YAML 1.2.2.
/// </summary>
public sealed class QuotedTextTests
{
    [Theory]
    [InlineData("it's", "'it''s'")]
    [InlineData("''", "''''''")]
    [InlineData("\"x\" \\ y", "'\"x\" \\ y'")]
    [InlineData("größe ± \U0001F600", "'größe ± \U0001F600'")]
    [InlineData("~", "'~'")]
    [InlineData(" ", "' '")]
    [InlineData("", "''")]
    [InlineData("a\nb", "\"a\\nb\"")]
    [InlineData("\0\a\b\t\n\v\f\r\u001b", "\"\\0\\a\\b\\t\\n\\v\\f\\r\\e\"")]
    [InlineData("\u0085\u2028\u2029", "\"\\N\\L\\P\"")]
    [InlineData("\n\u00a0", "\"\\n\\_\"")]
    [InlineData("\u0001\u001f\u007f\u0080\u009f", "\"\\x01\\x1F\\x7F\\x80\\x9F\"")]
    [InlineData("\u00ad", "\"\\xAD\"")]
    [InlineData("\u200b\u202e\ufeff", "\"\\u200B\\u202E\\uFEFF\"")]
    [InlineData("\u0600", "\"\\u0600\"")]
    [InlineData("\ue000", "\"\\uE000\"")]
    [InlineData("\n\U0001F600", "\"\\n\\U0001F600\"")]
    [InlineData("\U000E0001x", "\"\\U000E0001x\"")]
    [InlineData("\"\\\n ~", "\"\\\"\\\\\\n ~\"")]
    [InlineData("\nä€ÿ", "\"\\nä€ÿ\"")]
    public void A_text_is_written_as_any_reader_takes_it(string text, string expected)
    {
        using var output = new StringWriter();
        QuotedScalar.Write(text, output);
        Assert.Equal(expected, output.ToString());
    }

    [Fact]
    public void Half_of_a_character_is_written_as_the_sign_for_a_lost_one()
    {
        // An attribute holds no such text.
        var texts = new Dictionary<string, string>
        {
            ["x\ud83d"] = "\"x\\uFFFD\"",
            ["\ude00x"] = "\"\\uFFFDx\"",
            ["\ud83d\ud83d\ude00"] = "\"\\uFFFD\\U0001F600\"",
        };
        foreach (var (text, expected) in texts)
        {
            Assert.False(PlainScalar.IsOneLine(text));
            using var output = new StringWriter();
            QuotedScalar.Write(text, output);
            Assert.Equal(expected, output.ToString());
        }
    }

    [Theory]
    [InlineData("a: b", false)]
    [InlineData("a:b", true)]
    [InlineData("a:", false)]
    [InlineData("a #b", false)]
    [InlineData("a#b", true)]
    [InlineData("a#", true)]
    [InlineData("a, b", true)]
    [InlineData("a,b", false)]
    [InlineData("a,", true)]
    [InlineData("a:b, c#d", true)]
    [InlineData("a:b,c", false)]
    [InlineData("a#b #c", false)]
    [InlineData("a:b: c", false)]
    [InlineData("a::", false)]
    [InlineData("ab:", false)]
    [InlineData("a ", false)]
    [InlineData(" a", false)]
    [InlineData("a\u00a0", false)]
    [InlineData("a\nb", false)]
    [InlineData("9a", false)]
    [InlineData("-a", false)]
    [InlineData("ä", true)]
    [InlineData("false", false)]
    [InlineData("falses", true)]
    [InlineData("a\U0001F600b", true)]
    [InlineData("a\u200bb", false)]
    public void A_text_stands_plain_where_no_sign_in_it_means_anything(string text, bool isSafe)
    {
        Assert.Equal(isSafe, PlainScalar.IsSafe(text));
        if (!isSafe)
            Assert.False(PlainScalar.IsSafeKey(text));
    }

    [Theory]
    [InlineData("a_b-c.d/e f9", true)]
    [InlineData("a#b", false)]
    [InlineData("a:b", false)]
    [InlineData("a, b", false)]
    [InlineData("a*", false)]
    [InlineData("_a", false)]
    [InlineData("", false)]
    public void A_key_stands_plain_without_any_other_sign(string text, bool isSafe) => Assert.Equal(isSafe, PlainScalar.IsSafeKey(text));

    [Theory]
    [InlineData("a", true)]
    [InlineData("a\n", true)]
    [InlineData("a\n\n", false)]
    [InlineData("a\n\nb", true)]
    [InlineData("a\n b\n", true)]
    [InlineData(" a\n", false)]
    [InlineData("\na", false)]
    [InlineData("a \nb", false)]
    [InlineData("a\nb ", false)]
    [InlineData("a\tb\n", false)]
    [InlineData("a\nb\u0001c\nd", false)]
    [InlineData("a\r\nb", false)]
    [InlineData("", false)]
    [InlineData("\n", false)]
    public void A_text_is_a_block_where_a_block_gives_it_back(string text, bool isBlock) =>
        Assert.Equal(isBlock, PlainScalar.IsBlock(text));

    [Theory]
    [InlineData("a b~", true)]
    [InlineData("\u001f", false)]
    [InlineData("\u007f", false)]
    [InlineData("\u0080", false)]
    [InlineData("\u00a0", true)]
    [InlineData("\u00ad", false)]
    [InlineData("\u2028", false)]
    [InlineData("\u2029", false)]
    [InlineData("\ue000", false)]
    [InlineData("\u0378", false)]
    [InlineData("\U0001F600", true)]
    [InlineData("x\U000F0000", false)]
    public void A_line_has_only_characters_that_can_be_seen(string text, bool prints) => Assert.Equal(prints, PlainScalar.IsOneLine(text));
}
