using CsCheck;
using ProgressiveSlo.Formats.Yaml;

namespace ProgressiveSlo.Formats.Tests.Yaml;

/// <summary>
/// Random trees: strings, lists of nodes (<see cref="List{T}"/> of object) and maps in order (<see cref="List{T}"/> of pairs).
/// </summary>
internal static class YamlTreeGen
{
    private static readonly Gen<char> Sign = OneOfConst(
        " :#,-?'\"\\|>[]{}&*!%@`~=<.0x\n\r\0\u0007\u001b\u007f\u0085\u00e9\u2028\u4e2d".ToCharArray()
    );

    private static readonly Gen<string> Words = OneOfConst(
        "",
        "true",
        "No",
        "null",
        "~",
        "1",
        "-1.5",
        "0x1f",
        ".inf",
        "2026-01-05",
        "12:30:00",
        "a",
        "plain text",
        "- item",
        "key: value",
        "a #comment",
        "a:b",
        "trailing ",
        " leading",
        "---",
        "...",
        "=",
        "<<",
        "two\nlines",
        "three\n\nlines\n",
        "a\n b",
        "a \nb",
        "quote's",
        "say \"x\"",
        "caf\u00e9",
        "\nfirst empty",
        "end\n\n",
        "sum(rate(http_requests_total{code=~\"5..\"}[5m])) / 2",
        new string('x', 3000)
    );

    private static readonly Gen<string> Text = Gen.OneOf(Words, Gen.String[Gen.OneOf(Sign, Gen.Char['a', 'z']), 0, 12]);

    /// <summary>
    /// Characters that cannot be seen, which the emitter leaves bare in quotes and we escape, and one that can, where it is the other way
    /// round.
    /// </summary>
    private static readonly Gen<string> Bare = OneOfConst(
        "\u200bx",
        "\ufeff",
        "\ue000",
        "x\u00ad",
        "a\u00a0b\n",
        "tab\there",
        "\ud83d\ude00",
        "\ud83d\ude00\n"
    );

    /// <summary>Trees that the emitter writes with the same bytes. It has a form of its own for keys that would need escapes.</summary>
    public static Gen<object> Map { get; } = Node(4, mapOnly: true, Text, Text.Where(PlainScalar.IsOneLine));

    /// <summary>Any trees.</summary>
    public static Gen<object> AnyMap { get; } = Node(4, mapOnly: true, Gen.OneOf(Text, Bare), Gen.OneOf(Text, Bare));

    private static Gen<T> OneOfConst<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Gen<object> Node(int depth, bool mapOnly, Gen<string> text, Gen<string> key)
    {
        var scalar = text.Select(value => (object)value);
        if (depth == 0)
            return scalar;
        var child = Node(depth - 1, mapOnly: false, text, key);
        var map = Gen.Select(key.Where(name => name.Length < 900).Array[0, 4], child.Array[4])
            .Select((keys, values) => (object)keys.Distinct().Zip(values, KeyValuePair.Create).ToList());
        var list = child.List[0, 4].Select(items => (object)items);
        return mapOnly ? map : Gen.OneOf(scalar, list, map);
    }
}
