namespace ProgressiveSlo.Time;

/// <summary>The project's rules for points in time: UTC everywhere, a value without zone is taken as UTC.</summary>
public static class UtcTime
{
    /// <summary>The first day of the calendar of plans and evidence: 1970-01-01, UTC.</summary>
    public static DateTime Earliest { get; } = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The last day of the calendar of plans and evidence: 2199-12-31, UTC.</summary>
    public static DateTime Latest { get; } = new(2199, 12, 31, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>
    /// Whether plans and evidence may be of a time, UTC: from <see cref="Earliest"/> to the end of <see cref="Latest"/>. Others are slips.
    /// </summary>
    /// <param name="time">The time; without zone it is taken as UTC.</param>
    public static bool IsInCalendar(DateTime time) => From(time) is var utc && utc >= Earliest && utc < Latest.AddDays(1);

    /// <summary>The same point in time with kind UTC. A value without zone is taken as UTC.</summary>
    /// <param name="value">Any point in time.</param>
    public static DateTime From(DateTime value) =>
        value.Kind switch
        {
            DateTimeKind.Utc => value,
            DateTimeKind.Local => value.ToUniversalTime(),
            _ => DateTime.SpecifyKind(value, DateTimeKind.Utc),
        };

    /// <summary>Midnight (UTC) of the day that holds the point in time.</summary>
    /// <param name="value">Any point in time; without zone it is taken as UTC.</param>
    public static DateTime Day(DateTime value) => From(value).Date;

    /// <summary>The date as ISO 8601 writes it: <c>2026-01-31</c>.</summary>
    /// <param name="value">A point in time; its UTC date is written.</param>
    public static string DateText(DateTime value) => From(value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The point in time as ISO 8601 writes it, to the second: <c>2026-01-31T12:00:00Z</c>.</summary>
    /// <param name="value">A point in time.</param>
    public static string Text(DateTime value) => From(value).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads <c>2026-01-31</c>, <c>2026-01-31T12:00:00Z</c> or the same with an offset.</summary>
    /// <param name="text">The text; without zone it is taken as UTC.</param>
    /// <param name="value">The point in time, UTC.</param>
    /// <returns>False when the text is none of these forms.</returns>
    public static bool TryParse(string text, out DateTime value) =>
        DateTime.TryParseExact(
            text,
            ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out value
        );
}
