using System;
using System.Collections.Generic;
using ProgressiveSlo.Formats.Manifests.Sloth;

namespace ProgressiveSlo.Formats.Manifests.Rules.Sloth;

/// <summary>What an SLO is and how it does: objective, budget, burn rates.</summary>
internal static class SlothMetadataRules
{
    public static IReadOnlyList<PrometheusRule> Of(SlothSlo slo, ManifestOptions options)
    {
        var ratio = GoNumber.General(slo.Objective / 100);
        var (mode, spec) = Origin(slo);
        var info = SlothSlo.With(
            slo.Labels,
            (SlothNames.Version, options.SlothVersion),
            (SlothNames.Mode, mode),
            (SlothNames.Spec, spec),
            (SlothNames.ObjectivePercent, GoNumber.Fixed(slo.Objective)));
        return
        [
            Rule(SlothNames.Objective, $"vector({ratio})"),
            Rule(SlothNames.ErrorBudget, $"vector(1-{ratio})"),
            Rule(SlothNames.PeriodDays, $"vector({GoNumber.General(slo.Definition.Window.TotalDays)})"),
            Rule(SlothNames.CurrentBurnRate, BurnRate(slo, slo.ShortWindow)),
            Rule(SlothNames.PeriodBurnRate, BurnRate(slo, slo.Definition.Window)),
            Rule(SlothNames.BudgetRemaining, $"1 - {SlothNames.PeriodBurnRate}{slo.Filter}"),
            new PrometheusRule(SlothNames.Info, false, "vector(1)", info),
        ];

        PrometheusRule Rule(string name, string expression) => new(name, false, expression, slo.Labels);
    }

    private static string BurnRate(SlothSlo slo, TimeSpan window) =>
        $"{SlothNames.ErrorRatioOf(window)}{slo.Filter}\n/ on({SlothNames.Id}, {SlothNames.Slo}, {SlothNames.Service}) group_left\n{SlothNames.ErrorBudget}{slo.Filter}\n";

    // A definition that came from elsewhere is one that SlothWriter could have written.
    private static (string Mode, string Spec) Origin(SlothSlo slo) => slo.Definition.Source?.ApiVersion switch
    {
        SlothKeys.ObjectVersion => ("cli-gen-k8s", SlothKeys.ObjectVersion),
        { } version when SlothIndicator.IsOpenSlo(slo.Definition) => ("cli-gen-openslo", version),
        _ => ("cli-gen-prom", SlothKeys.FileVersion),
    };
}
