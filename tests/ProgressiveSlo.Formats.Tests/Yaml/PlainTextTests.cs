using ProgressiveSlo.Formats.Yaml;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Yaml;

/// <summary>
/// Words that a reader of YAML 1.1 or 1.2 takes for something else than text. Source: yaml.org/type/bool.html, null.html and float.html
/// (1.1), and chapter 10.2 of YAML 1.2.2. The generator of the writer's tests makes no such words, and YamlDotNet reads 1.2 alone.
/// </summary>
public sealed class PlainTextTests
{
    [Theory]
    [InlineData("y", "Y", "yes", "Yes", "YES", "n", "N", "no", "No", "NO")]
    [InlineData("true", "True", "TRUE", "false", "False", "FALSE", "on", "On", "ON", "off", "Off", "OFF")]
    [InlineData("~", "null", "Null", "NULL", "")]
    [InlineData(
        ".inf",
        "-.inf",
        "+.Inf",
        ".INF",
        ".nan",
        ".NaN",
        ".NAN",
        "1",
        "-1",
        "1.5",
        "1e3",
        "0x1f",
        "0o17",
        "012",
        "1:30",
        "1_000",
        "2026-01-31"
    )]
    [InlineData("=", "<<")]
    public void Words_with_a_meaning_stand_in_quotes(params string[] words)
    {
        foreach (var word in words)
        {
            Assert.False(PlainScalar.IsSafe(word), word);
            Assert.False(PlainScalar.IsSafeKey(word), word);
            Assert.Equal($"{Quoted(word)}: {Quoted(word)}\n", Pair(word, word));
        }
    }

    [Theory]
    [InlineData("yet")]
    [InlineData("north")]
    [InlineData("yy")]
    [InlineData("nan-key")]
    [InlineData("offer")]
    [InlineData("truth")]
    public void Words_that_only_begin_like_one_stand_plain(string word)
    {
        Assert.True(PlainScalar.IsSafe(word));
        Assert.True(PlainScalar.IsSafeKey(word));
        Assert.Equal($"{word}: {word}\n", Pair(word, word));
    }

    private static string Quoted(string word) => "'" + word + "'";

    private static string Pair(string key, string value)
    {
        using var text = new StringWriter();
        var yaml = new YamlWriter(text);
        yaml.BeginDocument();
        yaml.Pair(key, value);
        yaml.EndDocument();
        return text.ToString().Replace("\r", "", StringComparison.Ordinal);
    }
}
