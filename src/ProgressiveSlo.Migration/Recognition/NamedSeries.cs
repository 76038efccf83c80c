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
            : _window.Replace(name, m => m.Value.Substring(0, m.Value.Length - m.Groups[1].Length)).TrimEnd('_', ':');

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
            || bare.IndexOf("burn_rate", StringComparison.OrdinalIgnoreCase) >= 0;
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
            Why = "its name says so, and the rule that records it is not here",
            Conditions = conditions,
            Metrics = [term.Metric],
            Unit = form == SliForm.Ratio ? 1 : DurationUnit.SecondsPerUnit(term.Metric),
        };
        var labelled = term
            .Matchers.Where(m => IsWindowLabel(m.Label))
            .Select(m => PrometheusDuration.TryParse(m.Value, out var w) ? w : (TimeSpan?)null)
            .FirstOrDefault(w => w is not null);
        return new SliMeaning(shape)
        {
            IsGood = isGood,
            Window = labelled ?? WindowOf(term.Metric) ?? term.Window,
            Scale = form == SliForm.Ratio && MetricNameWords.Split(term.Metric).Any(w => w is "percent" or "percentage") ? 100 : 1,
        };
    }

    public static bool IsWindowLabel(string label) =>
        label is "window" or "sloth_window" or "slo_window" or "range" or "interval" or "period";

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
