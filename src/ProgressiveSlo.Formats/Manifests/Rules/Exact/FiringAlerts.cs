using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.Rules.Exact;

/// <summary>
/// The alerts that rules have of those that were asked for. A pair of windows that can never fire at the target, or whose two windows are
/// one after they were scaled to a short period, is left out: mostly a set of windows made it, and nobody wrote it for this SLO.
/// </summary>
internal static class FiringAlerts
{
    // rate() needs two samples, and a scrape a minute is usual.
    private static readonly TimeSpan _shortest = TimeSpan.FromMinutes(2);

    /// <summary>The alerts, with a loss for each that is left out, or that may not fire.</summary>
    /// <exception cref="ManifestNotWritableException">None of them can fire.</exception>
    public static IReadOnlyList<BurnRateAlert> Find(SloDefinition definition, ManifestOptions options, ICollection<ConversionLoss> losses)
    {
        var asked = options.AlertWindows?.AlertsFor(definition.Window) ?? definition.Alerting;
        var isScaled = options.AlertWindows is not null || definition.Source?.Traits.HasFlag(SourceTraits.AlertsAreGenerated) == true;
        var kept = new List<BurnRateAlert>(asked.Count);
        FieldProblem? first = null;
        for (var i = 0; i < asked.Count; i++)
        {
            var alert = asked[i];
            var field = string.Format(CultureInfo.InvariantCulture, "alerting[{0}]", i);
            if (FindProblem(definition, alert, field, isScaled) is { } problem)
            {
                first ??= problem;
                losses.Add(new ConversionLoss(field, $"The alert {alert} is left out. {problem.Message}") { Code = problem.Code });
                continue;
            }

            kept.Add(alert);
            if (isScaled && alert.ShortWindow < _shortest)
                losses.Add(
                    new ConversionLoss(
                        field,
                        $"The short window of the alert {alert} holds less than two samples at a scrape interval of one minute, "
                            + "so that it may never fire"
                    )
                    {
                        Code = "AlertWindowTooShort",
                    }
                );
        }

        return kept.Count > 0 || first is null ? kept : throw new ManifestNotWritableException(definition.Id, first);
    }

    /// <summary>The same without a word, for what only shows the alerts; none where none can fire.</summary>
    public static IReadOnlyList<BurnRateAlert> FindOrNone(SloDefinition definition, ManifestOptions options)
    {
        try
        {
            return Find(definition, options, new List<ConversionLoss>());
        }
        catch (ManifestNotWritableException)
        {
            return [];
        }
    }

    private static FieldProblem? FindProblem(SloDefinition definition, BurnRateAlert alert, string field, bool isScaled)
    {
        if (alert.ShortWindow == alert.LongWindow || (isScaled && alert.ShortWindow > alert.LongWindow))
            return new FieldProblem(
                field,
                $"The short window {PrometheusDuration.Format(alert.ShortWindow)} is not shorter than "
                    + $"the long window {PrometheusDuration.Format(alert.LongWindow)}",
                "Write the shorter window as the short one, or take a longer period"
            )
            {
                Code = "AlertWindowOrder",
            };
        if (alert.BurnRate <= 0 || alert.IsReachable(definition.Target))
            return null;
        var budget = 1m - definition.Target;
        var most = NumberText.Plain(Math.Round(1m / budget, 4));
        return new FieldProblem(
            field,
            $"{NumberText.Plain(alert.BurnRate)} times the error budget of {NumberText.PercentShort(budget)} is not an error ratio below "
                + "100%, so the alert can never fire",
            $"Write a burn rate below {most}, or give other alerts with -AlertWindowSet"
        )
        {
            Code = "AlertUnreachable",
        };
    }
}
