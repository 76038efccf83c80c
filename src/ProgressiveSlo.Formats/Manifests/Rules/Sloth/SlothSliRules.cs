using System;
using System.Collections.Generic;
using ProgressiveSlo.Formats.Manifests.Sloth;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Rules.Sloth;

/// <summary>The error ratio over each window, and over the period as the mean of the shortest: what Sloth calls optimized.</summary>
internal static class SlothSliRules
{
    public static IReadOnlyList<PrometheusRule> Of(SlothSlo slo)
    {
        var rules = new List<PrometheusRule>(slo.Windows.Count + 1);
        foreach (var window in slo.Windows)
            rules.Add(Rule(slo, window, Expression(slo.Indicator, PrometheusDuration.Format(window))));
        rules.Add(Rule(slo, slo.Definition.Window, Mean(slo)));
        return rules;
    }

    private static PrometheusRule Rule(SlothSlo slo, TimeSpan window, string expression)
    {
        var text = PrometheusDuration.Format(window);
        var labels = slo.Labels.ContainsKey(SlothNames.Window) ? slo.Labels : SlothSlo.With(slo.Labels, (SlothNames.Window, text));
        return new PrometheusRule(SlothNames.ErrorRatio + text, false, expression, labels);
    }

    private static string Expression(SlothIndicator indicator, string window) => indicator.ErrorRatio is { } ratio
        ? $"({SlothQuery.Render(ratio, window)})"
        : $"({SlothQuery.Render(indicator.Bad!, window)})\n/\n({SlothQuery.Render(indicator.Total!, window)})\n";

    private static string Mean(SlothSlo slo)
    {
        var series = $"{SlothNames.ErrorRatioOf(slo.ShortWindow)}{slo.Filter}[{PrometheusDuration.Format(slo.Definition.Window)}]";
        return $"sum_over_time({series})\n/ ignoring ({SlothNames.Window})\ncount_over_time({series})\n";
    }
}
