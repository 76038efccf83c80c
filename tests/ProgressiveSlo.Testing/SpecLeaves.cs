using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace ProgressiveSlo.Testing;

/// <summary>The documents of a file, and each scalar in them, which can be changed alone.</summary>
public sealed class SpecLeaves
{
    private static readonly Dictionary<string, string> _others = new()
    {
        ["true"] = "false",
        ["false"] = "true",
        ["page"] = "ticket",
        ["ticket"] = "page",
        ["critical"] = "warning",
        ["warning"] = "critical",
        ["gt"] = "gte",
        ["gte"] = "gt",
        ["lt"] = "lte",
        ["lte"] = "lt",
        ["warn"] = "abort",
        ["abort"] = "warn",
        ["Occurrences"] = "Timeslices",
        ["Timeslices"] = "Occurrences",
    };

    private static readonly Regex _number = new("^-?[0-9]+(\\.[0-9]+)?$", RegexOptions.CultureInvariant);
    private static readonly Regex _duration = new("^([0-9]+)((?:ms|[smhdwyMQY]).*)$", RegexOptions.CultureInvariant);
    private static readonly Regex _matcher = new("(=~?\\s*\"[^\"]+)\"", RegexOptions.CultureInvariant);
    private static readonly Regex _metric = new("([a-z_:]{4,})([{\\[])", RegexOptions.CultureInvariant);
    private static readonly Regex _literal = new("([0-9]+)(?![0-9.])", RegexOptions.CultureInvariant);

    private readonly YamlStream _stream = [];

    /// <param name="text">YAML or JSON.</param>
    public SpecLeaves(string text)
    {
        _stream.Load(new StringReader(text));
        All = _stream.Documents.SelectMany(d => Below(d.RootNode, "")).ToArray();
    }

    /// <summary>All scalars with their paths, without the places of items: <c>spec.alerting.name</c>.</summary>
    public IReadOnlyList<(string Path, YamlScalarNode Node)> All { get; }

    /// <summary>The kind of the document that has a scalar; empty for one without.</summary>
    public string KindOf(YamlScalarNode node) =>
        _stream
            .Documents.SelectMany(d => d.RootNode is YamlSequenceNode list ? list.Children : [d.RootNode])
            .SelectMany(r =>
                (r as YamlMappingNode)?.Children.TryGetValue("items", out var items) == true ? ((YamlSequenceNode)items).Children : [r]
            )
            .Where(r => Below(r, "").Any(l => ReferenceEquals(l.Item2, node)))
            .Select(r => (r as YamlMappingNode)?.Children.TryGetValue("kind", out var kind) == true ? ((YamlScalarNode)kind).Value! : "")
            .FirstOrDefault("");

    /// <summary>The documents as they are now.</summary>
    public string Text()
    {
        using var output = new StringWriter { NewLine = "\n" };
        _stream.Save(output, assignAnchors: false);
        return output.ToString();
    }

    /// <summary>Other values of the same kind, of which one may be valid.</summary>
    public static IEnumerable<string> Others(string value)
    {
        if (_others.TryGetValue(value, out var other))
            yield return other;
        if (_number.IsMatch(value))
        {
            var number = decimal.Parse(value, CultureInfo.InvariantCulture);
            var unit = new decimal(1, 0, 0, false, (byte)(decimal.GetBits(number)[3] >> 16));
            foreach (var near in new[] { number - unit, number + unit, number + (unit / 2) })
                yield return near.ToString(CultureInfo.InvariantCulture);
        }

        if (_duration.Match(value) is { Success: true } duration)
        {
            var count = int.Parse(duration.Groups[1].Value, CultureInfo.InvariantCulture);
            foreach (var near in new[] { count + 1, count * 2, count - 1 })
                yield return near.ToString(CultureInfo.InvariantCulture) + duration.Groups[2].Value;
        }

        foreach (var (pattern, to) in new[] { (_matcher, "$1z\""), (_metric, "$1_z$2"), (_literal, "${1}1") })
        {
            if (value.Contains('(', StringComparison.Ordinal) || value.Contains('{', StringComparison.Ordinal))
                yield return pattern.Replace(value, to, 1);
        }

        yield return value + "z";
        yield return value + " z";
    }

    private static IEnumerable<(string, YamlScalarNode)> Below(YamlNode node, string path) =>
        node switch
        {
            YamlMappingNode map => map.Children.SelectMany(c =>
                Below(c.Value, (path.Length == 0 ? "" : path + ".") + ((YamlScalarNode)c.Key).Value)
            ),
            YamlSequenceNode list => list.Children.SelectMany(c => Below(c, path)),
            YamlScalarNode scalar => [(path, scalar)],
            _ => [],
        };
}
