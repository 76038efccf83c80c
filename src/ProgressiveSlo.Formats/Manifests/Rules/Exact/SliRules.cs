using System.Collections.Generic;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Rules.Exact;

/// <summary>Rules that record the indicator: rates of events, and error ratios over windows and over the period.</summary>
internal static class SliRules
{
    public static IReadOnlyList<PrometheusRule> Of(ExactSlo slo)
    {
        var rules = new List<PrometheusRule>(slo.Windows.Count + 4);
        if (slo.Sli.HasEvents)
            Events(slo, rules);
        foreach (var window in slo.Windows)
        {
            var text = PrometheusDuration.Format(window);
            var expression = slo.Sli.HasEvents && window == ExactSlo.Base
                ? $"{slo.Series(ExactNames.Bad)}\n/\n({slo.Series(ExactNames.Total)} > 0)"
                : slo.Sli.ErrorRatio(text);
            rules.Add(slo.Record(ExactNames.ErrorRatio + text, expression));
        }

        var period = PrometheusDuration.Format(slo.Definition.Window);
        rules.Add(slo.Record(ExactNames.ErrorRatio + period, Period(slo, period)));
        return rules;
    }

    private static void Events(ExactSlo slo, List<PrometheusRule> rules)
    {
        var window = PrometheusDuration.Format(ExactSlo.Base);
        var (part, other) = slo.Sli.CountsGood ? (ExactNames.Good, ExactNames.Bad) : (ExactNames.Bad, ExactNames.Good);
        rules.Add(slo.Record(ExactNames.Total, slo.Sli.Total(window)));
        rules.Add(slo.Record(part, slo.Sli.Part(window)));

        // Rules of a group are evaluated in order, so this sees what the two before it have just recorded.
        rules.Add(slo.Record(other, $"{slo.Series(ExactNames.Total)} - {slo.Series(part)}"));
    }

    // Each event weighs the same, in a busy hour as in a quiet one; an average of ratios would weigh each hour the same.
    private static string Period(ExactSlo slo, string period) => slo.Sli.HasEvents
        ? $"sum_over_time({slo.Series(ExactNames.Bad)}[{period}])\n/\n(sum_over_time({slo.Series(ExactNames.Total)}[{period}]) > 0)"
        : $"avg_over_time({slo.ErrorRatio(ExactSlo.Base)}[{period}])";
}
