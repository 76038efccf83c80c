using System.Text;
using ProgressiveSlo.Errors;

namespace ProgressiveSlo.PromQL;

/// <summary>
/// Durations as Prometheus writes them: <c>30d</c>, <c>1h30m</c>, <c>4w</c>.
/// Units y (365 d), w, d, h, m, s, ms, each at most once and from large to small.
/// Source: Prometheus, common/model <c>ParseDuration</c> and <c>Duration.String</c>.
/// </summary>
public static class PrometheusDuration
{
    private static readonly (string Unit, long Milliseconds)[] Units =
    [
        ("y", 365L * 24 * 3600 * 1000),
        ("w", 7L * 24 * 3600 * 1000),
        ("d", 24L * 3600 * 1000),
        ("h", 3600L * 1000),
        ("m", 60L * 1000),
        ("s", 1000L),
        ("ms", 1L),
    ];

    /// <summary>The longest duration that the project accepts, ten years.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(3650);

    /// <summary>Reads a duration.</summary>
    /// <param name="text">For example <c>30d</c> or <c>1h30m</c>.</param>
    /// <param name="field">Name of the field, for the error.</param>
    /// <exception cref="SloValidationException">The text is not a duration, is zero, or is over ten years.</exception>
    public static TimeSpan Parse(string text, string field) =>
        TryParse(text, out var value)
            ? value
            : throw new SloValidationException(
                field,
                $"'{text}' is not a duration",
                "Write it as Prometheus does, for example 30d, 6h or 1h30m; more than zero, at most ten years"
            );

    /// <summary>Reads a duration.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The duration, more than zero.</param>
    /// <returns>False when the text is not a duration, is zero, or is over ten years.</returns>
    public static bool TryParse(string? text, out TimeSpan value)
    {
        value = TimeSpan.Zero;
        if (string.IsNullOrEmpty(text))
            return false;

        long total = 0;
        var unitFrom = 0;
        for (var i = 0; i < text!.Length; )
        {
            var digits = i;
            long number = 0;
            for (; i < text.Length && text[i] is >= '0' and <= '9'; i++)
            {
                number = (number * 10) + (text[i] - '0');
                if (number > 1_000_000_000_000L)
                    return false;
            }

            if (i == digits)
                return false;

            var letters = i;
            for (; i < text.Length && text[i] is >= 'a' and <= 'z'; i++) { }

            var unit = Array.FindIndex(
                Units,
                unitFrom,
                u => string.CompareOrdinal(u.Unit, 0, text, letters, Math.Max(u.Unit.Length, i - letters)) == 0
            );
            if (unit < 0 || number > Longest.TotalMilliseconds / Units[unit].Milliseconds)
                return false;
            total += number * Units[unit].Milliseconds;
            unitFrom = unit + 1;
        }

        value = TimeSpan.FromMilliseconds(total);
        return total > 0 && value <= Longest;
    }

    /// <summary>Writes a duration: years and weeks only where they divide it exactly, as Prometheus prints them.</summary>
    /// <param name="value">A duration of whole milliseconds, not negative.</param>
    public static string Format(TimeSpan value)
    {
        var left = (long)value.TotalMilliseconds;
        if (left == 0)
            return "0s";

        var text = new StringBuilder();
        foreach (var (unit, size) in Units)
        {
            var count = left / size;
            if (count == 0 || (unit is "y" or "w" && left % size != 0))
                continue;
            text.Append(count).Append(unit);
            left -= count * size;
        }

        return text.ToString();
    }
}
