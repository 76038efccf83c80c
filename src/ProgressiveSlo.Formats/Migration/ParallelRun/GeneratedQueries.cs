using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Rules.Exact;
using ProgressiveSlo.Migration.ParallelRun;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Migration.ParallelRun;

/// <summary>What the generated rules of a definition (flavor Exact) record and fire, as queries.</summary>
public static class GeneratedQueries
{
    /// <summary>
    /// Queries of the error ratio over a window, and of the events at the time. A window that no alert reads is not recorded; its query is
    /// what the rule would be.
    /// </summary>
    /// <param name="definition">The definition.</param>
    /// <param name="window">The window.</param>
    /// <exception cref="ManifestNotWritableException">There are no rules of it.</exception>
    public static SideQueries ForWindow(SloDefinition definition, TimeSpan window)
    {
        var slo = CreateSlo(definition);
        var ratio = slo.Windows.Append(definition.Window).Contains(window) ? slo.ErrorRatio(window) : slo.ErrorRatioOver(window);
        return Queries(slo, ratio, slo.Sli.HasEvents ? slo.Series(RecordedSeries.TotalEvents) : null);
    }

    /// <summary>Queries of the events of whole intervals, as a spreadsheet counts them.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="step">Length of an interval.</param>
    /// <exception cref="ManifestNotWritableException">There are no rules of it.</exception>
    public static SideQueries ForIntervals(SloDefinition definition, TimeSpan step)
    {
        var slo = CreateSlo(definition);
        var total = slo.Series(RecordedSeries.TotalEvents);

        // The samples on both ends of a range belong to two of them; a millisecond less keeps that of the interval before out.
        var range = PrometheusDuration.Format(step - TimeSpan.FromMilliseconds(1));
        return slo.Sli.HasEvents
            ? Queries(
                slo,
                $"sum_over_time({slo.Series(RecordedSeries.BadEvents)}[{range}]) / (sum_over_time({total}[{range}]) > 0)",
                $"sum_over_time({total}[{range}])"
            )
            : Queries(slo, $"avg_over_time({slo.ErrorRatio(ExactSlo.Base)}[{range}])", null);
    }

    private static ExactSlo CreateSlo(SloDefinition definition) =>
        ExactSlo.Create(
            definition ?? throw new ArgumentNullException(nameof(definition)),
            ManifestOptions.Default,
            new List<ConversionLoss>()
        );

    private static SideQueries Queries(ExactSlo slo, string ratio, string? total)
    {
        var name = slo.Definition.AlertSettings.Name;
        return new SideQueries(ratio)
        {
            Total = total,
            Alerts =
                slo.Alerts.Count == 0
                    ? []
                    :
                    [
                        new AlertSelector(string.IsNullOrEmpty(name) ? ExactNames.BurnAlert : name!)
                        {
                            Labels = new Dictionary<string, string> { [ExactNames.Id] = slo.Definition.Id },
                        },
                    ],
        };
    }
}
