using ProgressiveSlo.Objectives;
using ProgressiveSlo.Statistics;

namespace ProgressiveSlo.Readiness;

/// <summary>
/// Whether daily counts demonstrate a target: the one-sided Korn–Graubard bound of availability over the window has met it on each of
/// the last daily looks. One look alone would be wrong too often: whoever looks every day sees the lucky day. The looks of the past are
/// computed again from the counts, so nobody has to run anything daily.
/// </summary>
/// <remarks>
/// A look needs its whole window: one that starts before the evidence is not held. Looks at what there is of a window would share its
/// start, so that the looks of a month would be nearly one: in simulations of a true availability exactly at the target (30 days,
/// three incident days a month, a month of looks) that calls 6 to 17 % of services demonstrated, and whole windows 3 %.
/// </remarks>
internal sealed class Demonstration
{
    private readonly EffectiveEvents _effective;
    private readonly double _budget;

    /// <summary>Looks at the counts.</summary>
    /// <param name="days">Consecutive calendar days, the last one last; those before the first look's window are left alone.</param>
    /// <param name="rule">What it takes.</param>
    public Demonstration(DayCount[] days, DemonstrationRule rule)
    {
        Rule = rule;
        _budget = (double)(1m - rule.Target);
        var window = Window(days, rule, 0);
        EvidenceDays = days.Length;
        Days = window.Count;
        BadEvents = window.Sum(d => d.Bad);
        TotalEvents = window.Sum(d => d.Total);
        DaysWithTraffic = window.Count(d => d.Total > 0);
        DaysMissed = window.Count(d => BurnRateComparison.IsAbove(d.Bad, d.Total, 1m, rule.Target));
        _effective = EffectiveEvents.Compute(window, rule.Confidence, rule.NeweyWest);
        UpperErrorRatio = ClopperPearson.UpperErrorRatio(_effective.Bad, _effective.Total, rule.Confidence);
        LooksHeld = HeldLooks(days, rule, _budget);
        MinimumEvents = ProgressiveSlo.Statistics.MinimumEvents.ToDemonstrate(rule.Target, rule.Confidence, 0);
        State =
            TotalEvents < MinimumEvents ? DemonstrationState.TooFewEvents
            : BurnRateComparison.IsAbove(BadEvents, TotalEvents, 1m, rule.Target) ? DemonstrationState.NotMet
            : LooksHeld >= rule.Looks ? DemonstrationState.Demonstrated
            : DemonstrationState.Met;
    }

    /// <summary>What it takes.</summary>
    public DemonstrationRule Rule { get; }

    /// <summary>What the counts show.</summary>
    public DemonstrationState State { get; }

    /// <summary>Calendar days of the evidence, at most those that all looks need.</summary>
    public int EvidenceDays { get; }

    /// <summary>Calendar days of the last look; fewer than the window where the evidence starts inside it.</summary>
    public int Days { get; }

    /// <summary>Days with traffic of the last look.</summary>
    public int DaysWithTraffic { get; }

    /// <summary>Days of the last look that missed the target by themselves.</summary>
    public int DaysMissed { get; }

    /// <summary>Bad events of the last look.</summary>
    public long BadEvents { get; }

    /// <summary>All events of the last look.</summary>
    public long TotalEvents { get; }

    /// <summary>The events that it takes to ever show the target.</summary>
    public long MinimumEvents { get; }

    /// <summary>The upper bound of the error ratio at the last look; null without traffic.</summary>
    public double? UpperErrorRatio { get; }

    /// <summary>On how many consecutive looks, the last one first, the bound met the target; at most those that are needed.</summary>
    public int LooksHeld { get; }

    /// <summary>Whether the bound meets the target at the last look, whole window or not.</summary>
    public bool LastHolds => UpperErrorRatio <= _budget;

    /// <summary>How many more days it takes at the least, when the bound stays where it is; 0 when demonstrated.</summary>
    public int MoreDays => LooksHeld > 0 || EvidenceDays >= Rule.WindowDays ? Rule.Looks - LooksHeld : Rule.FullDays - EvidenceDays;

    /// <summary>Whether it is met, every look that could be made held, and only days of evidence are missing.</summary>
    public bool LacksDaysOnly =>
        State == DemonstrationState.Met && LastHolds && EvidenceDays < Rule.FullDays && MoreDays == Rule.FullDays - EvidenceDays;

    /// <summary>
    /// How many more events at the same error ratio, gathered as they are, the last look needs; 0 when it holds, null when no number helps.
    /// </summary>
    public long? MoreEvents() => DemonstrationNeeds.MoreEvents(_effective, TotalEvents, Rule.Confidence, _budget);

    /// <summary>
    /// The most bad events in the same traffic, spread over the days as they are, with which the last look would hold; null when none would
    /// do.
    /// </summary>
    public long? MaximumBadEvents() => DemonstrationNeeds.MaximumBadEvents(_effective, BadEvents, TotalEvents, Rule.Confidence, _budget);

    private static int HeldLooks(DayCount[] days, DemonstrationRule rule, double budget)
    {
        for (var look = 0; look < rule.Looks; look++)
        {
            var window = Window(days, rule, look);
            if (window.Count < rule.WindowDays)
                return look;
            var events = EffectiveEvents.Compute(window, rule.Confidence, rule.NeweyWest);
            if (events.Total == 0 || !ClopperPearson.IsAtMost(events.Bad, events.Total, rule.Confidence, budget))
                return look;
        }

        return rule.Looks;
    }

    // The days that a look takes in, so many days ago.
    private static ArraySegment<DayCount> Window(DayCount[] days, DemonstrationRule rule, int daysAgo)
    {
        var end = Math.Max(0, days.Length - daysAgo);
        var start = Math.Max(0, end - rule.WindowDays);
        return new ArraySegment<DayCount>(days, start, end - start);
    }
}

/// <summary>What it takes to call a target demonstrated.</summary>
/// <param name="Target">Ratio, 0 &lt; target &lt; 1.</param>
/// <param name="Confidence">One-sided, ½ or more and below 1.</param>
/// <param name="WindowDays">Days that a look takes in, 1 or more.</param>
/// <param name="Looks">Consecutive daily looks on which the bound must hold, 1 or more.</param>
/// <param name="NeweyWest">Whether errors of neighbouring days may belong to one incident.</param>
internal sealed record DemonstrationRule(decimal Target, double Confidence, int WindowDays, int Looks, bool NeweyWest = false)
{
    /// <summary>The days of evidence with which every look has its full window.</summary>
    public int FullDays => WindowDays + Looks - 1;
}

/// <summary>What daily counts show about a target.</summary>
internal enum DemonstrationState
{
    /// <summary>There are fewer events than could ever show the target, even without a failure; or none at all.</summary>
    TooFewEvents,

    /// <summary>The estimate misses the target.</summary>
    NotMet,

    /// <summary>The estimate meets the target; the bound does not, or not yet on enough looks.</summary>
    Met,

    /// <summary>The bound has met the target on each of the consecutive daily looks.</summary>
    Demonstrated,
}

/// <summary>What a look would need to hold, with errors gathered in days as they are.</summary>
internal static class DemonstrationNeeds
{
    // Beyond a billion times the events nobody waits for the answer.
    private const double MostTimes = 1e9;

    /// <summary>How many more events, at the same error ratio, the bound needs.</summary>
    /// <param name="effective">The effective events of the look.</param>
    /// <param name="total">Its events.</param>
    /// <param name="confidence">One-sided.</param>
    /// <param name="budget">1 − target.</param>
    /// <returns>0 when the bound holds; null when the error ratio is too near to the budget for any number.</returns>
    public static long? MoreEvents(EffectiveEvents effective, long total, double confidence, double budget)
    {
        bool Holds(double times) => ClopperPearson.IsAtMost(effective.Bad * times, effective.Total * times, confidence, budget);

        if (effective.Total == 0 || effective.Bad / effective.Total >= budget)
            return null;
        if (Holds(1))
            return 0;
        var high = 2.0;
        while (!Holds(high))
        {
            high *= 2;
            if (high > MostTimes)
                return null;
        }

        var low = high / 2;
        while (high - low > 1e-9 * high && total * (high - low) >= 0.5)
        {
            var middle = (low + high) / 2;
            if (Holds(middle))
                high = middle;
            else
                low = middle;
        }

        var more = Math.Ceiling(total * (high - 1));
        return more < long.MaxValue / 2 ? (long)more : null;
    }

    /// <summary>
    /// The most bad events in the same traffic with which the bound would hold, when each day has the same share of those that it has.
    /// </summary>
    /// <param name="effective">The effective events of the look.</param>
    /// <param name="bad">Its bad events.</param>
    /// <param name="total">Its events.</param>
    /// <param name="confidence">One-sided.</param>
    /// <param name="budget">1 − target.</param>
    /// <returns>At most <paramref name="bad"/>; null when not even no bad event would do.</returns>
    public static long? MaximumBadEvents(EffectiveEvents effective, long bad, long total, double confidence, double budget)
    {
        bool Holds(long fewer)
        {
            var scaled = effective.WithShareOfBad((double)fewer / bad, total);
            return ClopperPearson.IsAtMost(scaled.Bad, scaled.Total, confidence, budget);
        }

        if (total == 0 || !ClopperPearson.IsAtMost(0, total, confidence, budget))
            return null;
        if (bad == 0 || bad == total || Holds(bad))
            return bad == total ? 0 : bad;
        long low = 0,
            high = bad;
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (Holds(middle))
                low = middle;
            else
                high = middle;
        }

        return low;
    }
}
