using System.Text.RegularExpressions;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration.Recognition;

/// <summary>Recorded series whose rule is not here, so that only the name says what they are.</summary>
internal static class NamedSeries
{
    // Longer ones are not names that people gave. The expressions are linear, so that a busy machine must not end them.
    private const int MaximumLength = 512;

    private static readonly Regex _window = new(
        "(?<![a-z0-9])(?:ratio|rate|ratio_rate|burnrate|burn_rate|increase|error|errors|availability|sli|p?\\d\\dquantile|over|avg|mean|)"
            + "_?(\\d+(?:ms|[smhdwy]))(?![a-z0-9])",
        RegexOptions.CultureInvariant,
        Regex.InfiniteMatchTimeout
    );

    private static readonly Regex _quantile = new(
        "(?:^|[:_])(?:p(\\d{2,3})|(\\d{2,3})(?:th)?_?(?:quantile|percentile)|(?:quantile|percentile)_?(\\d{2,3}))(?:$|[:_])",
        RegexOptions.CultureInvariant,
        Regex.InfiniteMatchTimeout
    );

    /// <summary>The range in a name such as <c>job:errors:ratio_rate1h</c>, or null.</summary>
    public static TimeSpan? WindowOf(string name)
    {
        TimeSpan? window = null;
        if (name.Length > MaximumLength)
            return null;
        foreach (Match match in _window.Matches(name))
        {
            if (PrometheusDuration.TryParse(match.Groups[1].Value, out var found))
                window = found;
        }

        return window;
    }

    /// <summary>The name without its range.</summary>
    public static string WithoutWindow(string name) =>
        name.Length > MaximumLength
            ? name
            : _window.Replace(name, m => m.Value.Substring(0, m.Value.Length - m.Groups[1].Length)).Replace("__", "_").TrimEnd('_', ':');

    public static SliMeaning? Read(SeriesTerm term)
    {
        var name = term.Metric;
        if (name.Length > MaximumLength)
            return null;
        var isSlo =
            name.StartsWith("slo_", StringComparison.Ordinal)
            || name.StartsWith("sli_", StringComparison.Ordinal)
            || name.StartsWith(RecordedSeries.Prefix, StringComparison.Ordinal)
            || name.StartsWith("sli:", StringComparison.Ordinal);
        var bare = WithoutWindow(name);
        var words = MetricNameWords.Split(bare);
        var isBurn =
            bare.IndexOf("burnrate", StringComparison.OrdinalIgnoreCase) >= 0
            || bare.IndexOf("burn_rate", StringComparison.OrdinalIgnoreCase) >= 0
            || bare.IndexOf("budget_burn", StringComparison.OrdinalIgnoreCase) >= 0;
        if (
            (name.IndexOf(':') < 0 && !isSlo && !isBurn)
            || MetricNameWords.IsInfrastructure(name)
            || words.Any(w =>
                w
                    is "utilisation"
                        or "utilization"
                        or "usage"
                        or "saturation"
                        or "hit"
                        or "hits"
                        or "miss"
                        or "misses"
                        or "cache"
                        or "remaining"
            )
        )
            return null;

        if (_quantile.Match(name) is { Success: true } quantile && MetricNameWords.IsDuration(name))
            return Make(
                term,
                "quantile" + quantile.Groups.Cast<Group>().Skip(1).First(g => g.Success).Value,
                SliForm.Quantile,
                SloMeasure.Latency,
                false
            );
        if (term.Matchers.FirstOrDefault(m => m.Label == "quantile") is { } matcher && MetricNameWords.IsDuration(name))
            return Make(term, "quantile" + matcher.Value, SliForm.Quantile, SloMeasure.Latency, false);

        var measure = words.Any(w => w is "latency" or "duration" or "slow" or "fast" or "apdex")
            ? SloMeasure.Latency
            : SloMeasure.Availability;
        var isRatio = words.Any(w => w is "ratio" or "percent" or "percentage" or "sli" or "rate" or "apdex" or "availability" or "uptime");
        var outcome = MetricNameWords.FindOutcome(words);
        if (isBurn)
            return Make(term, "burn", SliForm.Ratio, measure, false);
        if (!isRatio)
            return null;
        if (outcome == EventOutcome.Bad)
            return words.Any(w => w is "ratio" or "percent" or "percentage" or "sli") || isSlo
                ? Make(term, "error", SliForm.Ratio, measure, false)
                : null;
        return outcome == EventOutcome.Good || words.Any(w => w is "availability" or "uptime" or "apdex")
            ? Make(term, "success", SliForm.Ratio, measure, true)
            : null;
    }

    private static SliMeaning Make(SeriesTerm term, string kind, SliForm form, SloMeasure measure, bool isGood)
    {
        // Labels that only tell windows apart are not part of the SLI.
        var conditions = term.Matchers.Where(m => !IsWindowLabel(m.Label)).ToList();
        var bare = term with { Metric = WithoutWindow(term.Metric), Matchers = conditions };
        var shape = new SliShape("named|" + kind + "|" + bare.Canonical(), form, measure)
        {
            IsNameOnly = true,
            Certainty = Certainty.Possible,
            Why = "its name says so",
            Conditions = conditions,
            Metrics = [term.Metric],
            Unit = form == SliForm.Ratio ? 1 : DurationUnit.SecondsPerUnit(term.Metric),
        };
        var labelled = term
            .Matchers.Where(m => IsWindowLabel(m.Label))
            .Select(m => PrometheusDuration.TryParse(m.Value, out var w) ? w : (TimeSpan?)null)
            .FirstOrDefault(w => w is not null);
        return new SliMeaning(Split(term, shape, kind))
        {
            IsGood = isGood,
            Window = labelled ?? WindowOf(term.Metric) ?? term.Window,
            Scale = form == SliForm.Ratio && MetricNameWords.Split(term.Metric).Any(w => w is "percent" or "percentage") ? 100 : 1,
        };
    }

    // Rules that are here and were not understood still say by their labels how many SLIs there are.
    private static List<SliSource> Split(SeriesTerm term, SliShape shape, string kind)
    {
        var chosen = Labels(term.Matchers.Where(m => m.Operator == "=").Select(m => (m.Label, m.Value)));
        if (!term.Recorders.Any(r => r.Labels.Keys.Any(l => !IsWindowLabel(l))))
            return [new SliSource(shape with { Rules = term.Recorders }) { Labels = chosen }];
        var sources = new List<SliSource>();
        foreach (var same in term.Recorders.GroupBy(r => OwnText(r.Labels), StringComparer.Ordinal))
        {
            var labels = same.First().Labels;
            var own = labels
                .Where(l => !IsWindowLabel(l.Key) && !shape.Conditions.Any(c => c.Label == l.Key && c.Operator == "="))
                .Select(l => new LabelMatcher(l.Key, "=", l.Value));
            List<LabelMatcher> conditions = [.. shape.Conditions, .. own];
            var part = term with { Metric = WithoutWindow(term.Metric), Matchers = conditions };
            sources.Add(
                new SliSource(shape with { Key = "named|" + kind + "|" + part.Canonical(), Conditions = conditions, Rules = [.. same] })
                {
                    Labels = Labels(chosen.Concat(labels).Select(l => (l.Key, l.Value))),
                }
            );
        }

        return sources;
    }

    private static string OwnText(IReadOnlyDictionary<string, string> labels) =>
        string.Join(
            ",",
            labels.Where(l => !IsWindowLabel(l.Key)).OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => l.Key + "=" + l.Value)
        );

    private static Dictionary<string, string> Labels(IEnumerable<(string Label, string Value)> labels)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (label, value) in labels)
            all[label] = value;
        return all;
    }

    /// <summary>
    /// A recording that is named as the value of an SLO over a week or more, such as <c>apiserver_28d_slo</c>; null for any other.
    /// </summary>
    public static SliMeaning? ReadResult(RuleEntry entry)
    {
        var name = entry.Rule.Name;
        var words = MetricNameWords.Split(name);
        if (
            name.Length > MaximumLength
            || WindowOf(name) is not { TotalDays: >= 7 }
            || !words.Any(w => w is "slo" or "sli")
            || words.Any(w => w is "objective" or "target" or "goal" or "threshold" or "total" or "count" or "sum")
        )
            return null;
        var term = new SeriesTerm(name, []) { Recorders = [entry] };
        var isBad = MetricNameWords.FindOutcome(words) == EventOutcome.Bad;
        var measure = words.Any(w => w is "latency" or "duration" or "slow") ? SloMeasure.Latency : SloMeasure.Availability;
        return Make(term, isBad ? "error" : "success", SliForm.Ratio, measure, !isBad);
    }

    /// <summary>
    /// What is left of an error budget, in a series that is named so and compared with a bound below; null for any other series.
    /// </summary>
    public static SliMeaning? ReadBudgetLeft(SeriesTerm term)
    {
        var words = MetricNameWords.Split(term.Metric);
        return
            term.Metric.Length <= MaximumLength
            && words.Contains("budget")
            && words.Any(w => w is "error" or "errors" or "slo" or "sli")
            && !words.Any(w =>
                w is "consumed" or "spent" or "used" or "target" or "objective" or "total" || w.StartsWith("burn", StringComparison.Ordinal)
            )
            ? Make(term, "burn-left", SliForm.Ratio, SloMeasure.Availability, false)
                .With(budget: new NumberMeaning(double.NaN) { Factor = 1, IsExplicit = true }, isRemaining: true)
            : null;
    }

    /// <summary>
    /// A sum of good or bad samples over their count, in two series that differ in these words only, such as <c>sli_sum_5m</c> and
    /// <c>sli_count_5m</c>; null for any others.
    /// </summary>
    public static SliMeaning? ReadSumOverCount(SeriesTerm sum, SeriesTerm count)
    {
        var above = MetricNameWords.Split(sum.Metric);
        var below = MetricNameWords.Split(count.Metric);
        if (
            sum.Metric.Length > MaximumLength
            || above.Count != below.Count
            || !above.Any(w => w is "sli" or "slo" or "availability" or "available" or "success" or "up" or "uptime" or "healthy")
            || MetricNameWords.IsDuration(sum.Metric)
            || MetricNameWords.IsInfrastructure(sum.Metric)
            || sum.Matchers.Count != count.Matchers.Count
            || !sum.Matchers.All(count.Matchers.Contains)
        )
            return null;
        var differing = Enumerable.Range(0, above.Count).Where(i => above[i] != below[i]).ToList();
        if (
            differing is not [var place]
            || above[place] is not ("sum" or "good" or "up")
            || below[place] is not ("count" or "total" or "samples")
        )
            return null;
        var isBad = MetricNameWords.FindOutcome(above) == EventOutcome.Bad;
        var term = sum with { Window = sum.Window ?? WindowOf(sum.Metric) };
        return Make(term, isBad ? "error" : "success", SliForm.Ratio, SloMeasure.Availability, !isBad);
    }

    public static bool IsWindowLabel(string label) =>
        label is "window" or "time_range" or "slo_time_range" or "sloth_window" or "slo_window" or "range" or "interval" or "period";

    /// <summary>Whether a series is named as a share or a burn rate, and not as a count.</summary>
    public static bool IsRatio(string name) =>
        MetricNameWords
            .Split(WithoutWindow(name))
            .Any(w => w is "ratio" or "percent" or "percentage" or "sli" or "availability" or "uptime" or "burnrate" or "burn");

    /// <summary>Whether a series is named as one that holds targets or budgets.</summary>
    public static bool IsObjective(string name)
    {
        var words = MetricNameWords.Split(name);
        return words.Count > 0
            && (
                words.Any(w => w is "objective" or "objectives" or "target" or "budget" or "goal")
                || words[words.Count - 1] is "slo" or "threshold"
            )
            && !words.Any(w =>
                w.StartsWith("burn", StringComparison.Ordinal) || w is "remaining" or "left" or "consumed" or "spent" or "used"
            );
    }
}

/// <summary>Series of 0 and 1, and quantiles that are scraped.</summary>
internal static class BoolGauges
{
    /// <summary>Whether a series says with 0 and 1 whether something works.</summary>
    public static bool IsBool(string metric) =>
        metric is "up" or "probe_success"
        || metric.EndsWith("_up", StringComparison.Ordinal)
        || metric.EndsWith("_healthy", StringComparison.Ordinal)
        || IsProbe(metric);

    /// <summary>Whether each sample is one try of a request, so that an average over series is one over events.</summary>
    public static bool IsProbe(string metric) =>
        metric is "probe_success"
        || metric.EndsWith("_probe_success", StringComparison.Ordinal)
        || metric.EndsWith("_check_success", StringComparison.Ordinal);

    /// <summary>The share of samples that are 1.</summary>
    public static SliMeaning Average(SeriesTerm term, TimeSpan? window)
    {
        var shape = new SliShape("time|" + term.Canonical() + "|" + term.Grouping, SliForm.Ratio, SloMeasure.Availability)
        {
            Certainty = term.Metric == "up" ? Certainty.Likely : Certainty.Certain,
            Why =
                term.Metric == "up"
                    ? "the average of up is the share of time in which the target could be scraped"
                    : "the average of 0 and 1 is the share of tries that succeed",
            Conditions = term.Matchers,
            Metrics = [term.Metric],
        };
        return new SliMeaning(shape) { IsGood = true, Window = window };
    }

    /// <summary>A quantile of a summary, <c>x_seconds{quantile="0.99"}</c>; null for anything else.</summary>
    public static SliMeaning? Summary(SeriesTerm term)
    {
        var quantile = term.Matchers.FirstOrDefault(m => m.Label == "quantile" && m.Operator[0] == '=');
        if (quantile is null || !MetricNameWords.IsDuration(term.Metric) || MetricNameWords.IsInfrastructure(term.Metric))
            return null;
        var shape = new SliShape("quantile|" + term.Canonical() + "|" + term.Grouping, SliForm.Quantile, SloMeasure.Latency)
        {
            Why = "it is a quantile of a duration, which a summary gives",
            Conditions = term.Matchers,
            Metrics = [term.Metric],
            Unit = DurationUnit.SecondsPerUnit(term.Metric),
        };
        return new SliMeaning(shape) { Window = term.Window };
    }
}
