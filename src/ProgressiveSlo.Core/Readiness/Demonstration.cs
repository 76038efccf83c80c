using System;
using System.Linq;
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
        Bad = window.Sum(d => d.Bad);
        Total = window.Sum(d => d.Total);
        DaysWithTraffic = window.Count(d => d.Total > 0);
        DaysMissed = window.Count(d => BurnRateComparison.IsAbove(d.Bad, d.Total, 1m, rule.Target));
        _effective = EffectiveEvents.Of(window, rule.Confidence, rule.NeweyWest);
        UpperErrorRatio = ClopperPearson.UpperErrorRatio(_effective.Bad, _effective.Total, rule.Confidence);
        LooksHeld = HeldLooks(days, rule, _budget);
        MinimumEvents = Statistics.MinimumEvents.ToDemonstrate(rule.Target, rule.Confidence, 0);
        State = Total < MinimumEvents ? DemonstrationState.NotFalsifiable
            : BurnRateComparison.IsAbove(Bad, Total, 1m, rule.Target) ? DemonstrationState.NotMet
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
    public long Bad { get; }

    /// <summary>All events of the last look.</summary>
    public long Total { get; }

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
    public bool LacksDaysOnly => State == DemonstrationState.Met && LastHolds && EvidenceDays < Rule.FullDays && MoreDays == Rule.FullDays - EvidenceDays;

    /// <summary>How many more events at the same error ratio, gathered as they are, the last look needs; 0 when it holds, null when no number helps.</summary>
    public long? MoreEvents() => DemonstrationNeeds.MoreEvents(_effective, Total, Rule.Confidence, _budget);

    /// <summary>The most bad events in the same traffic, spread over the days as they are, with which the last look would hold; null when none would do.</summary>
    public long? MostBad() => DemonstrationNeeds.MostBad(_effective, Bad, Total, Rule.Confidence, _budget);

    private static int HeldLooks(DayCount[] days, DemonstrationRule rule, double budget)
    {
        for (var look = 0; look < rule.Looks; look++)
        {
            var window = Window(days, rule, look);
            if (window.Count < rule.WindowDays)
                return look;
            var events = EffectiveEvents.Of(window, rule.Confidence, rule.NeweyWest);
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
