namespace ProgressiveSlo.Testing;

/// <summary>Damages expressions: the same random numbers give the same damage on every machine.</summary>
/// <param name="random">The random numbers.</param>
/// <param name="seeds">Expressions to damage and to join.</param>
public sealed class ExpressionMutator(Random random, IReadOnlyList<string> seeds)
{
    private static readonly string[] _pieces =
    [
        " ",
        "\n",
        "\t",
        "#",
        "# c\n",
        "(",
        ")",
        "()",
        "{",
        "}",
        "{}",
        "[",
        "]",
        "[5m]",
        "[5m:]",
        "[5m:1m]",
        ",",
        ":",
        "@",
        "@ 5",
        "@ start()",
        "@ end()",
        "offset",
        "offset 5m",
        "offset -1h",
        "+",
        "-",
        "*",
        "/",
        "%",
        "^",
        "==",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "=",
        "=~",
        "!~",
        "!",
        "and",
        "or",
        "unless",
        "atan2",
        "bool",
        "on(a)",
        "on()",
        "ignoring(a,b)",
        "group_left",
        "group_left(b)",
        "group_right()",
        "by",
        "by (a)",
        "without",
        "without (a)",
        "sum",
        "sum(",
        "topk",
        "topk(1,",
        "count_values",
        "quantile",
        "start",
        "end",
        "inf",
        "NaN",
        "foo",
        "foo{a=\"b\"}",
        "{a=\"b\"}",
        "a=\"b\"",
        "a=~\"b|\"",
        "a!~\"b\"",
        "__name__",
        "foo:bar",
        "rate(",
        "rate(foo[5m])",
        "time()",
        "vector(1)",
        "scalar(foo)",
        "label_replace(",
        "1",
        "0",
        "0x1F",
        "08",
        "1e3",
        ".5",
        "1.",
        "5m",
        "1h30m",
        "1y",
        "0s",
        "5",
        "_",
        "e",
        "x",
        "\"",
        "'",
        "`",
        "\"b\"",
        "'c'",
        "`d`",
        "\\",
        "\\n",
        "\\x41",
        "\\\"",
        "\\'",
        "é",
        "😀",
        "\ufffd",
        "\0",
        "\u00a0",
        "$",
        ";",
        "~",
        "?",
        "|",
        ".*",
        "[a-z]",
        "\\\\d",
        "(?i)",
        "{2}",
        "{{.window}}",
        "1_000",
        "{\"a.b\"}",
        "\"a.b\"=\"c\"",
        "by (\"a.b\")",
        "[300]",
        "[5m*2]",
        "[step()]",
        "step()",
        "range()",
        "max_of(",
        "min_of(5m,",
        "offset (5m*2)",
        "offset -5",
        "anchored",
        "smoothed",
        "fill(0)",
        "fill_left(-1)",
        "fill_right(1h)",
        "</",
        ">/",
        "limitk(1,",
        "info(",
        "histogram_avg(",
    ];

    /// <summary>One expression with one damage, or a few.</summary>
    public string Next()
    {
        var text = seeds[random.Next(seeds.Count)];
        for (var rounds = Math.Max(1, random.Next(-4, 4)); rounds > 0; rounds--)
            text = Damage(text);
        return text;
    }

    private string Damage(string text)
    {
        var at = random.Next(text.Length + 1);
        while (IsInsidePair(text, at))
            at--;
        var length = Math.Min(random.Next(1, 6), text.Length - at);
        while (IsInsidePair(text, at + length))
            length--;
        return random.Next(7) switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, Piece()),
            2 => text.Remove(at, length).Insert(at, Piece()),
            3 => text.Insert(at, text.Substring(at, length)),
            4 => text.Insert(at, " " + Piece() + " "),
            5 => Join(text, seeds[random.Next(seeds.Count)]),
            _ => text.Insert(at, ((char)random.Next(32, 127)).ToString()),
        };
    }

    private string Join(string first, string second) =>
        random.Next(4) switch
        {
            0 => first + second,
            1 => first + " " + Piece() + " " + second,
            2 => $"({first}) {Piece()} ({second})",
            _ => $"sum({first}, {second})",
        };

    private string Piece() => _pieces[random.Next(_pieces.Length)];

    private static bool IsInsidePair(string text, int at) =>
        at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) && char.IsHighSurrogate(text[at - 1]);
}
