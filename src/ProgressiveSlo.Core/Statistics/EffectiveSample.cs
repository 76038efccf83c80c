using System;

namespace ProgressiveSlo.Statistics;

/// <summary>
/// How many independent events a record of days is worth. Errors come in incidents, so a million events of thirty days can say as little
/// as a few hundred independent ones.
/// </summary>
/// <remarks>
/// n* is estimated from the same errors, so more bad events can make it larger: spread evenly over the quiet days they make the incidents
/// stand out less. Around one outage that opens a phase up to 2 % of the days sooner at a strength of 5, and up to 10 % at 20; it has
/// brought no simulated service with several incidents to 5. In proportion on every day they never help. A third day with traffic raises
/// n* more than one bad event on it takes away, since two days have hardly a variance.
/// </remarks>
/// <param name="Bad">x = p̂ · n*, p̂ the error ratio of the record; not whole as a rule.</param>
/// <param name="Total">n*, more than 0 and at most the events of the record.</param>
internal readonly record struct EffectiveSample(double Bad, double Total)
{
    private const int LongestLag = 6;

    /// <summary>
    /// n* = min(N, N / deff · (t(N − 1) / t(m − 1))², m · k), with N events, m days with traffic, one-sided 95 % quantiles t of Student's
    /// distribution, and deff the variance of the error ratio between days over that of independent events; deff is 1 where nothing is
    /// bad, and where everything is. Source: Korn and Graubard (1998), Survey Methodology 24, with days as clusters.
    /// </summary>
    /// <param name="days">
    /// The calendar days of the record in their order, with 0 events on a day without traffic, without data or excluded: incidents over
    /// midnight are found in neighbours, so a gap must not make neighbours of distant days.
    /// </param>
    /// <param name="trialsPerDay">
    /// k, the independent trials of a day with traffic, where events are not independent within the day: a gauge's minutes, a probe's
    /// calls, a job's runs. More than 0; null for events that need no such limit.
    /// </param>
    /// <returns>Null where the record says nothing yet: fewer than 2 days with traffic, or fewer than 2 events.</returns>
    /// <exception cref="OverflowException">The record has more than 9.2 · 10¹⁸ events.</exception>
    public static EffectiveSample? Of(ArraySegment<DayCount> days, double? trialsPerDay = null)
    {
        long bad = 0,
            total = 0;
        var traffic = 0;
        for (var i = 0; i < days.Count; i++)
        {
            var day = days.Array![days.Offset + i];
            checked
            {
                bad += day.Bad;
                total += day.Total;
            }

            traffic += day.Total > 0 ? 1 : 0;
        }

        if (traffic < 2 || total < 2)
            return null;
        var effective = WithoutErrors(total, traffic);
        var ratio = (double)bad / total;
        if (bad > 0 && bad < total)
            effective /= Variance(days, ratio, total, traffic) / (ratio * ((double)(total - bad) / total) / total);
        return Limited(ratio, Math.Min(effective, total), traffic, trialsPerDay);
    }

    /// <summary>What a record without a single bad event is worth: n* with deff = 1.</summary>
    /// <param name="total">Events, 2 or more.</param>
    /// <param name="daysWithTraffic">2 or more.</param>
    /// <param name="trialsPerDay">k, more than 0; null for no such limit.</param>
    public static EffectiveSample Perfect(double total, double daysWithTraffic, double? trialsPerDay = null) =>
        Limited(0, WithoutErrors(total, daysWithTraffic), daysWithTraffic, trialsPerDay);

    // The first quantile is never above the second but where days hold one event each, and then it is the same.
    private static double WithoutErrors(double total, double daysWithTraffic)
    {
        var shrink = StudentT.Quantile95(total - 1) / StudentT.Quantile95(daysWithTraffic - 1);
        return total * Math.Min(1, shrink * shrink);
    }

    private static EffectiveSample Limited(double ratio, double effective, double daysWithTraffic, double? trialsPerDay)
    {
        if (trialsPerDay is { } trials)
        {
            if (!(trials > 0))
                throw new ArgumentOutOfRangeException(nameof(trialsPerDay), trials, "A day has more than 0 independent trials.");
            effective = Math.Min(effective, daysWithTraffic * trials);
        }

        return new EffectiveSample(ratio * effective, effective);
    }

    /// <summary>
    /// Variance of the error ratio with days as clusters: m / (m − 1) · Σ z² / N², z = bad − ratio · total of a day; or, where that is
    /// larger, with the covariances of calendar days up to L = min(6, days − 1) apart, weighted 1 − l / (L + 1), for incidents that last
    /// over midnight. Source: Newey and West (1987), Econometrica 55.
    /// </summary>
    private static double Variance(ArraySegment<DayCount> days, double ratio, double total, int traffic)
    {
        var residuals = new double[days.Count];
        var squares = 0.0;
        for (var i = 0; i < residuals.Length; i++)
        {
            var day = days.Array![days.Offset + i];
            var residual = day.Bad - (ratio * day.Total);
            residuals[i] = residual;
            squares += residual * residual;
        }

        var sum = squares;
        var lags = Math.Min(LongestLag, residuals.Length - 1);
        for (var lag = 1; lag <= lags; lag++)
        {
            var products = 0.0;
            for (var i = lag; i < residuals.Length; i++)
                products += residuals[i] * residuals[i - lag];
            sum += 2 * (1 - ((double)lag / (lags + 1))) * products;
        }

        return Math.Max(squares, sum) / total / total * traffic / (traffic - 1);
    }
}

/// <summary>Events of one calendar day.</summary>
/// <param name="Bad">Bad events, 0 to <paramref name="Total"/>.</param>
/// <param name="Total">All events; 0 for a day without traffic or without data.</param>
internal readonly record struct DayCount(long Bad, long Total);
