using System;
using System.Globalization;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Formats.Evidence;

/// <summary>Days and times in cells.</summary>
internal static class CellTime
{
    private static readonly string[] _more =
    [
        "yyyy-MM-dd' 'HH:mm", "yyyy-MM-dd' 'HH:mm:ss", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFF", "yyyy-MM-dd' 'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK",
    ];

    /// <summary>Reads a day, or a time with or without zone; without zone it is UTC.</summary>
    /// <param name="text">The text.</param>
    /// <param name="time">The time, UTC.</param>
    /// <param name="isDay">Whether it is a day without a time.</param>
    public static bool TryParse(string text, out DateTime time, out bool isDay)
    {
        isDay = text.Length == 10;
        return UtcTime.TryParse(text, out time)
            || DateTime.TryParseExact(text, _more, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }
}
