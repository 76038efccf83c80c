using System;
using ProgressiveSlo.Formats.Manifests.Pyrra;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Rules.Pyrra;

/// <summary>
/// The name of a series that Pyrra records: a metric, what was done with it and over how long, for example <c>requests:burnrate5m</c>.
/// </summary>
/// <param name="Kind">What was done with the metric.</param>
/// <param name="Range">Over how long; zero for series without.</param>
internal readonly record struct PyrraRecord(PyrraRecordKind Kind, TimeSpan Range)
{
    /// <summary>The label by which Pyrra names the SLO on every series and alert.</summary>
    public const string SloLabel = "slo";

    private static readonly (string Word, PyrraRecordKind Kind)[] _words =
    [
        ("burnrate", PyrraRecordKind.BurnRate), ("increase", PyrraRecordKind.Period), ("count", PyrraRecordKind.Period), ("sum", PyrraRecordKind.Period),
    ];

    /// <summary>Reads the name of a series, or null when Pyrra gives no such names.</summary>
    public static PyrraRecord? Of(string name)
    {
        if (name.StartsWith("pyrra_", StringComparison.Ordinal))
        {
            return name switch
            {
                "pyrra_objective" => new PyrraRecord(PyrraRecordKind.Objective, TimeSpan.Zero),
                "pyrra_window" => new PyrraRecord(PyrraRecordKind.Window, TimeSpan.Zero),
                "pyrra_availability" or "pyrra_requests:rate5m" or "pyrra_errors:rate5m" => new PyrraRecord(PyrraRecordKind.Other, TimeSpan.Zero),
                _ => null,
            };
        }

        var colon = name.LastIndexOf(':');
        if (colon <= 0)
            return null;
        foreach (var (word, kind) in _words)
        {
            if (string.CompareOrdinal(name, colon + 1, word, 0, word.Length) == 0)
                return PrometheusDuration.TryParse(name.Substring(colon + 1 + word.Length), out var range) ? new PyrraRecord(kind, range) : null;
        }

        return null;
    }

    /// <summary>Whether Pyrra made a rule, as far as its name and labels say.</summary>
    public static bool IsOfPyrra(PrometheusRule rule) => rule.Labels.ContainsKey(SloLabel)
        && (rule.IsAlert ? rule.Name == PyrraNames.AbsentAlertName || IsBurnAlert(rule) : Of(rule.Name) is not null);

    /// <summary>Whether a rule is a burn-rate alert of Pyrra, under whatever name.</summary>
    public static bool IsBurnAlert(PrometheusRule rule) =>
        rule.IsAlert && rule.Labels.ContainsKey("short") && rule.Labels.ContainsKey("long") && rule.Labels.ContainsKey("exhaustion");
}
