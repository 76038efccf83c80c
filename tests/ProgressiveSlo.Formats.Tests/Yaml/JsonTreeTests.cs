using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Yaml;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Yaml;

/// <summary>JSON is the tree that YAML has, with the places of its values, and is refused at the place where it ends to be JSON.</summary>
public sealed class JsonTreeTests
{
    [Fact]
    public void Values_know_their_kind_and_their_place()
    {
        var map = Map("{\n  \"a\": [1, \"x\"],\n  \"größe\": {\"b\": null}, \"c\": true\n}\n");
        Assert.Equal((1, 1), Place(map));
        Assert.Equal((2, 3), Place(map.FindKey("a")!));
        var list = Assert.IsType<YamlList>(map.Find("a"));
        Assert.Equal((2, 8), Place(list));
        Assert.Equal([(2, 9), (2, 12)], list.Items.Select(Place));
        Assert.Equal(["1", "x"], list.Items.Select(i => ((YamlScalar)i).Value));
        Assert.Equal([true, false], list.Items.Select(i => ((YamlScalar)i).IsPlain));
        var inner = Assert.IsType<YamlMap>(map.Find("größe"));
        Assert.True(Assert.IsType<YamlScalar>(inner.Find("b")).IsNull);
        Assert.False(inner.FindKey("b")!.IsPlain);
        var yes = Assert.IsType<YamlScalar>(map.Find("c"));
        Assert.Equal(("true", true), (yes.Value, yes.IsPlain));
    }

    [Theory]
    [InlineData("1.50", "1.50", true)]
    [InlineData("-1e3", "-1e3", true)]
    [InlineData("false", "false", true)]
    [InlineData("\"1.50\"", "1.50", false)]
    [InlineData("\"\\u00e4\\n\\ud83d\\ude00\"", "ä\n\U0001F600", false)]
    [InlineData("\"null\"", "null", false)]
    [InlineData(" \"\" ", "", false)]
    public void A_value_is_its_text_and_a_text_is_not_a_number(string json, string value, bool isPlain)
    {
        var scalar = Assert.IsType<YamlScalar>(Load(json));
        Assert.Equal((value, isPlain), (scalar.Value, scalar.IsPlain));
    }

    [Theory]
    [InlineData("{}", "a mapping")]
    [InlineData("[]", "a list")]
    [InlineData("null", "nothing")]
    public void What_is_empty_is_read(string json, string kind) => Assert.Equal(kind, Load(json).Kind);

    [Fact]
    public void Of_a_key_that_is_duplicated_the_first_value_counts()
    {
        var map = Map("{\"a\": 1, \"b\": 2, \"a\": {\"c\": 3}, \"A\": 4}");
        Assert.Equal(["a=1", "b=2", "A=4"], map.Entries.Select(e => $"{e.Key.Value}={((YamlScalar)e.Value).Value}"));
    }

    [Fact]
    public void Comments_and_a_comma_at_the_end_are_taken() =>
        Assert.Equal(2, Assert.IsType<YamlList>(Load("// head\n[1, /* two */ 2,]\n// end\n")).Items.Count);

    [Theory]
    [InlineData("", "(1,1): *")]
    [InlineData("// nothing", "(1,11): *")]
    [InlineData("{} {}", "(1,4): *")]
    [InlineData("{\"a\": 1}\n\n  x", "(3,3): *")]
    [InlineData("{\"a\": \n  [1,, 2]}", "(2,6): *")]
    [InlineData("{\"a\": 1", "(1,8): *")]
    [InlineData("{\"a\"", "(1,5): *")]
    [InlineData("[1,\n2", "(2,2): *")]
    [InlineData("{a: 1}", "(1,2): *")]
    [InlineData(
        "{\n\"a\": \"\\ud83d\"}",
        "(2,6): An escape in the text stands for half of a character. Remove it, or write the whole character."
    )]
    [InlineData(
        "{\"\\ude00\": 1}",
        "(1,2): An escape in the text stands for half of a character. Remove it, or write the whole character."
    )]
    public void What_is_not_JSON_is_refused_at_its_place(string json, string expected)
    {
        const string Fix = "This is not valid JSON. Check the line: a comma, a quote or a bracket may be missing, or it nests too deep.";
        var problem = Refused(json, DocumentLimits.Default);
        Assert.Equal("a.json" + expected.Replace("*", Fix, StringComparison.Ordinal), problem.ToString());
        Assert.Equal("DocumentInvalid", problem.Problem.Code);
    }

    [Fact]
    public void Nesting_and_values_have_limits()
    {
        var limits = new DocumentLimits { Depth = 3, Nodes = 5 };
        JsonTree.Load(DocumentText.Of("[[[1]]]"), "a.json", limits);
        Assert.Equal((1, 4), Place(Refused("[[[[1]]]]", limits)));
        JsonTree.Load(DocumentText.Of("[1,2,\n3,4]"), "a.json", limits);
        Assert.Equal(
            "a.json(2,5): The document has more than 5 values. Check that it is the right file, or split it.",
            Refused("[1,2,\n3,4,5]", limits).ToString()
        );
    }

    private static YamlNode Load(string json) => JsonTree.Load(DocumentText.Of(json), "a.json", DocumentLimits.Default);

    private static YamlMap Map(string json) => Assert.IsType<YamlMap>(Load(json));

    private static (int Line, int Column) Place(YamlNode node) => (node.Line, node.Column);

    private static (int Line, int Column) Place(DocumentProblem problem) => (problem.Line, problem.Column);

    private static DocumentProblem Refused(string json, DocumentLimits limits) =>
        Assert.Single(Assert.Throws<SloDocumentException>(() => JsonTree.Load(DocumentText.Of(json), "a.json", limits)).Problems);
}
