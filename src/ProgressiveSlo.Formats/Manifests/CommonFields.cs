using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>Targets as documents write them: ratios in some formats, percent in others, and often one in place of the other.</summary>
internal static class TargetYaml
{
    /// <summary>The lint code of a target of 100 % or more.</summary>
    public const string Full = "ObjectiveFull";

    /// <summary>The lint code of a target of nothing or less.</summary>
    public const string OutOfRange = "ObjectiveOutOfRange";

    /// <summary>The lint code of a ratio in place of a percentage, or the other way round.</summary>
    public const string Unit = "ObjectiveUnit";

    /// <summary>A target given as ratio, 0 &lt; target &lt; 1; a problem, and 0, when it is not.</summary>
    public static decimal Ratio(MapReader map, string key)
    {
        var value = map.Decimal(key, "0.999");
        if (!map.Has(key) || value is > 0 and < 1 || IsNotNumber(map, key))
            return value;
        var text = NumberText.Plain(value);
        if (value == 1)
            map.Problem(
                map.NodeOf(key),
                key,
                "A target of 1 (100 %) leaves no error budget, and every alert on it divides by zero",
                "Write less than 1, for example 0.999",
                Full
            );
        else if (value is > 1 and <= 100)
            map.Problem(
                map.NodeOf(key),
                key,
                $"{text} looks like a percentage; expected a ratio",
                value == 100 ? "Write less than 1, for example 0.999" : $"Write {NumberText.Plain(value / 100m)}",
                Unit
            );
        else
            map.Problem(map.NodeOf(key), key, $"{text} is not a target", "Write a ratio between 0 and 1, for example 0.999", OutOfRange);
        return 0;
    }

    /// <summary>
    /// A target given in percent, 0 &lt; target &lt; 100, as ratio; a problem, and 0, when it is not. Below 1 it is taken at its word: see
    /// the lint.
    /// </summary>
    public static decimal Percent(MapReader map, string key)
    {
        var value = map.Decimal(key, "99.9");
        if (!map.Has(key) || value is > 0 and < 100 || IsNotNumber(map, key))
            return value / 100m;
        if (value == 100)
            map.Problem(
                map.NodeOf(key),
                key,
                "A target of 100 % leaves no error budget, and every alert on it divides by zero",
                "Write less than 100, for example 99.9",
                Full
            );
        else
            map.Problem(
                map.NodeOf(key),
                key,
                $"{NumberText.Plain(value)} is not a target",
                "Write a percentage between 0 and 100, for example 99.9",
                OutOfRange
            );
        return 0;
    }

    // That problem is noted already.
    private static bool IsNotNumber(MapReader map, string key) =>
        map.NodeOf(key) is not YamlScalar scalar
        || !decimal.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}

/// <summary>Mappings of texts, such as labels and annotations.</summary>
internal static class TextsYaml
{
    /// <summary>Reads a mapping of texts; empty when the key is not there.</summary>
    public static IReadOnlyDictionary<string, string> Read(MapReader parent, string key, ProblemList problems, SourceMap? places = null)
    {
        var texts = new Dictionary<string, string>();
        if (parent.Map(key, required: false) is not { } map)
            return texts;
        foreach (var (name, node) in map.Entries())
        {
            if (node is YamlScalar scalar)
                texts[name] = scalar.IsNull ? "" : scalar.Value;
            else
                problems.Add(node, map.Path(name), $"Expected text, found {node.Kind}", "Write one text");
            places?.Add(key + "." + name, node, map.Path(name));
        }

        return texts;
    }

    /// <summary>Writes a mapping of texts; nothing when it is empty.</summary>
    public static void Write(YamlWriter yaml, string key, IReadOnlyDictionary<string, string> texts)
    {
        if (texts.Count == 0)
            return;
        yaml.Key(key);
        yaml.BeginMap();
        foreach (var text in texts)
            yaml.Pair(text.Key, text.Value);
        yaml.EndMap();
    }
}

/// <summary>
/// The labels by which a definition of a plan is known in any format: <c>service</c>, <c>phase</c> and <c>progressive: "true"</c>.
/// </summary>
internal static class DefinitionLabels
{
    /// <summary>The phase of a definition that a plan made, or null.</summary>
    public static string? Phase(IReadOnlyDictionary<string, string> labels) =>
        labels.TryGetValue("progressive", out var mark) && mark == "true" && labels.TryGetValue("phase", out var phase) && phase.Length > 0
            ? phase
            : null;
}

/// <summary>Annotations of this project on objects of other tools, for what these have no place for.</summary>
internal static class OwnKeys
{
    /// <summary>All of them begin so.</summary>
    public const string Prefix = "slo.dev/";

    public const string Service = Prefix + "service";

    /// <summary>The name of the definition, where the name of the object may not have it.</summary>
    public const string Name = Prefix + "name";
}
