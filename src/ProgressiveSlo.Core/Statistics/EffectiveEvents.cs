namespace ProgressiveSlo.Statistics;

/// <summary>How many independent events the events of some days are worth, when errors gather in days.</summary>
/// <param name="Bad">Bad events among them; not whole as a rule.</param>
/// <param name="Total">Effective events, more than 0 and at most the events that there are; 0 without traffic.</param>
/// <param name="Unlimited">What the formula gives before it is limited to the events that there are; infinite where nothing
/// gathers.</param>
internal readonly record struct EffectiveEvents(double Bad, double Total, double Unlimited)
{
    /// <summary>
    /// Effective events n* = min(N, N / deff · (t(N − 1) / t(m − 1))²), where deff compares the variance of the error ratio between days
    /// with that of independent events, and m is the number of days with traffic. Without errors, with errors alone, or with fewer
    /// than two days with traffic, n* is N. Source: Korn and Graubard (1998), Survey Methodology 24, with days as clusters.
    /// </summary>
    /// <param name="days">Consecutive calendar days.</param>
    /// <param name="confidence">One-sided, ½ or more and below 1.</param>
    /// <param name="neweyWest">Whether errors of neighbouring days may belong to one incident: see <see cref="Variance"/>.</param>
    public static EffectiveEvents Compute(ArraySegment<DayCount> days, double confidence, bool neweyWest = false)
    {
        long bad = 0,
            total = 0;
        var traffic = 0;
        for (var i = 0; i < days.Count; i++)
        {
            var day = days.Array![days.Offset + i];
            bad += day.Bad;
            total += day.Total;
            traffic += day.Total > 0 ? 1 : 0;
        }

        if (bad == 0 || bad == total || traffic < 2)
            return new EffectiveEvents(bad, total, double.PositiveInfinity);

        var ratio = (double)bad / total;
        var effect = Variance(days, ratio, total, traffic, neweyWest) * total / (ratio * (1 - ratio));

        // At a confidence of exactly one half both quantiles are 0; their ratio is that of the densities, which is reached from above.
        var sided = Math.Max(confidence, 0.500001);
        var shrink = StudentT.Quantile(sided, total - 1) / StudentT.Quantile(sided, traffic - 1);
        return Limited(ratio, total, total / effect * shrink * shrink);
    }

    /// <summary>
    /// The effective events of the same days if each had only a share of its bad events: their variance falls with its square.
    /// </summary>
    /// <param name="share">0 &lt; share ≤ 1.</param>
    /// <param name="total">The events that there are, more than 0.</param>
    public EffectiveEvents WithShareOfBad(double share, long total)
    {
        var before = Bad / Total;
        var ratio = before * share;
        return Limited(ratio, total, Unlimited * (1 - ratio) / (share * (1 - before)));
    }

    private static EffectiveEvents Limited(double ratio, long total, double unlimited)
    {
        var effective = Math.Min(total, unlimited);
        return new EffectiveEvents(ratio * effective, effective, unlimited);
    }

    /// <summary>
    /// Variance of the error ratio with days as clusters: m / (m − 1) · Σ u² / N², u = bad − ratio · total of a day. With the floor it is
    /// at least that with covariances of up to six days apart, weighted 1 − l / (L + 1). Source: Newey and West (1987), Econometrica 55.
    /// </summary>
    private static double Variance(ArraySegment<DayCount> days, double ratio, long total, int traffic, bool neweyWest)
    {
        const int LongestLag = 6;
        var squares = 0.0;
        for (var i = 0; i < days.Count; i++)
            squares += Square(Residual(days, i, ratio));

        var sum = squares;
        if (neweyWest)
        {
            var lags = Math.Min(LongestLag, days.Count - 1);
            for (var lag = 1; lag <= lags; lag++)
            {
                var products = 0.0;
                for (var i = lag; i < days.Count; i++)
                    products += Residual(days, i, ratio) * Residual(days, i - lag, ratio);
                sum += 2 * (1 - ((double)lag / (lags + 1))) * products;
            }
        }

        return Math.Max(squares, sum) * traffic / (traffic - 1) / Square(total);
    }

    private static double Residual(ArraySegment<DayCount> days, int index, double ratio)
    {
        var day = days.Array![days.Offset + index];
        return day.Bad - (ratio * day.Total);
    }

    private static double Square(double value) => value * value;
}

/// <summary>Events of one calendar day.</summary>
/// <param name="Bad">Bad events, 0 to <paramref name="Total"/>.</param>
/// <param name="Total">All events; 0 for a day without traffic or without data.</param>
internal readonly record struct DayCount(long Bad, long Total);

/// <summary>Quantiles of Student's t distribution.</summary>
internal static class StudentT
{
    /// <summary>
    /// The one-sided quantile. t² / (df + t²) has the distribution Beta(½, df / 2), and its upper tail is twice that of t.
    /// Source: Abramowitz and Stegun 26.7.1; the closed forms for 1 and 2 degrees of freedom are those of the Cauchy distribution and of
    /// Hill (1970).
    /// </summary>
    /// <param name="confidence">One-sided, ½ &lt; confidence &lt; 1.</param>
    /// <param name="degreesOfFreedom">1 or more.</param>
    public static double Quantile(double confidence, double degreesOfFreedom)
    {
        if (!(confidence > 0.5 && confidence < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence is above one half and below 1.");
        if (!(degreesOfFreedom >= 1))
            throw new ArgumentOutOfRangeException(nameof(degreesOfFreedom), degreesOfFreedom, "There is at least one degree of freedom.");

        var tail = 1 - confidence;
        if (degreesOfFreedom == 1)
            return 1 / Math.Tan(Math.PI * tail);
        if (degreesOfFreedom == 2)
            return (1 - (2 * tail)) / Math.Sqrt(2 * tail * confidence);
        var share = BetaTail.Quantile(2 * tail, 0.5, degreesOfFreedom / 2);
        return Math.Sqrt(degreesOfFreedom * share / (1 - share));
    }
}
