using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Yaml;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Yaml;

/// <summary>What every file of the project's own says when a value is missing, of the wrong kind, or not known.</summary>
public sealed class MapReaderTests
{
    [Theory]
    [InlineData("n: 30", 30, null)]
    [InlineData("n: -1", -1, null)]
    [InlineData("m: 1", null, null)]
    [InlineData("n: ~", null, null)]
    [InlineData("n: 1.5", 1, "(1,4): n: '1.5' is not a whole number. Write a whole number, for example 30.")]
    [InlineData("n: many", 1, "(1,4): n: 'many' is not a whole number. Write a whole number, for example 30.")]
    [InlineData("n: [1]", null, "(1,4): n: Expected a single value, found a list. Write one value.")]
    public void A_whole_number_is_read(string text, int? expected, string? problem) =>
        Check(text, m => Assert.Equal(expected, m.OptionalInteger("n")), problem);

    [Theory]
    [InlineData("n: 0.5", "0.5", null)]
    [InlineData("n: -1e-3", "-0.001", null)]
    [InlineData("n: 1,000", "0", "(1,4): n: '1,000' is not a number. Write a number with a decimal point, for example 0.9.")]
    [InlineData("n: ' 1'", "0", "(1,4): n: ' 1' is not a number. Write a number with a decimal point, for example 0.9.")]
    [InlineData("m: 1", "0", "(1,1): n: The key is missing or has no value. Add it; 'm' here may be meant.")]
    public void A_number_is_read(string text, string expected, string? problem) =>
        Check(
            text,
            m => Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), m.Decimal("n", "0.9")),
            problem
        );

    [Theory]
    [InlineData("b: true", true, null)]
    [InlineData("b: false", false, null)]
    [InlineData("c: true", false, null)]
    [InlineData("b: yes", false, "(1,4): b: 'yes' is neither true nor false. Write true or false.")]
    [InlineData("b: True", false, "(1,4): b: 'True' is neither true nor false. Write true or false.")]
    public void A_switch_is_read(string text, bool expected, string? problem) =>
        Check(text, m => Assert.Equal(expected, m.Boolean("b")), problem);

    [Theory]
    [InlineData("t: 2026-01-31", "2026-01-31T00:00:00", false)]
    [InlineData("t: 1970-01-01", "1970-01-01T00:00:00", false)]
    [InlineData("t: 2199-12-31T23:59:59Z", "2199-12-31T23:59:59", false)]
    [InlineData("t: 2200-01-01T00:00:01Z", null, true)]
    [InlineData("t: 1969-12-31T23:59:59Z", null, true)]
    [InlineData("t: 2201-01-01", null, true)]
    [InlineData("t: soon", null, true)]
    public void A_time_is_read(string text, string? expected, bool isRefused) =>
        Check(
            text,
            m =>
                Assert.Equal(
                    expected,
                    m.Time("t", required: true)?.ToString("yyyy-MM-ddTHH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)
                ),
            isRefused ? $"(1,4): t: '{text[3..]}' is not a date from 1970 to 2199. Write it as 2026-01-31 or 2026-01-31T12:00:00Z." : null
        );

    [Fact]
    public void A_time_that_need_not_be_there_may_be_missing()
    {
        Check("u: 1", m => Assert.Null(m.Time("t", required: false)), null);
        Check(
            "u: 1",
            m => Assert.Null(m.Time("t", required: true)),
            "(1,1): t: The key is missing or has no value. Add it; 'u' here may be meant."
        );
    }

    [Theory]
    [InlineData("d: 1h30m", 90, null)]
    [InlineData("d: 30 days", 0, "(1,4): d: '30 days' is not a duration. Write it as Prometheus does, for example 30d, 6h or 1h30m.")]
    [InlineData("x: 1", 0, "(1,1): d: The key is missing or has no value. Add it; 'x' here may be meant.")]
    public void A_duration_is_read(string text, int minutes, string? problem) =>
        Check(text, m => Assert.Equal(TimeSpan.FromMinutes(minutes), m.Duration("d")), problem);

    [Theory]
    [InlineData("l: [a, 'b']", "a,b", null)]
    [InlineData("l: []", "", null)]
    [InlineData("k: 1", "", null)]
    [InlineData("l: [a, [b], c]", "a,c", "(1,8): l[1]: Expected text, found a list. Write a text, in quotes if it has ': ' in it.")]
    [InlineData("l: [~]", "", "(1,5): l[0]: Expected text, found nothing. Write a text, in quotes if it has ': ' in it.")]
    [InlineData("l: [{b: c}]", "", "(1,5): l[0]: Expected text, found a mapping. Write a text, in quotes if it has ': ' in it.")]
    [InlineData("l: x", "", "(1,4): l: Expected a list, found a single value. Write the items below the key, each with '- ' before it.")]
    [InlineData(
        "l: [\"a\\nb\"]",
        "a\nb",
        "(1,5): l[0]: 'a\\u000ab' has characters that do not print, or several lines. Write one line of plain text."
    )]
    public void A_list_of_texts_is_read(string text, string expected, string? problem) =>
        Check(text, m => Assert.Equal(expected, string.Join(",", m.Texts("l"))), problem);

    [Theory]
    [InlineData("l: []", 0, "(1,4): l: There is no objective. Write at least one.")]
    [InlineData("l: [1, 2]", 2, null)]
    [InlineData("l: ", 0, "(1,3): l: The key is missing or has no value. Add it.")]
    public void A_list_that_must_have_items_says_so(string text, int count, string? problem) =>
        Check(text, m => Assert.Equal(count, m.NonEmptyItems("l", "There is no objective").Count), problem);

    [Theory]
    [InlineData("t: one line", "one line", null)]
    [InlineData("t: ''", "", null)]
    [InlineData("t:", "", "(1,3): t: The key is missing or has no value. Add it.")]
    [InlineData("T: x", "", "(1,1): t: The key is missing or has no value. Add it; 'T' here may be meant.")]
    [InlineData("else: x", "", "(1,1): t: The key is missing or has no value. Add it.")]
    [InlineData("t: {a: b}", "", "(1,4): t: Expected a single value, found a mapping. Write one value.")]
    public void A_text_that_must_be_there_is_read(string text, string expected, string? problem) =>
        Check(text, m => Assert.Equal(expected, m.RequiredText("t")), problem);

    [Fact]
    public void A_key_that_nobody_asked_for_is_told_with_what_may_be_meant_or_with_all_that_is_known()
    {
        Check(
            "window: 1d\nonwer: x\n",
            m =>
            {
                m.OptionalText("owner");
                m.OptionalText("window");
                Assert.True(m.HasUnknownKeys);
                Assert.Equal(["onwer"], m.UnknownKeys().Select(k => k.Field));
                m.ReportUnknownKeys();
            },
            "(2,1): onwer: The key is unknown. Did you mean 'owner'? Otherwise remove it."
        );
        Check(
            "completely: different\n",
            m =>
            {
                m.OptionalText("owner");
                m.OptionalText("window");
                m.OptionalText("owner");
                m.ReportUnknownKeys();
            },
            "(1,1): completely: The key is unknown. Remove it; known here are owner, window."
        );
        Check(
            "owner: x\n",
            m =>
            {
                m.OptionalText("owner");
                Assert.False(m.HasUnknownKeys);
                Assert.Empty(m.UnknownKeys());
                m.ReportUnknownKeys();
            },
            null
        );
    }

    [Fact]
    public void Every_key_of_a_mapping_without_a_schema_counts_as_known() =>
        Check(
            "a: 1\nb: 2\n",
            m =>
            {
                Assert.Equal(["a", "b"], m.Entries().Select(e => e.Key));
                Assert.False(m.HasUnknownKeys);
            },
            null
        );

    [Fact]
    public void A_field_below_another_has_its_path()
    {
        Check(
            "a: {b: x}\n",
            m => m.Map("a", required: true)!.Duration("b"),
            "(1,8): a.b: 'x' is not a duration. Write it as Prometheus does, for example 30d, 6h or 1h30m."
        );
        Check(
            "a: 1\n",
            m => Assert.Null(m.Map("a", required: true)),
            "(1,4): a: Expected a mapping, found a single value. Write keys and values, one per line."
        );
        Check("b: 1\n", m => Assert.Null(m.Map("a", required: false)), null);
    }

    [Theory]
    [InlineData("phases[1].targets.availability", 7, 21)]
    [InlineData("phases[1].targets.latency", 7, 5)]
    [InlineData("phases[2].targets", 3, 1)]
    [InlineData("phases[x]", 3, 1)]
    [InlineData("phases[]", 3, 1)]
    [InlineData("phases.x1x", 3, 1)]
    [InlineData("phases.[1]", 6, 3)]
    [InlineData("phases", 3, 1)]
    [InlineData("matrix[0][1]", 9, 11)]
    [InlineData("matrix[0][2]", 9, 5)]
    [InlineData("window", 1, 9)]
    [InlineData("window[0]", 1, 9)]
    public void A_field_is_found_by_its_path_or_the_nearest_one_around_it(string field, int line, int column)
    {
        var root = Load(
            "window: 30d\nphases:\n- name: a\n  targets:\n    x: 1\n- targets:\n    availability:   0.9\nmatrix:\n  - [0.1, 0.2]\n"
        );
        var node = FieldLocator.Find(root, field);
        Assert.Equal((line, column), (node!.Line, node.Column));
        Assert.Null(FieldLocator.Find(root, "nowhere"));
        Assert.Null(FieldLocator.Find(root, ""));
    }

    [Fact]
    public void Problems_have_the_codes_of_the_lint()
    {
        var problems = new ProblemList("a.yaml");
        var map = MapReader.Open(Load("d: x\nq: y\nz: 1\n"), "", problems)!;
        map.Duration("d");
        Assert.Null(map.RequiredLines("missing"));
        Assert.Null(map.OptionalLines("missing"));
        Assert.Equal("y", map.RequiredLines("q"));
        map.KeptProblem(map.NodeOf("q"), "q", "m", "f", "QueryUnknown");
        map.ReportUnknownKeys();
        problems.Add(new FieldProblem("q", "m", "f") { Code = "Own" }, map.Node);
        problems.Add(new FieldProblem("none", "m", "f"), map.Node);
        Assert.Equal(
            [
                ("missing", 1, "FieldMissing", false),
                ("none", 1, "", false),
                ("d", 1, "DurationInvalid", false),
                ("q", 2, "QueryUnknown", true),
                ("q", 2, "Own", false),
                ("z", 3, "FieldUnknown", false),
            ],
            problems.InOrder.Select(p => (p.Problem.Field, p.Line, p.Problem.Code, p.Problem.IsKept))
        );
    }

    [Fact]
    public void Twenty_problems_are_kept_in_the_order_of_the_document_and_all_are_counted()
    {
        var problems = new ProblemList("a.yaml");
        problems.ThrowIfAny();
        for (var i = 25; i > 0; i--)
            problems.Add(new YamlScalar(i % 5, i, "", plain: true), "f", "m", "x");
        Assert.Equal(25, problems.Count);
        var error = Assert.Throws<SloDocumentException>(problems.ThrowIfAny);
        Assert.Equal(20, error.Problems.Count);
        Assert.Equal(error.Problems.OrderBy(p => (p.Line, p.Column)), error.Problems);
    }

    [Theory]
    [InlineData("apiVersion: progressiveslo/v1\nkind: SloPlan\n", true, null)]
    [InlineData(
        "apiVersion: progressiveslo/v9\nkind: SloPlan\n",
        false,
        "(1,13): apiVersion: 'progressiveslo/v9' is not a version known here. Write progressiveslo/v1, or use a newer ProgressiveSlo."
    )]
    [InlineData(
        "apiVersion: progressiveslo/v1\nkind: Profile\n",
        false,
        "(2,7): kind: Expected a SloPlan, found 'Profile'. Give a file of kind SloPlan."
    )]
    [InlineData("kind: SloPlan\n", false, "(1,1): apiVersion: The key is missing or has no value. Add it.")]
    [InlineData("apiVersion: progressiveslo/v1\n", false, "(1,1): kind: The key is missing or has no value. Add it.")]
    public void A_file_says_which_schema_it_has(string text, bool isRead, string? problem) =>
        Check(text, m => Assert.Equal(isRead, DocumentHead.Check(m, "SloPlan")), problem);

    [Theory]
    [InlineData("a: 1\n", null)]
    [InlineData("# x\n", "a.yaml: The file is empty; expected a SloPlan. Give a file of kind SloPlan.")]
    [InlineData(
        "a: 1\n---\nb: 2\n",
        "a.yaml(3,1): A second document begins here, and a file holds one SloPlan. Put each in a file of its own."
    )]
    public void A_file_holds_one_document(string text, string? problem)
    {
        if (problem is null)
            Assert.IsType<YamlMap>(SingleDocument.Load(text, "a.yaml", "SloPlan"));
        else
            Assert.Equal(
                problem,
                Assert.Single(Assert.Throws<SloDocumentException>(() => SingleDocument.Load(text, "a.yaml", "SloPlan")).Problems).ToString()
            );
    }

    private static YamlNode Load(string text) => YamlLoader.Load(text, "a.yaml", DocumentLimits.Default)[0];

    private static void Check(string text, Action<MapReader> read, string? problem)
    {
        var problems = new ProblemList("a.yaml");
        read(MapReader.Open(Load(text), "", problems)!);
        Assert.Equal(problem is null ? [] : ["a.yaml" + problem], problems.InOrder.Select(p => p.ToString()));
    }
}
