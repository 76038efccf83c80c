namespace ProgressiveSlo.Forecasting;

/// <summary>
/// Incidents as days show them: neighbouring days on which at least five events were bad, and more than three times as large a share of
/// them as on the median day with traffic. Whatever the target, that is what stands out from how the service is otherwise.
/// </summary>
internal static class RecordIncidents
{
    /// <summary>The fewest that show anything of how often bad times come, and how long they last.</summary>
    public const int Enough = 3;

    private const int FewestBad = 5;
    private const double TimesMedian = 3;

    /// <summary>Places of the first day, and how many days, of each incident in order.</summary>
    /// <param name="days">The days.</param>
    public static IReadOnlyList<(int Place, int Days)> Find(DayTimeline days)
    {
        var ratios = Enumerable.Range(0, days.Past).Where(i => days.Total[i] > 0).Select(i => (double)days.Bad[i] / days.Total[i]);
        var sorted = ratios.OrderBy(r => r).ToArray();
        var found = new List<(int Place, int Days)>();
        if (sorted.Length == 0)
            return found;
        var limit = TimesMedian * sorted[sorted.Length / 2];
        for (var i = 0; i < days.Past; i++)
        {
            if (days.Bad[i] < FewestBad || days.Bad[i] <= limit * days.Total[i])
                continue;
            if (found.Count > 0 && found[found.Count - 1] is var last && last.Place + last.Days == i)
                found[found.Count - 1] = (last.Place, last.Days + 1);
            else
                found.Add((i, 1));
        }

        return found;
    }

    /// <summary>Bad and all events of one of them.</summary>
    public static SloForecastIncident Describe(DayTimeline days, (int Place, int Days) incident)
    {
        var places = Enumerable.Range(incident.Place, incident.Days).ToArray();
        return new SloForecastIncident(
            days.From.AddDays(incident.Place),
            days.From.AddDays(incident.Place + incident.Days),
            places.Sum(i => days.Bad[i]),
            places.Sum(i => days.Total[i])
        );
    }
}
