using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Yaml;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Yaml;

/// <summary>What the loader refuses, with the place and the fix that it names, and what it takes.</summary>
public sealed class YamlLoaderTests
{
    private const string Control =
        "A control character stands here, and YAML has none. Remove it, or write it as an escape in double quotes.";
    private const string Half = "Half of a character stands here. Remove it, or write the whole character.";
    private const string Render =
        "This looks like a template: render it first, for example with 'helm template', and give what comes out; "
        + "or put the value in quotes.";

    [Theory]
    [InlineData("\u0001", 1, 1)]
    [InlineData("a: 1\nbc: \u0000", 2, 5)]
    [InlineData("a: 1\r\nb: 2\r\n\u001fc: 3", 3, 1)]
    [InlineData("a: \u007f", 1, 4)]
    [InlineData("a: x\u0080", 1, 5)]
    [InlineData("a: x\u009f", 1, 5)]
    [InlineData("a: x\u0084", 1, 5)]
    [InlineData("a: x\u0086", 1, 5)]
    public void A_control_character_is_refused_at_its_place(string text, int line, int column) =>
        Assert.Equal($"a.yaml({line},{column}): {Control}", Refused(text));

    [Theory]
    [InlineData("a: 1\tx", "1\tx")]
    [InlineData("a: x\u00a0y", "x\u00a0y")]
    [InlineData("a: ~x~", "~x~")]
    [InlineData("a: '\U0001F600'", "\U0001F600")]
    [InlineData("a: \uffee", "\uffee")]
    [InlineData("a: \ud7ff", "\ud7ff")]
    [InlineData("a: \ue000", "\ue000")]
    [InlineData("a: \"\\U0001F600\"", "\U0001F600")]
    [InlineData("a: \"\\x01\"", "\u0001")]
    public void Characters_that_YAML_has_are_read(string text, string expected) =>
        Assert.Equal(expected, Assert.IsType<YamlScalar>(Map(text).Find("a")).Value);

    [Fact]
    public void Half_of_a_character_is_refused_at_its_place()
    {
        // Text of a file is decoded, and has none; what a script gives may have. An attribute holds no such text.
        var texts = new Dictionary<string, string>
        {
            ["a: 1\nb: x\ud83d"] = "(2,5)",
            ["\ude00"] = "(1,1)",
            ["a: \ude00\ud83d"] = "(1,4)",
            ["a: \ud83dx"] = "(1,4)",
            ["a: \U0001F600\ude00"] = "(1,6)",
            ["a: \ud83d\U0001F600"] = "(1,4)",
        };
        foreach (var (text, place) in texts)
            Assert.Equal($"a.yaml{place}: {Half}", Refused(text));
    }

    [Theory]
    [InlineData("a: \"\\uD83D\"")]
    [InlineData("a: \"x\\uDE00\"")]
    [InlineData("a: \"\\uDE00\\uD83D\"")]
    [InlineData("a: \"\\uD83D\\uD83D\"")]
    [InlineData("a: \"\\UFFFFFFFF\"")]
    public void An_escape_for_half_of_a_character_or_for_none_is_refused(string text) =>
        Assert.StartsWith("a.yaml(1,", Refused(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("a: 1\nb: *x\n", "(2,4): The alias 'x' has no anchor before it. Write the value itself.")]
    [InlineData("a: &x 1\n---\nb: *x\n", "(3,4): The alias 'x' has no anchor before it. Write the value itself.")]
    [InlineData("a: !!int 1\n", "(1,4): The tag 'tag:yaml.org,2002:int' is not known here. Write the value without a tag.")]
    [InlineData("a: !vault x\n", "(1,4): The tag '!vault' is not known here. Write the value without a tag.")]
    [InlineData("b:\n  a: 1\n  a: 2\n", "(3,3): The key 'a' is duplicated. Keep one of them.")]
    [InlineData("? [a]\n: 1\n", "(1,3): A key is a list or a mapping. Write a plain word as key.")]
    [InlineData("{{ .Values.x }}: 1\n", "(1,2): A key is a list or a mapping. " + Render)]
    [InlineData("a: {{ .Values.x }}\n", "(1,5): A key is a list or a mapping. " + Render)]
    [InlineData(
        "a: 1\n<<: 2\n",
        "(2,1): '<<' takes the keys of other mappings, and here is a single value. Write an alias of a mapping, such as *defaults, or a "
            + "list of them."
    )]
    [InlineData(
        "<<: [{a: 1}, ~]\n",
        "(1,1): '<<' takes the keys of other mappings, and here is nothing. Write an alias of a mapping, such as *defaults, or a list of "
            + "them."
    )]
    public void What_is_refused_has_a_place_a_reason_and_a_fix(string text, string expected) =>
        Assert.Equal("a.yaml" + expected, Refused(text));

    [Theory]
    [InlineData("a: [[1]]", 3, null)]
    [InlineData("a: [[1]]", 2, "a.yaml(1,6): The document is nested more than 2 levels deep. Check that it is the right file.")]
    [InlineData("- - - 1", 2, "a.yaml(1,7): The document is nested more than 2 levels deep. Check that it is the right file.")]
    public void Nesting_has_a_limit(string text, int depth, string? expected) =>
        Assert.Equal(expected, Problem(text, new DocumentLimits { Depth = depth }));

    [Theory]
    [InlineData("[1, 2, 3]", 4, null)]
    [InlineData("[1, 2, 3]", 3, "(1,8)")]
    [InlineData("a: 1", 3, null)]
    [InlineData("a: 1", 2, "(1,4)")]
    [InlineData("- &a [1, 2]\n- *a\n", 8, null)]
    [InlineData("- &a [1, 2]\n- *a\n", 7, "(2,3)")]
    [InlineData("- 1\n---\n- 2\n", 2, null)]
    public void Values_are_counted_with_what_an_alias_stands_for(string text, int nodes, string? place) =>
        Assert.Equal(
            place is null
                ? null
                : $"a.yaml{place}: The document unfolds to more than {nodes} values. "
                    + "Write the values out, without aliases that repeat each other.",
            Problem(text, new DocumentLimits { Nodes = nodes })
        );

    [Theory]
    [InlineData("", 0)]
    [InlineData("# nothing\n", 0)]
    [InlineData("---\n---\nnull\n---\n~\n", 0)]
    [InlineData("a: 1\n---\n---\nb: 2\n...\n", 2)]
    [InlineData("''\n", 1)]
    [InlineData("'null'\n", 1)]
    public void Empty_documents_are_left_out(string text, int count) => Assert.Equal(count, Load(text).Count);

    [Theory]
    [InlineData("a: !!str 1\n", false)]
    [InlineData("a: ! 1\n", false)]
    [InlineData("a: '1'\n", false)]
    [InlineData("a: 1\n", true)]
    public void A_text_with_a_tag_or_in_quotes_is_not_a_plain_one(string text, bool isPlain) =>
        Assert.Equal(isPlain, Assert.IsType<YamlScalar>(Map(text).Find("a")).IsPlain);

    [Fact]
    public void Tags_that_say_what_a_value_is_anyway_are_taken()
    {
        var map = Map("a: !!seq [1]\nb: !!map {c: d}\n");
        Assert.Single(Assert.IsType<YamlList>(map.Find("a")).Items);
        Assert.Single(Assert.IsType<YamlMap>(map.Find("b")).Entries);
    }

    [Fact]
    public void Merged_keys_stand_behind_the_mapping_s_own_and_the_first_of_several_counts()
    {
        var map = Map("<<: [&x {a: 1, b: 2}, {b: 3, c: 4}]\na: 0\nd: *x\n");
        Assert.Equal("a=0 d={a=1 b=2} b=2 c=4", Flat(map));
        Assert.Equal("b=1", Flat(Map("<<: {b: 1}\n")));

        // In quotes it is a key like any other.
        Assert.Equal("<<=x a=1", Flat(Map("'<<': x\na: 1\n")));
    }

    [Fact]
    public void An_anchor_may_be_set_again()
    {
        var map = Map("a: &x 1\nb: *x\nc: &x 2\nd: *x\n");
        Assert.Equal("a=1 b=1 c=2 d=2", Flat(map));
    }

    [Fact]
    public void Nodes_know_their_places()
    {
        var map = Map("# head\na:\n  - b: 1\n    c: [x]\n");
        var item = Assert.IsType<YamlMap>(Assert.Single(Assert.IsType<YamlList>(map.Find("a")).Items));
        var list = Assert.IsType<YamlList>(item.Find("c"));
        Assert.Equal((2, 1), Place(map));
        Assert.Equal((2, 1), Place(map.FindKey("a")!));
        Assert.Equal((3, 3), Place(map.Find("a")!));
        Assert.Equal((3, 5), Place(item));
        Assert.Equal((4, 5), Place(item.FindKey("c")!));
        Assert.Equal((4, 8), Place(list));
        Assert.Equal((4, 9), Place(list.Items[0]));
        Assert.Null(item.FindKey("a"));
        Assert.Null(item.Find("a"));
    }

    [Fact]
    public void As_far_as_it_can_be_read_a_text_gives_its_documents_and_what_was_skipped()
    {
        var problems = new List<DocumentProblem>();
        var documents = YamlLoader.LoadReadable(
            DocumentText.Of("a: 1\na: 2\nb: 3\n---\nc: 4\n---\nd: [\n---\ne: 5\n"),
            "a.yaml",
            DocumentLimits.Default,
            problems
        );
        Assert.Equal(["a=1 b=3", "c=4"], documents.Select(Flat));
        Assert.Equal(2, problems.Count);
        Assert.Equal("a.yaml(2,1): The key 'a' is duplicated. Keep one of them.", problems[0].ToString());
        Assert.StartsWith("a.yaml(8,1): This is not valid YAML", problems[1].ToString(), StringComparison.Ordinal);
        Assert.All(problems, p => Assert.Equal("YamlSyntax", p.Problem.Code));
    }

    [Fact]
    public void A_key_that_is_duplicated_is_told_once_although_the_text_is_read_twice()
    {
        // The quoted text is indented and read again.
        var problems = new List<DocumentProblem>();
        var documents = YamlLoader.LoadReadable(
            DocumentText.Of("a: 1\na: 2\nb:\n  c: \"x\ny\"\n"),
            "a.yaml",
            DocumentLimits.Default,
            problems
        );
        Assert.Equal("a=1 b={c=x y}", Flat(Assert.Single(documents)));
        Assert.Equal("a.yaml(2,1): The key 'a' is duplicated. Keep one of them.", Assert.Single(problems).ToString());
    }

    [Fact]
    public void Without_anything_wrong_there_is_no_problem()
    {
        var problems = new List<DocumentProblem>();
        Assert.Equal("a=1", Flat(Assert.Single(YamlLoader.LoadReadable(DocumentText.Of("a: 1\n"), "", DocumentLimits.Default, problems))));
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("a: 1\n", "a single value")]
    [InlineData("a: ''\n", "a single value")]
    [InlineData("a: [1]\n", "a list")]
    [InlineData("a: {b: 1}\n", "a mapping")]
    [InlineData("a:\n", "nothing")]
    [InlineData("a: Null\n", "nothing")]
    public void A_node_says_what_it_is(string text, string kind) => Assert.Equal(kind, Map(text).Find("a")!.Kind);

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("x", 1, 1)]
    [InlineData("x,b", 1, 1)]
    [InlineData("a", 1, 1)]
    [InlineData("a,b", 2, 3)]
    [InlineData("a,b,x", 2, 3)]
    [InlineData("a,b,d", 4, 7)]
    [InlineData("a,b,c,y", 3, 7)]
    [InlineData("e", 6, 1)]
    [InlineData("e,x", 6, 1)]
    public void A_path_ends_at_the_last_key_that_is_there(string path, int line, int column)
    {
        var map = Map("a:\n  b:\n    - c: 1\n      d: 2\n    - x: 1\ne: []\n");
        Assert.Equal((line, column), Place(map.Below(path.Split(',', StringSplitOptions.RemoveEmptyEntries))));
    }

    private static IReadOnlyList<YamlNode> Load(string text) => YamlLoader.Load(text, "a.yaml", DocumentLimits.Default);

    private static YamlMap Map(string text) => Assert.IsType<YamlMap>(Assert.Single(Load(text)));

    private static (int Line, int Column) Place(YamlNode node) => (node.Line, node.Column);

    private static string Refused(string text) => Problem(text, DocumentLimits.Default) ?? "nothing";

    private static string? Problem(string text, DocumentLimits limits)
    {
        try
        {
            YamlLoader.Load(text, "a.yaml", limits);
            return null;
        }
        catch (SloDocumentException e)
        {
            var problem = Assert.Single(e.Problems);
            Assert.Equal("YamlSyntax", problem.Problem.Code);
            return problem.ToString();
        }
    }

    private static string Flat(YamlNode node) =>
        node switch
        {
            YamlMap map => string.Join(
                " ",
                map.Entries.Select(e => e.Key.Value + "=" + (e.Value is YamlMap ? $"{{{Flat(e.Value)}}}" : Flat(e.Value)))
            ),
            YamlList list => "[" + string.Join(",", list.Items.Select(Flat)) + "]",
            YamlScalar scalar => scalar.Value,
            _ => throw new InvalidOperationException(),
        };
}
