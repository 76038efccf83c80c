using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.RuleNodes;

/// <summary>Durations as rule files have them: with zero, and up to 292 years. Source: Prometheus, common/model, ParseDuration.</summary>
internal static class RuleDuration
{
    private static readonly (string Unit, decimal Milliseconds)[] _units =
    [
        ("y", 31_536_000_000),
        ("w", 604_800_000),
        ("d", 86_400_000),
        ("h", 3_600_000),
        ("m", 60_000),
        ("s", 1_000),
        ("ms", 1),
    ];

    /// <summary>The duration in milliseconds, 0 or more; null for a text that is not one.</summary>
    public static decimal? Read(string text)
    {
        if (text == "0")
            return 0;
        decimal total = 0;
        var unit = -1;
        for (var i = 0; i < text.Length; )
        {
            var digits = i;
            while (i < text.Length && AsciiChars.IsDigit(text[i]))
                i++;
            if (i == digits || i - digits > 19)
                return null;
            var letters = i;
            while (i < text.Length && text[i] is >= 'a' and <= 'z')
                i++;
            var name = text.Substring(letters, i - letters);
            var next = Array.FindIndex(_units, u => u.Unit == name);
            if (next <= unit)
                return null;
            unit = next;
            total += decimal.Parse(text.Substring(digits, letters - digits), CultureInfo.InvariantCulture) * _units[unit].Milliseconds;
        }

        // The nanoseconds have to fit into 63 bits.
        return unit < 0 || total * 1_000_000m > long.MaxValue ? null : total;
    }
}
