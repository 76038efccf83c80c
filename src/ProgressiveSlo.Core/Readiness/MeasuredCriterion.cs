using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace ProgressiveSlo.Readiness;

/// <summary>Success criteria that say in the words of the built-in profile what can be measured: plans that are older than <see cref="Phases.SuccessCriterion.VerifiedBy"/> have nothing else.</summary>
internal static class MeasuredCriterion
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const string Percent = "(?<percent>[0-9]{1,2}(?:[.][0-9]{1,6})?) ?% availability";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);
    private static readonly Regex _consecutive = new("^meet " + Percent + " for (?<days>[0-9]{1,3}) consecutive days$", Options, _patience);
    private static readonly Regex _sustained = new("^sustained " + Percent + "$", Options, _patience);
    private static readonly Regex _collection = new("^metrics collection stable for (?<days>[0-9]{1,3}) days$", Options, _patience);

    /// <summary>Whether the evidence shows the criterion; null when the criterion is none that can be measured.</summary>
    /// <param name="text">The criterion.</param>
    /// <param name="evidence">The evidence; without days nothing about days is shown.</param>
    /// <param name="coverage">Least share of intervals with data.</param>
    public static bool? IsShown(string text, SloMetric evidence, decimal coverage)
    {
        if (_consecutive.Match(text) is { Success: true } consecutive)
            return evidence.HasDays && DayRun.Of(evidence, Ratio(consecutive)) is var run && run.Length >= Days(consecutive);
        if (_sustained.Match(text) is { Success: true } sustained)
            return evidence is { GoodEvents: { } good, TotalEvents: > 0 and { } total } && !Objectives.BurnRateComparison.IsAbove(total - good, total, 1m, Ratio(sustained));
        return _collection.Match(text) is { Success: true } collection ? IsCollected(evidence, Days(collection), coverage) : null;
    }

    /// <summary>Whether so many of the last days have data.</summary>
    /// <param name="evidence">The evidence; without days nothing about days is shown.</param>
    /// <param name="days">The days.</param>
    /// <param name="coverage">Least share of intervals with data.</param>
    public static bool IsCollected(SloMetric evidence, int days, decimal coverage)
    {
        if (!evidence.HasDays)
            return false;
        var first = EvidenceCalendar.LastDate(evidence).AddDays(1 - days);
        var last = evidence.Days.Where(d => d.Date >= first).ToArray();
        return evidence.Days[0].Date <= first && last.Sum(d => d.Coverage) / days >= (double)coverage;
    }

    private static decimal Ratio(Match match) => decimal.Parse(match.Groups["percent"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) / 100m;

    private static int Days(Match match) => int.Parse(match.Groups["days"].Value, CultureInfo.InvariantCulture);
}
