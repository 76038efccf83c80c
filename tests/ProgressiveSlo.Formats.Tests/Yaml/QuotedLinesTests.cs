using System.Text;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Yaml;

/// <summary>Texts over several lines, as Prometheus reads them.</summary>
public sealed class QuotedLinesTests
{
    [Theory]
    [InlineData("a:\n  b: \"first\n  second\"\n  c: d\n", "first second")]
    [InlineData("a:\n  b: \"first\nsecond\"\n  c: d\n", "first second")]
    [InlineData("a:\n  b: \"first\n\n second\\\n  third\"\n  c: d\n", "first\nsecondthird")]
    [InlineData("a:\n  b:\n    \"first\n    second \\\"x\\\" # no comment\n  third\"\n  c: d\n", "first second \"x\" # no comment third")]
    [InlineData("a:\r\n  b: \"first\r\n  second\"\r\n  c: d\r\n", "first second")]
    [InlineData("a:\n  b: 'first\n  second'\n  c: d\n", "first second")]
    [InlineData("a:\n  b: 'first\nsecond ''x'''\n  c: d\n", "first second 'x'")]
    [InlineData("a:\n  b: first\n    second\n  c: d\n", "first second")]
    [InlineData("a: {b: \"first\nsecond\", c: d}\n", "first second")]
    public void A_quoted_text_may_go_on_at_any_column(string text, string expected)
    {
        var map = (YamlMap)((YamlMap)Load(text)).Find("a")!;
        Assert.Equal(expected, ((YamlScalar)map.Find("b")!).Value);
        Assert.Equal("d", ((YamlScalar)map.Find("c")!).Value);
        Assert.Equal(text.Split('\n').ToList().FindIndex(l => l.Contains("c: d", StringComparison.Ordinal)) + 1, map.FindKey("c")!.Line);
    }

    [Fact]
    public void What_stands_in_blocks_and_comments_stays_as_it_is()
    {
        const string Text = """
            first: "a
            b"
            literal: |
              say "hello
                and" more
            folded: >-
              "x
              y"
            items:
              - |
                "not quoted
              - plain "text
                goes on"
              - key: |
                  "a
                next: "b
              c"
            # a "comment
            last: 'it''s "fine'
            """;
        var map = (YamlMap)Load(Text);
        Assert.Equal("a b", Value(map, "first"));
        Assert.Equal("say \"hello\n  and\" more\n", Value(map, "literal"));
        Assert.Equal("\"x y\"", Value(map, "folded"));
        var items = ((YamlList)map.Find("items")!).Items;
        Assert.Equal("\"not quoted\n", ((YamlScalar)items[0]).Value);
        Assert.Equal("plain \"text goes on\"", ((YamlScalar)items[1]).Value);
        Assert.Equal(("\"a\n", "b c"), (Value((YamlMap)items[2], "key"), Value((YamlMap)items[2], "next")));
        Assert.Equal("it's \"fine", Value(map, "last"));
        Assert.Equal(19, map.FindKey("last")!.Line);
    }

    [Theory]
    [InlineData("a: \"first\n  second\nb: [\n", 1)]
    [InlineData("a:\n  b: \"x\n  y\"\n  c: \"z\n", 4)]
    [InlineData("a:\n  b: \"x\n  y\"\n c: d\n", 4)]
    public void An_error_behind_such_a_text_is_at_its_own_line(string text, int line)
    {
        var problem = Assert.Throws<SloDocumentException>(() => Load(text)).Problems[0];
        Assert.InRange(problem.Line, line - 1, line + 1);
    }

    [Fact]
    public void Prometheus_reads_them_too()
    {
        const string Text =
            "groups:\n- name: a\n  rules:\n  - alert: A\n    expr: up == 0\n    annotations:\n      summary: \"first\n      second\n"
            + "third\"\n      other: 'x\n    y'\n";
        var path = Path.Combine(Directory.CreateTempSubdirectory("yaml-").FullName, "rules.yml");
        File.WriteAllText(path, Text, new UTF8Encoding(false));
        Promtool.CheckRules([path]);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        Assert.NotNull(Load(Text));
    }

    [Fact]
    public void Ten_thousand_of_them_cost_one_more_reading()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 10_000; i++)
            text.Append("- a: \"first\n  second\"\n  b: c\n");
        Assert.Equal(10_000, ((YamlList)Load(text.ToString())).Items.Count);
    }

    private static YamlNode Load(string text) => YamlLoader.Load(text, "a.yaml", DocumentLimits.Default)[0];

    private static string Value(YamlMap map, string key) => ((YamlScalar)map.Find(key)!).Value;
}
