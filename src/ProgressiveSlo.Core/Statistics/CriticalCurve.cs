namespace ProgressiveSlo.Statistics;

/// <summary>
/// How many bad events a strength of evidence allows for so many events: <see cref="StrengthOfEvidence.ReachesLog"/> for questions by the
/// hundred thousand. The most bad events that are allowed grow with the events, so those of two neighbours on a grid bound them; only
/// what lies between both is worked out. The answer is the same.
/// </summary>
/// <param name="budget">1 − target as a ratio, more than 0 and below 1.</param>
/// <param name="logStrength">Natural logarithm of the strength, 0 or more.</param>
internal sealed class CriticalCurve(double budget, double logStrength)
{
    private const double LogStep = 0.01;

    // A number of events that lies on the grid is between its neighbours, so that no rounding of the logarithm matters.
    private const double Near = 1e-9;

    // Closer than a hundredth of the distance of two neighbours nothing is gained.
    private const int Halvings = 13;

    private readonly Dictionary<int, (double Reaches, double Misses)> _known = [];

    /// <summary>Whether the strength is reached.</summary>
    /// <param name="bad">Bad events, 0 to <paramref name="total"/>; need not be whole.</param>
    /// <param name="total">All events, more than 0.</param>
    public bool Reaches(double bad, double total)
    {
        if (!(bad < total * budget))
            return false;

        var place = Math.Log(total) / LogStep;
        if (bad <= At((int)Math.Floor(place - Near)).Reaches)
            return true;
        return bad < At((int)Math.Ceiling(place + Near)).Misses && StrengthOfEvidence.ReachesLog(bad, total, budget, logStrength);
    }

    // A number of bad events that reaches the strength, -1 for none, and one that does not.
    private (double Reaches, double Misses) At(int place)
    {
        if (_known.TryGetValue(place, out var found))
            return found;
        var total = Math.Exp(place * LogStep);
        var (reaches, misses) = (0.0, total * budget);
        if (!StrengthOfEvidence.ReachesLog(0, total, budget, logStrength))
            (reaches, misses) = (-1, 0);
        for (var i = 0; i < Halvings && reaches >= 0; i++)
        {
            var middle = (reaches + misses) / 2;
            if (StrengthOfEvidence.ReachesLog(middle, total, budget, logStrength))
                reaches = middle;
            else
                misses = middle;
        }

        return _known[place] = (reaches, misses);
    }
}
