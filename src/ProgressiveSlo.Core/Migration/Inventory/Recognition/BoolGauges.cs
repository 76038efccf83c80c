using System;
using System.Linq;

namespace ProgressiveSlo.Migration;

/// <summary>Series of 0 and 1, and quantiles that are scraped.</summary>
internal static class BoolGauges
{
    /// <summary>Whether a series says with 0 and 1 whether something works.</summary>
    public static bool IsBool(string metric) =>
        metric is "up" or "probe_success" || metric.EndsWith("_up", StringComparison.Ordinal) || metric.EndsWith("_healthy", StringComparison.Ordinal) || IsProbe(metric);

    /// <summary>Whether each sample is one try of a request, so that an average over series is one over events.</summary>
    public static bool IsProbe(string metric) => metric is "probe_success" || metric.EndsWith("_probe_success", StringComparison.Ordinal) || metric.EndsWith("_check_success", StringComparison.Ordinal);

    /// <summary>The share of samples that are 1.</summary>
    public static SliMeaning Average(Term term, TimeSpan? window)
    {
        var shape = new SliShape("time|" + term.Canonical() + "|" + term.Grouping, SliForm.Ratio, SloMeasure.Availability)
        {
            Certainty = term.Metric == "up" ? Certainty.Likely : Certainty.Certain,
            Why = term.Metric == "up" ? "the average of up is the share of time in which the target could be scraped" : "the average of 0 and 1 is the share of tries that succeed",
            Conditions = term.Matchers,
            Metrics = [term.Metric],
        };
        return new SliMeaning(shape) { IsGood = true, Window = window };
    }

    /// <summary>A quantile of a summary, <c>x_seconds{quantile="0.99"}</c>; null for anything else.</summary>
    public static SliMeaning? Summary(Term term)
    {
        var quantile = term.Matchers.FirstOrDefault(m => m.Label == "quantile" && m.Operator[0] == '=');
        if (quantile is null || !Words.IsDuration(term.Metric) || Words.IsOfMachine(term.Metric))
            return null;
        var shape = new SliShape("quantile|" + term.Canonical() + "|" + term.Grouping, SliForm.Quantile, SloMeasure.Latency)
        {
            Why = "it is a quantile of a duration, which a summary gives",
            Conditions = term.Matchers,
            Metrics = [term.Metric],
            Unit = DurationUnit.Of(term.Metric),
        };
        return new SliMeaning(shape) { Window = term.Window };
    }
}
