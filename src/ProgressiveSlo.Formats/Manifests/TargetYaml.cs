using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;
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
        if (!map.Has(key) || ErrorBudgetArithmetic.IsTarget(value) || IsNotNumber(map, key))
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
        else if (value is > 0 and < 1)
            map.Problem(
                map.NodeOf(key),
                key,
                $"{text} is too near to {(value < 0.5m ? 0 : 1)}: rules cannot calculate with it",
                "Write a ratio from 0.000000000001 to 0.999999999999, for example 0.9995",
                OutOfRange
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
        if (!map.Has(key) || ErrorBudgetArithmetic.IsTarget(value / 100m) || IsNotNumber(map, key))
            return value / 100m;
        if (value == 100)
            map.Problem(
                map.NodeOf(key),
                key,
                "A target of 100 % leaves no error budget, and every alert on it divides by zero",
                "Write less than 100, for example 99.9",
                Full
            );
        else if (value is > 0 and < 100)
            map.Problem(
                map.NodeOf(key),
                key,
                $"{NumberText.Plain(value)} is too near to {(value < 50m ? 0 : 100)}: rules cannot calculate with it",
                "Write a percentage from 0.0000000001 to 99.9999999999, for example 99.95",
                OutOfRange
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
