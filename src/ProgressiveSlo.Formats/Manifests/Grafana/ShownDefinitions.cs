using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

/// <summary>The definitions that a dashboard can show: those that Prometheus can have rules of.</summary>
internal static class ShownDefinitions
{
    /// <summary>Those of the definitions; the others are losses.</summary>
    /// <exception cref="ManifestNotWritableException">There are none.</exception>
    public static IReadOnlyList<SloDefinition> Of(IReadOnlyList<SloDefinition> definitions, ICollection<SloLoss> losses)
    {
        if (definitions is null)
            throw new ArgumentNullException(nameof(definitions));
        var shown = definitions.Where(d => d.Indicator.Queries is not null).ToArray();
        if (shown.Length == 0)
            throw new ManifestNotWritableException(definitions[0].Id, new FieldProblem("Indicator", "It has no PromQL, and the dashboard shows series of Prometheus rules", "Give an indicator in PromQL"));
        foreach (var definition in definitions.Where(d => d.Indicator.Queries is null))
            losses.Add(new SloLoss("Indicator", $"{definition.Id} has no PromQL, so there are no series that a dashboard could show"));
        return shown;
    }
}
