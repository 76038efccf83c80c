using System.Text;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Testing.Servers;
using Xunit;
using YamlDotNet.Core;

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

    /// <summary>What follows a text over two lines, with a dot for each space that is to be added.</summary>
    [Theory]
    [InlineData("b: \"x\n···y\"\n")]
    [InlineData("b: \"x\n\n ··y\"\n")]
    [InlineData("b: \"x\n ··y\n  ·z\n   w\n    v\"\n")]
    [InlineData("b: \"x\r\n···y\r\n\r\n···z\"\r\n")]
    [InlineData("b: \"x\n··\ty\"\n")]
    [InlineData("bb:   \"x\n······y\"\n")]
    [InlineData("b:\n  \"x\n··y\"\nc: \"z\n···w\"\n")]
    [InlineData("b:\t\"x\n···y\"\n")]
    [InlineData("- \"x\n··y\"\n- - \"z\n····w\"\n- c: \"z\n·····w\"\n")]
    [InlineData("b: [\"x\n····y\"]\nc: [d,\"z\n······w\"]\n")]
    [InlineData("b: {c: \"x\n·······y\"}\nc: {\"z\n····w\": 1}\n")]
    [InlineData("? \"x\n··y\"\n: \"z\n··w\"\n")]
    [InlineData("\"x\ny\": \"z\n····w\"\n")]
    public void Lines_are_indented_as_far_as_their_text_begins(string text) => Check(text);

    [Theory]
    [InlineData("b: \"x \\\" \n···y\"\nc: \"z\n···w\"\n")]
    [InlineData("b: \"x\\\\\"\nc: \"z\n···w\"\n")]
    [InlineData("b: \"x\\\n···y\"\nc: \"z\n···w\"\n")]
    [InlineData("b: \"x\\\r\n···y\"\nc: \"z\n···w\"\n")]
    [InlineData("b: \"\"\nc: \"z\n···w\"\n")]
    [InlineData("# it's \"x\nc: \"z\n···w\"\n")]
    [InlineData("b: x # it's \"x\nc: \"z\n···w\"\n")]
    [InlineData("b: # \"x\nc: \"z\n···w\"\n")]
    [InlineData("b: x#\nc: \"z # no comment\n···w # none\"\nd: \"v\n···u\"\n")]
    [InlineData("b: it's \"x\nc: \"z\n···w\"\n")]
    [InlineData("b: x \"y\n  z\nc: \"z\n···w\"\n")]
    [InlineData("b: a:\"x\nc: \"z\n···w\"\n")]
    [InlineData("b: a-\"x | > y\nc: \"z\n···w\"\n")]
    [InlineData("b: 'x \"'\nc: \"z\n···w\"\n")]
    [InlineData("b: 'x '' \" '''\nc: \"z\n···w\"\n")]
    [InlineData("b: ''\nc: \"z\n···w\"\n")]
    [InlineData("b: 'x\n  # \" '' y'\nc: \"z\n···w\"\n")]
    [InlineData("b: ['x', '\"']\nc: \"z\n···w\"\n")]
    public void Quotes_that_begin_no_text_in_double_quotes_change_nothing(string text) => Check(text);

    [Theory]
    [InlineData("b: |\n  \"x\n\n  it's\nc: \"z\n···w\"\n")]
    [InlineData("b: >-\n  \"x\nc: \"z\n···w\"\n")]
    [InlineData("b: |2+\n   \"x\nc: \"z\n···w\"\n")]
    [InlineData("b: |9-\n  \"x\nc: \"z\n···w\"\n")]
    [InlineData("b: |1 \t# it's \"\n  \"x\nc: \"z\n···w\"\n")]
    [InlineData("b: |\r\n  \"x\r\n\r\nc: \"z\r\n···w\"\r\n")]
    [InlineData("b:\n  c: |\n    \"x\n  d: \"z\n·····w\"\n")]
    [InlineData("- |\n  \"x\n- \"z\n··w\"\n")]
    [InlineData("- - |\n    \"x\n  - \"z\n····w\"\n")]
    [InlineData("- b: |\n    \"x\n  c: \"z\n·····w\"\n")]
    [InlineData("-   b: |\n      \"x\n    c: \"z\n·······w\"\n")]
    [InlineData("- b: |\n   \"x\n  c: \"z\n·····w\"\n")]
    [InlineData("b: |\nc: \"z\n···w\"\n")]
    [InlineData("-b: |\n  \"x\nc: \"z\n···w\"\n")]
    public void Blocks_stay_as_they_are(string text) => Check(text);

    [Theory]
    [InlineData("b: \"x\n...\n···y\"\n")]
    [InlineData("b: \"x\n---\n···y\"\n")]
    [InlineData("b: \"x\n---")]
    [InlineData("b: \"x\n--- y")]
    [InlineData("b: \"x\n···---y\"")]
    [InlineData("b: \"x\n···...y\"")]
    [InlineData("b: \"x\n···--\"")]
    [InlineData("b: \"x\n···y")]
    [InlineData("b: \"x\n···y\\")]
    [InlineData("b: \"x\n")]
    [InlineData("b: \"x\n  ")]
    [InlineData("b: 'x")]
    [InlineData("b: 'x''")]
    [InlineData("b: |")]
    [InlineData("b: |\n  \"x")]
    [InlineData("b: |\n  \"x\n  ")]
    [InlineData("# x")]
    public void A_mark_of_a_document_is_not_moved_and_the_text_may_end_anywhere(string text) => Check(text);

    [Fact]
    public void Another_error_or_another_place_is_not_about_such_a_text()
    {
        const string Text = "a: \"x\ny\"";
        Assert.Equal("a: \"x\n   y\"", QuotedLines.Indent(Text, Error(3)));
        Assert.Null(QuotedLines.Indent(Text, new YamlException(new Mark(3, 1, 4), new Mark(3, 1, 4), "found a tab")));
        Assert.Null(QuotedLines.Indent(Text, Error(Text.Length)));
        Assert.Null(QuotedLines.Indent("a: \"x\n   y\"", Error(3)));
        Assert.Equal("\"x\ny\": \"z\n    w\"", QuotedLines.Indent("\"x\ny\": \"z\nw\"", Error(0)));
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

    private static void Check(string rest)
    {
        // The parser stops at the first text, and all after it are to be seen at once.
        var marked = "f: \"1\n···2\"\n" + rest;
        Assert.Equal(marked.Replace('·', ' '), QuotedLines.Indent(marked.Replace("·", "", StringComparison.Ordinal), Error("f: ".Length)));
    }

    private static YamlException Error(int index) =>
        new(
            new Mark(index, 1, index + 1),
            new Mark(index, 1, index + 1),
            "While scanning a multi-line double-quoted scalar, found wrong indentation."
        );

    private static YamlNode Load(string text) => YamlLoader.Load(text, "a.yaml", DocumentLimits.Default)[0];

    private static string Value(YamlMap map, string key) => ((YamlScalar)map.Find(key)!).Value;
}
