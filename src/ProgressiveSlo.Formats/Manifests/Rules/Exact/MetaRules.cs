using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.Rules.Exact;

/// <summary>Rules that record the objective, the error budget, and what is left of it.</summary>
internal static class MetaRules
{
    public static IReadOnlyList<PrometheusRule> Of(ExactSlo slo)
    {
        var definition = slo.Definition;
        var budget = slo.Series(ExactNames.Budget);
        var days = (decimal)definition.Window.Ticks / TimeSpan.TicksPerDay;
        var revision = Revision(slo);
        return
        [
            slo.Record(ExactNames.Objective, Vector(definition.Target), (ExactNames.Phase, definition.Phase), (ExactNames.Revision, revision)),
            slo.Record(ExactNames.Budget, Vector(slo.Budget)),
            slo.Record(ExactNames.Days, Vector(days)),
            slo.Record(ExactNames.CurrentBurnRate, $"{slo.ErrorRatio(ExactSlo.Base)}\n/ on ({ExactNames.Id}) group_left\n{budget}"),
            slo.Record(ExactNames.PeriodBurnRate, $"{slo.ErrorRatio(definition.Window)}\n/ on ({ExactNames.Id}) group_left\n{budget}"),
            slo.Record(ExactNames.Remaining, "1 - " + slo.Series(ExactNames.PeriodBurnRate)),
            slo.Record(ExactNames.Info, "vector(1)", InfoLabels.Of(slo, revision)),
        ];
    }

    private static string Vector(decimal value) => $"vector({NumberText.Plain(value)})";

    // Changes when the objective or its alerts do, and with nothing else.
    private static string Revision(ExactSlo slo)
    {
        var text = string.Join("\n", new[] { NumberText.Plain(slo.Definition.Target), PrometheusDuration.Format(slo.Definition.Window) }.Concat(slo.Alerts.Select(a => a.ToString())));
        return Digest.Hex(text, 4);
    }
}
