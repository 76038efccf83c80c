using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Formats.Manifests.AlertWindows;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Sloth;

/// <summary>The two severities of Sloth, and the alerts that it makes where nobody gave it other windows.</summary>
internal static class SlothAlerting
{
    public const string Page = "page";

    public const string Ticket = "ticket";

    /// <summary>The name of alerts that have none: Sloth asks for one.</summary>
    public const string DefaultName = "ErrorBudgetBurn";

    // Every SLO of a spec has one of four sets of alerts; thousands of SLOs share them.
    private static readonly Lazy<IReadOnlyList<BurnRateAlert>[]> _defaults = new(() =>
    {
        var period = TimeSpan.FromDays(SlothKeys.PeriodDays);
        var all = AlertWindowSets.ForPeriod(period).For(period);
        return [[], all.Where(a => a.Severity == Page).ToArray(), all.Where(a => a.Severity == Ticket).ToArray(), all];
    });

    /// <summary>The alerts of a spec.</summary>
    public static IReadOnlyList<BurnRateAlert> Defaults(bool page, bool ticket) => _defaults.Value[(page ? 1 : 0) + (ticket ? 2 : 0)];

    /// <summary>Sloth's severity for any severity.</summary>
    public static string SeverityOf(string severity) => severity is Page or "critical" ? Page : Ticket;
}
