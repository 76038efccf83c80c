namespace ProgressiveSlo.Statistics;

/// <summary>
/// The bound of Korn and Graubard (1998): Clopper–Pearson on effective events, so that errors which come in incidents do not
/// pass for independent ones. It is never better than Clopper–Pearson on the events themselves.
/// </summary>
internal static class KornGraubard
{
    /// <summary>The one-sided upper bound of the error ratio.</summary>
    /// <param name="days">Consecutive calendar days.</param>
    /// <param name="confidence">One-sided, ½ or more and below 1.</param>
    /// <param name="neweyWest">Whether errors of neighbouring days may belong to one incident.</param>
    /// <returns>A ratio from 0 to 1, or null where there is no traffic.</returns>
    public static double? UpperErrorRatio(ArraySegment<DayCount> days, double confidence, bool neweyWest = false)
    {
        var events = EffectiveEvents.Compute(days, confidence, neweyWest);
        return ClopperPearson.UpperErrorRatio(events.Bad, events.Total, confidence);
    }
}
