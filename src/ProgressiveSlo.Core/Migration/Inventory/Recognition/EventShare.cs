using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Migration;

/// <summary>
/// Decides whether a quotient of counts is an SLI: the share of a service's events that fail, succeed or are fast enough. The rule is
/// on the page docs/guides/recognition.md.
/// </summary>
internal static class EventShare
{
    public static Meaning Of(EventsMeaning above, EventsMeaning below)
    {
        var plus = above.Terms.Where(t => !t.IsNegative).ToList();
        var minus = above.Terms.Where(t => t.IsNegative).ToList();
        var total = below.Terms.Where(t => !t.IsNegative).ToList();
        if (plus.Count == 0 || total.Count == 0 || below.Terms.Any(t => t.IsNegative) || above.Terms.Concat(below.Terms).Any(t => !IsCount(t)))
            return Meaning.Other;
        if (IsAverage(plus, minus, total))
            return Average(above, below, plus[0], total[0]);

        var whole = plus.Concat(minus).Where(p => IsWhole(p, total) || IsCountOf(p, minus, plus.Count > 1)).ToList();
        var parts = plus.Concat(minus).Except(whole).ToList();

        // total - good, total - bad: the total stands first and what is taken away is part of it.
        var isRest = whole.Count > 0 && whole.All(w => !w.IsNegative) && minus.Count > 0;
        if ((whole.Count > 0 && !isRest) || parts.Count == 0)
            return Meaning.Other;

        var outcome = Outcome.None;
        var certainty = Certainty.Certain;
        var isLatency = false;
        foreach (var part in parts)
        {
            var (of, sure, latency) = OutcomeOf(part, total);
            if (of == Outcome.None)
                return Meaning.Other;
            if (of == Outcome.BadByClient)
                (of, sure) = (Outcome.Bad, Certainty.Possible);
            if (part.IsNegative)
                of = of == Outcome.Good ? Outcome.Bad : Outcome.Good;
            if (isRest && !part.IsNegative && of != Outcome.Bad)
                return Meaning.Other;
            if (outcome != Outcome.None && outcome != of)
                return Meaning.Other;
            outcome = of;
            certainty = sure < certainty ? sure : certainty;
            isLatency |= latency;
        }

        // Slow and failed ones together are failures to answer in time.
        var allLatency = isLatency && parts.All(p => p.Bound is not null);
        if (above.Terms.Concat(below.Terms).Any(t => !t.IsRate && !t.IsRecorded) && certainty == Certainty.Certain)
            certainty = Certainty.Possible;
        return Ratio(above, below, parts, total, outcome == Outcome.Good, allLatency, certainty);
    }

    /// <summary>A quotient of rates of one family whose recorded name says that it is a share of failures or successes; null for any other.</summary>
    public static SliMeaning? Named(EventsMeaning above, EventsMeaning below, SliMeaning named)
    {
        if (named.Form != SliForm.Ratio || above.Single is not { IsRate: true } part || below.Single is not { IsRate: true } total || !IsCount(part) || !IsCount(total) || !IsFamily(part, total) || part.Metric.EndsWith("_sum", StringComparison.Ordinal))
            return null;
        var shape = Ratio(above, below, [part], [total], named.IsGood, false, Certainty.Possible).Sources[0].Shape;
        return new SliMeaning(shape with { Measure = SloMeasure.Availability, Why = "it is a share of events, and the name of the series says of which" }) { IsGood = named.IsGood, Window = part.Window };
    }

    private static bool IsCount(Term term) =>
        !Words.IsOfMachine(term.Metric) && (term.IsRate || term.IsRecorded || Has(term.Metric, "_total") || Has(term.Metric, "_count") || Has(term.Metric, "_bucket") || Has(term.Metric, "_sum"));

    private static bool Has(string metric, string suffix) => metric.EndsWith(suffix, StringComparison.Ordinal);

    // The part is the total itself: the same events, or the same histogram's count.
    private static bool IsWhole(Term part, List<Term> total)
    {
        if (part.Bound is not null && !part.IsInfinite)
            return false;
        foreach (var t in total)
        {
            if (!SameEvents(part.Metric, t.Metric))
                continue;
            if (!part.Matchers.Any(m => m.Label != "le" && !t.Matchers.Contains(m)) && !(total.Count > 1 && OwnOutcome(part) != Outcome.None))
                return true;
        }

        return false;
    }

    // count - bucket: the slow ones, whatever the total is counted by. Beside failures a high bucket stands for the count.
    private static bool IsCountOf(Term part, List<Term> minus, bool withOthers) =>
        !part.IsNegative && (Has(part.Metric, "_count") || part.IsInfinite || (withOthers && part.Bound is not null)) && minus.Any(m => m.Bound is not null && SameEvents(m.Metric, part.Metric));

    private static Outcome OwnOutcome(Term term)
    {
        foreach (var matcher in term.Matchers)
        {
            if (LabelOutcome.Of(matcher) is var outcome and not Outcome.None)
                return outcome;
        }

        return Words.OutcomeOf(Words.Of(Name(term)));
    }

    private static bool SameEvents(string a, string b) => a == b || (IsHistogram(a) && IsHistogram(b) && Root(a) == Root(b));

    private static bool IsHistogram(string metric) => Has(metric, "_bucket") || Has(metric, "_count");

    private static string Root(string metric) => metric.Substring(0, metric.LastIndexOf('_'));

    private static (Outcome Outcome, Certainty Certainty, bool IsLatency) OutcomeOf(Term part, List<Term> total)
    {
        var same = total.Where(t => SameEvents(part.Metric, t.Metric)).ToList();
        if (part.Bound is not null && !part.IsInfinite)
        {
            var isFast = Words.IsDuration(part.Metric) && total.Any(t => SameEvents(part.Metric, t.Metric) || IsFamily(part, t));
            return isFast && total.All(t => t.Bound is null || t.IsInfinite) ? (Outcome.Good, Certainty.Certain, true) : (Outcome.None, default, false);
        }

        var conditions = part.Matchers.Where(m => !same.Any(t => t.Matchers.Contains(m))).ToList();
        var outcome = Outcome.None;
        foreach (var matcher in same.Count > 0 ? conditions : part.Matchers)
        {
            var of = LabelOutcome.Of(matcher);
            if (of == Outcome.Bad || (of != Outcome.None && outcome == Outcome.None))
                outcome = of;
        }

        if (same.Count > 0)
        {
            // Failures over successes is no share, but people write it and mean one.
            var isOdds = outcome == Outcome.Bad && same.Count == total.Count && same.All(t => t.Matchers.Any(m => LabelOutcome.Of(m) == Outcome.Good));
            if (outcome != Outcome.None && same.Any(t => t.Matchers.Any(m => LabelOutcome.Of(m) == Outcome.Bad)) && total.Count == 1)
                return (Outcome.None, default, false);
            if (outcome != Outcome.None)
                return (outcome, isOdds ? Certainty.Possible : Certainty.Certain, false);

            // failed / (failed + succeeded): the part is one of several in the total.
            if (total.Count > 1)
                return (OwnOutcome(part), Certainty.Certain, false);
            return (Outcome.None, default, false);
        }

        var words = Words.Of(Name(part));
        var byName = Words.OutcomeOf(words);
        if (outcome == Outcome.None)
            outcome = byName;
        if (outcome == Outcome.None)
            return (Outcome.None, default, false);

        var family = total.Where(t => IsFamily(part, t)).ToList();
        if (family.Count == 0)
            return (Outcome.None, default, false);
        if (family.All(t => Words.OutcomeOf(Words.Of(Name(t))) is var of && (of == Outcome.Bad || (of == Outcome.Good && outcome == Outcome.Good)) && byName == of))
            return (Outcome.None, default, false);
        return (outcome, Certainty.Certain, false);
    }

    // Names tell of one service: they begin alike, or have nothing but general words.
    private static bool IsFamily(Term part, Term total)
    {
        var a = Words.Of(Name(part)).Where(IsTelling).ToList();
        var b = Words.Of(Name(total)).Where(IsTelling).ToList();
        if (a.Count == 0 || b.Count == 0)
            return Words.Of(Name(part))[0] == Words.Of(Name(total))[0] || (a.Count == 0 && b.Count == 0);
        return a[0] == b[0] || a.Intersect(b).Count() * 2 >= Math.Min(a.Count, b.Count) + 1;
    }

    private static bool IsTelling(string word) => !Words.IsOutcome(word) && !Words.IsGeneral(word) && word is not ("seconds" or "duration" or "latency" or "5" or "xx");

    // Recorded series are named level:metric:operations.
    private static string Name(Term term)
    {
        var parts = term.Metric.Split(':');
        return parts.Length == 1 ? term.Metric : parts.Length == 2 ? parts[0].Length > 0 && Words.OutcomeOf(Words.Of(parts[0])) != Outcome.None ? parts[0] : string.Join("_", parts) : parts[1].Length > 0 ? parts[1] : term.Metric;
    }

    private static bool IsAverage(List<Term> plus, List<Term> minus, List<Term> total) =>
        plus.Count == 1 && minus.Count == 0 && total.Count == 1
        && Has(plus[0].Metric, "_sum") && Has(total[0].Metric, "_count") && plus[0].Base() == total[0].Base();

    private static Meaning Average(EventsMeaning above, EventsMeaning below, Term sum, Term count)
    {
        if (!Words.IsDuration(sum.Metric) || Words.IsOfMachine(sum.Metric))
            return Meaning.Other;
        return new SliMeaning(new SliShape("average|" + count.Canonical() + "|" + count.Grouping, SliForm.Average, SloMeasure.Latency)
        {
            Certainty = Certainty.Possible,
            Why = "sum and count of a duration make its average",
            Conditions = count.Matchers,
            Metrics = [sum.Metric],
            Unit = DurationUnit.Of(sum.Metric),
            Rules = EventsMeaning.Union(above.Rules, below.Rules),
        })
        {
            Window = count.Window ?? sum.Window,
        };
    }

    private static SliMeaning Ratio(EventsMeaning above, EventsMeaning below, List<Term> parts, List<Term> total, bool isGood, bool isLatency, Certainty certainty)
    {
        var why = isLatency ? "a histogram's bucket over its count is the share of fast events" : isGood ? "it is the share of events that succeed" : "it is the share of events that fail";
        if (certainty == Certainty.Possible)
            why += above.Terms.Concat(below.Terms).Any(t => !t.IsRate && !t.IsRecorded) ? ", of counters without a rate" : ", if these count as failures";
        var shape = new SliShape(Key(parts, total, isGood), SliForm.Ratio, isLatency ? SloMeasure.Latency : SloMeasure.Availability)
        {
            Certainty = certainty,
            Why = why,
            Conditions = [.. total[0].Matchers, .. parts[0].Matchers],
            Metrics = [.. above.Terms.Concat(below.Terms).Select(t => t.Metric).Distinct()],
            Rules = EventsMeaning.Union(above.Rules, below.Rules),
        };
        return new SliMeaning(shape) { IsGood = isGood, Window = parts[0].Window ?? total[0].Window };
    }

    // Good events of a condition and bad events of its opposite are one SLI.
    private static string Key(List<Term> parts, List<Term> total, bool isGood)
    {
        var below = string.Join("+", total.Select(t => t.Canonical()).OrderBy(t => t, StringComparer.Ordinal));
        if (parts.Count == 1 && total.Count == 1 && (SameEvents(parts[0].Metric, total[0].Metric) || parts[0].Bound is not null))
        {
            var extra = parts[0].Matchers.Where(m => !total[0].Matchers.Contains(m)).ToList();
            if (extra.Count == 1 && parts[0].Bound is null)
            {
                var isOfGood = parts[0].IsNegative != isGood;
                return "share|" + (isOfGood ? extra[0].ToOpposite() : extra[0]) + "|" + below + "|" + total[0].Grouping;
            }

            if (parts[0].Bound is not null)
                return "fast|" + string.Join(",", extra.Select(m => m.ToString()).OrderBy(m => m, StringComparer.Ordinal)) + "|" + below + "|" + total[0].Grouping;
        }

        // In a difference the parts are of the other kind.
        var isPartGood = parts[0].IsNegative != isGood;
        return (isPartGood ? "good|" : "bad|") + string.Join("+", parts.Select(t => t.Canonical()).OrderBy(t => t, StringComparer.Ordinal)) + "|" + below + "|" + total[0].Grouping;
    }
}
