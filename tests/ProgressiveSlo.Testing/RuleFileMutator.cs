using System.Text.RegularExpressions;

namespace ProgressiveSlo.Testing;

/// <summary>Damages rule files, line by line: the same random numbers give the same damage on every machine.</summary>
/// <param name="random">The random numbers.</param>
/// <param name="seeds">Sound rule files.</param>
public sealed class RuleFileMutator(Random random, IReadOnlyList<string> seeds)
{
    private static readonly string[] _keys =
    [
        "alert",
        "record",
        "expr",
        "for",
        "keep_firing_for",
        "labels",
        "annotations",
        "name",
        "interval",
        "limit",
        "rules",
        "groups",
        "query_offset",
        "summary",
        "severity",
        "labls",
        "intervall",
        "Alert",
        "expression",
        "partial_response_strategy",
        "foo",
        "a-b",
        "__name__",
        "1",
        "\"\"",
        "\"a b\"",
        "héllo",
    ];

    private static readonly string[] _values =
    [
        "",
        "5m",
        "5x",
        "abc",
        "0",
        "0s",
        "1h30m",
        "30m1h",
        "1.5h",
        "-5m",
        "5",
        "5 m",
        "\"5m\"",
        "'5m '",
        "100y",
        "300y",
        "1y1w1d1h1m1s1ms",
        "null",
        "~",
        "true",
        "1",
        "1.5",
        "0x10",
        "1_000",
        "1e3",
        "\"7\"",
        "[]",
        "{}",
        "[a]",
        "{a: b}",
        "{a: 1}",
        "{a-b: c}",
        "{a: [b]}",
        "{__name__: x}",
        "{\"\": x}",
        "{a: null}",
        "|",
        ">-",
        "up",
        "sum(",
        "rate(x[5m])",
        "sum by (a) (rate(x{b=~\"c\"}[5m])) > 0.5",
        "up == 0",
        "job:x:rate5m",
        "a-b",
        "9a",
        "x y",
        "'{{ $labels.a }}'",
        "'{{ $value | humanize }}'",
        "'{{ $value | humanise }}'",
        "'{{ $label.a }}'",
        "'{{ $labels.a'",
        "'{{ if $value }}a{{ end }}'",
        "'{{ if $value }}a'",
        "'{{ end }}'",
        "'{{ range query \"up\" }}{{ .Labels.a }}{{ end }}'",
        "'{{ with query \"up\" }}{{ . | first | value }}{{ else }}x{{ end }}'",
        "'{{ printf \"%.2f\" $value }}'",
        "'{{ printf }}'",
        "'{{ }}'",
        "'{{ | humanize }}'",
        "'{{ $x := 5 }}{{ $x }}'",
        "'{{ $x }}'",
        "'{{ .Value }}'",
        "'{{ .Values.a }}'",
        "'{{/* a */}}'",
        "'{{ /* a */ }}'",
        "'{{- $value -}}'",
        "'{{ $value-}}'",
        "'{{ \"a }}'",
        "'{{ `a` }}'",
        "'{{ 1.2.3 }}'",
        "'{{ (eq $value 1.0) }}'",
        "'{{ (eq $value 1.0 }}'",
        "'{{ template \"a\" . }}'",
        "'{{ define \"a\" }}b{{ end }}{{ template \"a\" }}'",
        "'{{ define a }}{{ end }}'",
        "'{{ break }}'",
        "'{{ nil }}'",
        "'{{ true.x }}'",
        "'{{ \"a\" | title }}'",
        "'{{ \"a\" | \"b\" }}'",
        "'{{ $labels.a.b }}'",
        "'{{ $externalURL }}{{ $externalLabels.x }}'",
        "'{{ range $i, $l := $labels }}{{ $i }}{{ end }}'",
        "'{{ range $a, $b, $c := $labels }}{{ end }}'",
        "'{{ else }}'",
        "'}}'",
        "'{{'",
        "'{{ if true }}a{{ else if false }}b{{ else }}c{{ end }}'",
        "'{{ block \"a\" . }}x{{ end }}'",
        "'{{ $value = 5 }}'",
        "'{{ a.b }}'",
        "'{{ len $labels }}'",
        "'{{ index $labels \"a-b\" }}'",
        "'{{ $labels.a-b }}'",
        "'{{ args 1 2 }}'",
        "'{{ ''x'' }}'",
        "'{{ 08 }}'",
    ];

    private static readonly Regex _pair = new("^(\\s*(?:- )?)([^:\\s][^:]*):(.*)$", RegexOptions.CultureInvariant);

    /// <summary>A file with one to three mistakes, of which some are none.</summary>
    public string Next()
    {
        var lines = seeds[random.Next(seeds.Count)].TrimEnd('\n').Split('\n').ToList();
        for (var i = random.Next(1, 4); i > 0; i--)
            Damage(lines);
        return string.Join('\n', lines) + "\n";
    }

    private void Damage(List<string> lines)
    {
        if (lines.Count == 0)
            return;
        var at = random.Next(lines.Count);
        var pair = _pair.Match(lines[at]);
        switch (random.Next(pair.Success ? 12 : 6))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(at, lines[random.Next(lines.Count)]);
                break;
            case 2:
                lines[at] = new string(' ', random.Next(1, 3)) + lines[at];
                break;
            case 3:
                lines[at] = lines[at].Length > 2 && lines[at].StartsWith("  ", StringComparison.Ordinal) ? lines[at][2..] : lines[at];
                break;
            case 4:
                var space = lines[at].Length - lines[at].TrimStart().Length;
                lines.Insert(at + 1, new string(' ', space + (lines[at].TrimStart().StartsWith('-') ? 2 : 0)) + $"{Key()}: {Value()}");
                break;
            case 5:
                var other = random.Next(lines.Count);
                (lines[at], lines[other]) = (lines[other], lines[at]);
                break;
            case 6 or 7:
                lines[at] = $"{pair.Groups[1].Value}{Key()}:{pair.Groups[3].Value}";
                break;
            default:
                lines[at] = $"{pair.Groups[1].Value}{pair.Groups[2].Value}: {Value()}";
                break;
        }
    }

    private string Key() => _keys[random.Next(_keys.Length)];

    private string Value() => _values[random.Next(_values.Length)];
}
