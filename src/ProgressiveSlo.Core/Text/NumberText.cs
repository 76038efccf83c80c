namespace ProgressiveSlo.Text;

/// <summary>Numbers as messages and reports print them: invariant culture, and never two different numbers printed alike.</summary>
public static class NumberText
{
    // A decimal holds 28 digits, so a ratio that still looks equal there is equal.
    private const int MostDecimals = 26;

    /// <summary>The decimal number with the shortest digits that round-trip to <paramref name="value"/>: what the user typed.</summary>
    /// <param name="value">A finite number within ±7.9e28.</param>
    public static decimal Exact(double value) => decimal.Parse(Plain(value), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>
    /// The number with 15 digits, or all of its whole ones: what a division leaves behind them tells nothing, and hides that 28.000...001
    /// is 28.
    /// </summary>
    /// <param name="value">The number.</param>
    public static decimal WithoutNoise(decimal value)
    {
        const int Digits = 15;
        const int MostPlaces = 28;
        var places = Digits;
        var size = Math.Abs(value);
        for (; size >= 1m && places > 0; size /= 10m)
            places--;
        for (; size is > 0m and < 0.1m && places < MostPlaces; size *= 10m)
            places++;

        // The division takes away the zeros at the end that decimals carry along.
        return Math.Round(value, places, MidpointRounding.AwayFromZero) / 1.0000000000000000000000000000m;
    }

    /// <summary>A ratio as percent with a fixed number of decimals: 0.995 → <c>99.50%</c>.</summary>
    /// <param name="ratio">The ratio, 1 = 100 %.</param>
    /// <param name="decimals">Digits after the point.</param>
    public static string Percent(decimal ratio, int decimals = 2) =>
        (ratio * 100m).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + "%";

    /// <summary>A ratio as percent with two decimals, or with all that it has: 0.99 → <c>99.00%</c>, 0.99995 → <c>99.995%</c>.</summary>
    /// <param name="ratio">The ratio, 1 = 100 %.</param>
    public static string PercentAtLeast2(decimal ratio)
    {
        var text = Plain(ratio * 100m);
        var point = text.IndexOf('.');
        return point >= 0 && text.Length - point > 3 ? text + "%" : Percent(ratio);
    }

    /// <summary>A ratio as percent with as few decimals as it needs: 0.999 → <c>99.9%</c>.</summary>
    /// <param name="ratio">The ratio, 1 = 100 %.</param>
    public static string PercentShort(decimal ratio) => Plain(ratio * 100m) + "%";

    /// <summary>
    /// A measured ratio as percent: two decimals, or as many as show that it is less than all and another one than each of the targets
    /// beside it. Everything that shows an availability uses it, so that two commands never show one availability as two.
    /// </summary>
    /// <param name="ratio">The measured ratio.</param>
    /// <param name="targets">Ratios that it may be compared with; none for a number by itself.</param>
    public static string Measured(decimal ratio, IEnumerable<decimal>? targets = null) =>
        (targets ?? []).Append(1m).Select(target => PercentPair(ratio, target).Actual).OrderBy(text => text.Length).Last();

    /// <summary>
    /// A ratio and what it is compared with, as percent: two decimals, or as many as show that they differ and that less than 100 % is
    /// less.
    /// </summary>
    /// <param name="actual">The measured ratio.</param>
    /// <param name="target">The ratio that it is compared with.</param>
    public static (string Actual, string Target) PercentPair(decimal actual, decimal target)
    {
        // Two decimals, or as many as the target itself has, so that a target is never printed as another one.
        var point = PercentAtLeast2(target).Length - 1 - PercentAtLeast2(target).IndexOf('.') - 1;
        for (var decimals = Math.Min(point, MostDecimals); ; decimals++)
        {
            var first = Percent(actual, decimals);
            var second = Percent(target, decimals);
            var looksEqual = actual != target && first == second;
            var looksPerfect = actual < 1m && first == Percent(1m, decimals);
            if ((!looksEqual && !looksPerfect) || decimals == MostDecimals)
                return (first, second);
        }
    }

    /// <summary>
    /// A number and what it is compared with: one decimal and four digits, or as many as show that they differ, without zeros at the end.
    /// </summary>
    /// <param name="actual">The measured number.</param>
    /// <param name="target">The number that it is compared with.</param>
    public static (string Actual, string Target) Pair(double actual, double target)
    {
        // Near the target every digit may tell on which side of it the number is.
        if (Math.Abs(actual - target) > Math.Abs(target) / 100)
            return (
                Brief(Math.Round(actual, 1, MidpointRounding.AwayFromZero)),
                TrimZeros(target.ToString("F1", CultureInfo.InvariantCulture))
            );
        for (var decimals = 1; decimals <= 3; decimals++)
        {
            var format = "F" + decimals.ToString(CultureInfo.InvariantCulture);
            var first = actual.ToString(format, CultureInfo.InvariantCulture);
            var second = target.ToString(format, CultureInfo.InvariantCulture);
            if (actual == target || first != second)
                return (TrimZeros(first), TrimZeros(second));
        }

        return (Plain(actual), Plain(target));
    }

    /// <summary>A number with no more digits than it needs.</summary>
    /// <param name="value">The number.</param>
    public static string Plain(decimal value) => TrimZeros(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A measured number with four significant digits at most: more of them say nothing. Counts are never shortened.</summary>
    /// <param name="value">The number.</param>
    public static string Brief(decimal value) => Plain(Significant(value));

    /// <summary>A measured number with four significant digits at most: more of them say nothing. Counts are never shortened.</summary>
    /// <param name="value">The number.</param>
    public static string Brief(double value) => Math.Abs(value) < (double)decimal.MaxValue ? Brief(Exact(value)) : Plain(value);

    /// <summary>A whole number.</summary>
    /// <param name="value">The number.</param>
    public static string Plain(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number with no more digits than it needs.</summary>
    /// <param name="value">The number.</param>
    public static string Plain(double value) => ShortestNumber.Text(value);

    /// <summary>How many times over: two decimals at most, and never 0 for what is not 0.</summary>
    /// <param name="value">A number, not negative.</param>
    public static string Times(decimal value)
    {
        var rounded = Math.Round(value, 2, MidpointRounding.AwayFromZero);

        // "1 times the budget" for a little more than the budget would hide that it is more.
        for (var decimals = 3; rounded == 1m && value != 1m && decimals < 28; decimals++)
            rounded = Math.Round(value, decimals, MidpointRounding.AwayFromZero);
        return rounded == 0 && value > 0 ? "less than 0.01" : Plain(Math.Abs(rounded) < 10m ? rounded : Significant(rounded));
    }

    private static decimal Significant(decimal value)
    {
        const int Digits = 4;
        const int MostPlaces = 28;
        if (value == 0)
            return 0;
        var (places, size, scale) = (Digits - 1, Math.Abs(value), 1m);
        for (; size >= 10m; size /= 10m)
            places--;
        for (; size < 1m && places < MostPlaces; size *= 10m)
            places++;
        for (; places < 0; places++)
            scale *= 10m;
        return Math.Round(value / scale, places, MidpointRounding.AwayFromZero) * scale;
    }

    private static string TrimZeros(string digits) => digits.IndexOf('.') < 0 ? digits : digits.TrimEnd('0').TrimEnd('.');
}
