using ProgressiveSlo.Migration.Inventory;

namespace ProgressiveSlo.Migration.Recognition;

/// <summary>
/// Decides whether a quotient of counts is an SLI: the share of a service's events that fail, succeed or are fast enough. The rule is
/// on the page docs/guides/recognition.md.
/// </summary>
internal static class EventShare
{
    public static ExpressionMeaning Read(EventCountMeaning above, EventCountMeaning below)
    {
        var plus = above.Terms.Where(t => !t.IsNegative).ToList();
        var minus = above.Terms.Where(t => t.IsNegative).ToList();
        var total = below.Terms.Where(t => !t.IsNegative).ToList();
        if (
            plus.Count == 0
            || total.Count == 0
            || below.Terms.Any(t => t.IsNegative)
            || above.Terms.Concat(below.Terms).Any(t => !IsCount(t))
        )
            return ExpressionMeaning.Other;
        if (IsAverage(plus, minus, total))
            return Average(above, below, plus[0], total[0]);

        var whole = plus.Concat(minus).Where(p => IsWhole(p, total) || IsCountOf(p, minus, plus.Count > 1)).ToList();
        var parts = plus.Concat(minus).Except(whole).ToList();

        // total - good, total - bad: the total stands first and what is taken away is part of it.
        var isRest = whole.Count > 0 && whole.All(w => !w.IsNegative) && minus.Count > 0;
        if ((whole.Count > 0 && !isRest) || parts.Count == 0)
            return ExpressionMeaning.Other;

        var outcome = EventOutcome.None;
        var certainty = Certainty.Certain;
        var isLatency = false;
        foreach (var part in parts)
        {
            var (of, sure, latency) = ReadOutcome(part, total);
            if (of == EventOutcome.None)
                return ExpressionMeaning.Other;
            if (of == EventOutcome.BadByClient)
                (of, sure) = (EventOutcome.Bad, Certainty.Possible);
            if (part.IsNegative)
                of = of == EventOutcome.Good ? EventOutcome.Bad : EventOutcome.Good;
            if (isRest && !part.IsNegative && of != EventOutcome.Bad)
                return ExpressionMeaning.Other;
            if (outcome != EventOutcome.None && outcome != of)
                return ExpressionMeaning.Other;
            outcome = of;
            certainty = sure < certainty ? sure : certainty;
            isLatency |= latency;
        }

        // Slow and failed ones together are failures to answer in time.
        var allLatency = isLatency && parts.All(p => p.Bound is not null);
        if (above.Terms.Concat(below.Terms).Any(t => !t.IsRate && !t.IsRecorded) && certainty == Certainty.Certain)
            certainty = Certainty.Possible;
        return Ratio(above, below, parts, total, outcome == EventOutcome.Good, allLatency, certainty);
    }

    /// <summary>
    /// A quotient of rates of one family whose recorded name says that it is a share of failures or successes; null for any other.
    /// </summary>
    public static SliMeaning? ReadNamed(EventCountMeaning above, EventCountMeaning below, SliMeaning named)
    {
        if (
            named.Form != SliForm.Ratio
            || above.Single is not { IsRate: true } part
            || below.Single is not { IsRate: true } total
            || !IsCount(part)
            || !IsCount(total)
            || !IsFamily(part, total)
            || part.Metric.EndsWith("_sum", StringComparison.Ordinal)
        )
            return null;
        var shape = Ratio(above, below, [part], [total], named.IsGood, false, Certainty.Possible).Sources[0].Shape;
        return new SliMeaning(
            shape with
            {
                Measure = SloMeasure.Availability,
                Why = "it is a share of events, and the name of the series says of which",
            }
        )
        {
            IsGood = named.IsGood,
            Window = part.Window,
        };
    }

    private static bool IsCount(SeriesTerm term) =>
        !MetricNameWords.IsInfrastructure(term.Metric)
        && (
            term.IsRate
            || term.IsRecorded
            || EndsWith(term.Metric, "_total")
            || EndsWith(term.Metric, "_count")
            || EndsWith(term.Metric, "_bucket")
            || EndsWith(term.Metric, "_sum")
        );

    private static bool EndsWith(string metric, string suffix) => metric.EndsWith(suffix, StringComparison.Ordinal);

    // The part is the total itself: the same events, or the same histogram's count.
    private static bool IsWhole(SeriesTerm part, List<SeriesTerm> total)
    {
        if (part.Bound is not null && !part.IsInfinite)
            return false;
        foreach (var t in total)
        {
            if (!SameEvents(part.Metric, t.Metric))
                continue;
            if (
                !part.Matchers.Any(m => m.Label != "le" && !t.Matchers.Contains(m))
                && !(total.Count > 1 && OwnOutcome(part) != EventOutcome.None)
            )
                return true;
        }

        return false;
    }

    // count - bucket: the slow ones, whatever the total is counted by. Beside failures a high bucket stands for the count.
    private static bool IsCountOf(SeriesTerm part, List<SeriesTerm> minus, bool withOthers) =>
        !part.IsNegative
        && (EndsWith(part.Metric, "_count") || part.IsInfinite || (withOthers && part.Bound is not null))
        && minus.Any(m => m.Bound is not null && SameEvents(m.Metric, part.Metric));

    private static EventOutcome OwnOutcome(SeriesTerm term)
    {
        foreach (var matcher in term.Matchers)
        {
            if (LabelOutcome.Read(matcher) is var outcome and not EventOutcome.None)
                return outcome;
        }

        return MetricNameWords.FindOutcome(MetricNameWords.Split(Name(term)));
    }

    private static bool SameEvents(string a, string b) => a == b || (IsHistogram(a) && IsHistogram(b) && Root(a) == Root(b));

    private static bool IsHistogram(string metric) => EndsWith(metric, "_bucket") || EndsWith(metric, "_count");

    private static string Root(string metric) => metric.Substring(0, metric.LastIndexOf('_'));

    private static (EventOutcome Outcome, Certainty Certainty, bool IsLatency) ReadOutcome(SeriesTerm part, List<SeriesTerm> total)
    {
        var same = total.Where(t => SameEvents(part.Metric, t.Metric)).ToList();
        if (part.Bound is not null && !part.IsInfinite)
        {
            var isFast = MetricNameWords.IsDuration(part.Metric) && total.Any(t => SameEvents(part.Metric, t.Metric) || IsFamily(part, t));
            return isFast && total.All(t => t.Bound is null || t.IsInfinite)
                ? (EventOutcome.Good, Certainty.Certain, true)
                : (EventOutcome.None, default, false);
        }

        var conditions = part.Matchers.Where(m => !same.Any(t => t.Matchers.Contains(m))).ToList();
        var outcome = EventOutcome.None;
        foreach (var matcher in same.Count > 0 ? conditions : part.Matchers)
        {
            var of = LabelOutcome.Read(matcher);
            if (of == EventOutcome.Bad || (of != EventOutcome.None && outcome == EventOutcome.None))
                outcome = of;
        }

        if (same.Count > 0)
        {
            // Failures over successes is not a share, but people write it and mean one.
            var isOdds =
                outcome == EventOutcome.Bad
                && same.Count == total.Count
                && same.All(t => t.Matchers.Any(m => LabelOutcome.Read(m) == EventOutcome.Good));
            if (
                outcome != EventOutcome.None
                && same.Any(t => t.Matchers.Any(m => LabelOutcome.Read(m) == EventOutcome.Bad))
                && total.Count == 1
            )
                return (EventOutcome.None, default, false);
            if (outcome != EventOutcome.None)
                return (outcome, isOdds ? Certainty.Possible : Certainty.Certain, false);

            // failed / (failed + succeeded): the part is one of several in the total.
            if (total.Count > 1)
                return (OwnOutcome(part), Certainty.Certain, false);
            return (EventOutcome.None, default, false);
        }

        var words = MetricNameWords.Split(Name(part));
        var byName = MetricNameWords.FindOutcome(words);
        if (outcome == EventOutcome.None)
            outcome = byName;
        if (outcome == EventOutcome.None)
            return (EventOutcome.None, default, false);

        var family = total.Where(t => IsFamily(part, t)).ToList();
        if (family.Count == 0)
            return (EventOutcome.None, default, false);
        if (
            family.All(t =>
                MetricNameWords.FindOutcome(MetricNameWords.Split(Name(t))) is var of
                && (of == EventOutcome.Bad || (of == EventOutcome.Good && outcome == EventOutcome.Good))
                && byName == of
            )
        )
            return (EventOutcome.None, default, false);
        return (outcome, Certainty.Certain, false);
    }

    // Names tell of one service: they begin alike, or have nothing but general words.
    private static bool IsFamily(SeriesTerm part, SeriesTerm total)
    {
        var a = MetricNameWords.Split(Name(part)).Where(IsTelling).ToList();
        var b = MetricNameWords.Split(Name(total)).Where(IsTelling).ToList();
        if (a.Count == 0 || b.Count == 0)
            return MetricNameWords.Split(Name(part))[0] == MetricNameWords.Split(Name(total))[0] || (a.Count == 0 && b.Count == 0);
        return a[0] == b[0] || a.Intersect(b).Count() * 2 >= Math.Min(a.Count, b.Count) + 1;
    }

    private static bool IsTelling(string word) =>
        !MetricNameWords.IsOutcome(word)
        && !MetricNameWords.IsGeneral(word)
        && word is not ("seconds" or "duration" or "latency" or "5" or "xx");

    // Recorded series are named level:metric:operations.
    private static string Name(SeriesTerm term)
    {
        var parts = term.Metric.Split(':');
        return parts.Length == 1 ? term.Metric
            : parts.Length == 2
                ? parts[0].Length > 0 && MetricNameWords.FindOutcome(MetricNameWords.Split(parts[0])) != EventOutcome.None ? parts[0]
                    : string.Join("_", parts)
            : parts[1].Length > 0 ? parts[1]
            : term.Metric;
    }

    private static bool IsAverage(List<SeriesTerm> plus, List<SeriesTerm> minus, List<SeriesTerm> total) =>
        plus.Count == 1
        && minus.Count == 0
        && total.Count == 1
        && EndsWith(plus[0].Metric, "_sum")
        && EndsWith(total[0].Metric, "_count")
        && plus[0].Base() == total[0].Base();

    private static ExpressionMeaning Average(EventCountMeaning above, EventCountMeaning below, SeriesTerm sum, SeriesTerm count)
    {
        if (!MetricNameWords.IsDuration(sum.Metric) || MetricNameWords.IsInfrastructure(sum.Metric))
            return ExpressionMeaning.Other;
        return new SliMeaning(
            new SliShape("average|" + count.Canonical() + "|" + count.Grouping, SliForm.Average, SloMeasure.Latency)
            {
                Certainty = Certainty.Possible,
                Why = "sum and count of a duration make its average",
                Conditions = count.Matchers,
                Metrics = [sum.Metric],
                Unit = DurationUnit.SecondsPerUnit(sum.Metric),
                Rules = EventCountMeaning.Union(above.Rules, below.Rules),
            }
        )
        {
            Window = count.Window ?? sum.Window,
        };
    }

    private static SliMeaning Ratio(
        EventCountMeaning above,
        EventCountMeaning below,
        List<SeriesTerm> parts,
        List<SeriesTerm> total,
        bool isGood,
        bool isLatency,
        Certainty certainty
    )
    {
        var why =
            isLatency ? "a histogram's bucket over its count is the share of fast events"
            : isGood ? "it is the share of events that succeed"
            : "it is the share of events that fail";
        if (certainty == Certainty.Possible)
            why += above.Terms.Concat(below.Terms).Any(t => !t.IsRate && !t.IsRecorded)
                ? ", of counters without a rate"
                : ", if these count as failures";
        var shape = new SliShape(Key(parts, total, isGood), SliForm.Ratio, isLatency ? SloMeasure.Latency : SloMeasure.Availability)
        {
            Certainty = certainty,
            Why = why,
            Conditions = [.. total[0].Matchers, .. parts[0].Matchers],
            Metrics = [.. above.Terms.Concat(below.Terms).Select(t => t.Metric).Distinct()],
            Rules = EventCountMeaning.Union(above.Rules, below.Rules),
        };
        return new SliMeaning(shape) { IsGood = isGood, Window = parts[0].Window ?? total[0].Window };
    }

    // Good events of a condition and bad events of its opposite are one SLI.
    private static string Key(List<SeriesTerm> parts, List<SeriesTerm> total, bool isGood)
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
                return "fast|"
                    + string.Join(",", extra.Select(m => m.ToString()).OrderBy(m => m, StringComparer.Ordinal))
                    + "|"
                    + below
                    + "|"
                    + total[0].Grouping;
        }

        // In a difference the parts are of the other kind.
        var isPartGood = parts[0].IsNegative != isGood;
        return (isPartGood ? "good|" : "bad|")
            + string.Join("+", parts.Select(t => t.Canonical()).OrderBy(t => t, StringComparer.Ordinal))
            + "|"
            + below
            + "|"
            + total[0].Grouping;
    }
}
