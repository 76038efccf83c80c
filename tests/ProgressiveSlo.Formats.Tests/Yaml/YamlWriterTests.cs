using CsCheck;
using ProgressiveSlo.Formats.Yaml;
using Xunit;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ProgressiveSlo.Formats.Tests.Yaml;

/// <summary>The writer against YamlDotNet's emitter, which writes the same events, and its parser, which reads them.</summary>
public sealed class YamlWriterTests
{
    private static readonly EmitterSettings _settings = new(2, int.MaxValue, false, 1024, newLine: "\n");

    [Fact]
    public void Writes_what_the_emitter_of_YamlDotNet_writes_for_the_same_tree() =>
        YamlTreeGen.Map.Sample(tree => Assert.Equal(Emitted(tree), Written(tree)), seed: "0000000000ks", iter: 20000);

    [Fact]
    public void What_was_written_reads_back_as_the_same_tree() =>
        YamlTreeGen.AnyMap.Sample(tree => Assert.Equal(Flat(tree), Flat(Read(Written(tree)))), seed: "0000000000ks", iter: 20000);

    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(5000)]
    public void A_key_too_long_for_one_line_reads_back_with_any_value(int length)
    {
        string key = new('k', length);
        object map = new List<KeyValuePair<string, object>> { new("a", "1 "), new(key, "x") };
        object list = new List<KeyValuePair<string, object>>
        {
            new(
                key,
                new List<object>
                {
                    "x",
                    new List<object> { "y" },
                    map,
                }
            ),
            new(key + "2", new List<object>()),
        };
        object tree = new List<KeyValuePair<string, object>> { new(key, map), new(key + "1", list), new("b", "y") };
        Assert.Equal(Flat(tree), Flat(Read(Written(tree))));
    }

    [Fact]
    public void Half_a_character_becomes_the_sign_for_a_lost_one() =>
        Assert.Equal("a: \"x\\uFFFDy\"\n", Written(new List<KeyValuePair<string, object>> { new("a", "x\ud800y") }));

    [Fact]
    public void A_document_is_written_as_people_write_it()
    {
        var text = new StringWriter();
        var yaml = new YamlWriter(text);
        yaml.Comment("first", "second");
        yaml.BeginDocument(marked: true);
        yaml.Pair("text", "it's");
        yaml.Pair("number", 0.50m);
        yaml.Pair("ratio", 0.25);
        yaml.Pair("yes", true);
        yaml.Pair("no", false);
        yaml.Pair("for", TimeSpan.FromMinutes(90));
        yaml.DatePair("date", new DateTime(2026, 1, 31, 0, 0, 0, DateTimeKind.Utc));
        yaml.TimePair("time", new DateTime(2026, 1, 31, 12, 30, 0, DateTimeKind.Utc));
        yaml.OptionalPair("there", "x");
        yaml.OptionalPair("missing", null);
        yaml.Texts("texts", ["a", "1"]);
        yaml.Texts("none", []);
        yaml.Key("lines");
        yaml.Lines("one\n\n two\n");
        yaml.Key("cut");
        yaml.Lines("one\ntwo");
        yaml.Key("short");
        yaml.Lines("one");
        yaml.Key("emptyMap");
        yaml.BeginMap();
        yaml.EndMap();
        yaml.Key("list");
        yaml.BeginList();
        yaml.BeginMap();
        yaml.Pair("a", "x");
        yaml.Key("b");
        yaml.BeginMap();
        yaml.Pair("c", "y");
        yaml.EndMap();
        yaml.EndMap();
        yaml.BeginList();
        yaml.Text("p");
        yaml.Text("q");
        yaml.EndList();
        yaml.BeginList();
        yaml.EndList();
        yaml.BeginMap();
        yaml.EndMap();
        yaml.EndList();
        yaml.EndDocument();
        Assert.Equal(
            """
            # first
            # second
            ---
            text: it's
            number: 0.5
            ratio: 0.25
            'yes': true
            'no': false
            for: 1h30m
            date: 2026-01-31
            time: 2026-01-31T12:30:00Z
            there: x
            texts:
            - a
            - '1'
            lines: |
              one

               two
            cut: |-
              one
              two
            short: one
            emptyMap: {}
            list:
            - a: x
              b:
                c: 'y'
            - - p
              - q
            - []
            - {}

            """,
            text.ToString()
        );
    }

    [Theory]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(40)]
    public void Indentation_has_no_limit(int depth)
    {
        object tree = "x";
        for (var i = 0; i < depth; i++)
            tree = new List<KeyValuePair<string, object>> { new("k", tree) };
        Assert.Equal(
            string.Concat(Enumerable.Range(0, depth).Select(i => new string(' ', 2 * i) + "k:" + (i < depth - 1 ? "\n" : " x\n"))),
            Written(tree)
        );
    }

    private static string Written(object tree)
    {
        var text = new StringWriter();
        var yaml = new YamlWriter(text);
        yaml.BeginDocument();
        foreach ((var key, var value) in (List<KeyValuePair<string, object>>)tree)
        {
            yaml.Key(key);
            Write(yaml, value);
        }

        yaml.EndDocument();
        return text.ToString();
    }

    private static void Write(YamlWriter yaml, object node)
    {
        switch (node)
        {
            case string text:
                yaml.Lines(text);
                break;
            case List<object> list:
                yaml.BeginList();
                list.ForEach(item => Write(yaml, item));
                yaml.EndList();
                break;
            case List<KeyValuePair<string, object>> map:
                yaml.BeginMap();
                foreach ((var key, var value) in map)
                {
                    yaml.Key(key);
                    Write(yaml, value);
                }

                yaml.EndMap();
                break;
        }
    }

    private static string Emitted(object tree)
    {
        var text = new StringWriter();
        var emitter = new Emitter(text, _settings);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, true));
        Emit(emitter, tree);
        emitter.Emit(new DocumentEnd(true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Emit(Emitter emitter, object node)
    {
        switch (node)
        {
            case string text:
                emitter.Emit(Scalar(text, mayBeBlock: true));
                break;
            case List<object> list:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, true, SequenceStyle.Block));
                list.ForEach(item => Emit(emitter, item));
                emitter.Emit(new SequenceEnd());
                break;
            case List<KeyValuePair<string, object>> map:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, true, MappingStyle.Block));
                foreach ((var key, var value) in map)
                {
                    emitter.Emit(Scalar(key, mayBeBlock: false));
                    Emit(emitter, value);
                }

                emitter.Emit(new MappingEnd());
                break;
        }
    }

    private static Scalar Scalar(string text, bool mayBeBlock) =>
        new(
            AnchorName.Empty,
            TagName.Empty,
            text,
            (mayBeBlock ? PlainScalar.IsSafe(text) : PlainScalar.IsSafeKey(text)) ? ScalarStyle.Plain
                : mayBeBlock && text.Contains('\n') && PlainScalar.IsBlock(text) ? ScalarStyle.Literal
                : PlainScalar.IsOneLine(text) ? ScalarStyle.SingleQuoted
                : ScalarStyle.DoubleQuoted,
            true,
            true
        );

    private static object Read(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        parser.MoveNext();
        parser.MoveNext();
        parser.MoveNext();
        var tree = ReadNode(parser);
        Assert.IsType<DocumentEnd>(parser.Current);
        return tree;
    }

    private static object ReadNode(Parser parser)
    {
        var start = parser.Current!;
        parser.MoveNext();
        switch (start)
        {
            case SequenceStart:
                var list = new List<object>();
                while (parser.Current is not SequenceEnd)
                    list.Add(ReadNode(parser));
                parser.MoveNext();
                return list;
            case MappingStart:
                var map = new List<KeyValuePair<string, object>>();
                while (parser.Current is not MappingEnd)
                    map.Add(new((string)ReadNode(parser), ReadNode(parser)));
                parser.MoveNext();
                return map;
            default:
                return ((Scalar)start).Value;
        }
    }

    private static string Flat(object node) =>
        node switch
        {
            List<object> list => "[" + string.Join(",", list.Select(Flat)) + "]",
            List<KeyValuePair<string, object>> map => "{"
                + string.Join(",", map.Select(pair => Flat(pair.Key) + "=" + Flat(pair.Value)))
                + "}",
            _ => System.Text.Json.JsonSerializer.Serialize((string)node),
        };
}
