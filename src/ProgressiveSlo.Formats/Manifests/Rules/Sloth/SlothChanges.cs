using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Formats.Manifests.Sloth;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Rules.Sloth;

/// <summary>What was changed in rules since Sloth generated them.</summary>
internal static class SlothChanges
{
    public static IReadOnlyList<SloLoss> Find(SloDefinition definition, SlothRuleSet rules)
    {
        var found = Find(definition, rules, null);
        var windows = Windows(definition, rules);
        if (found.Count == 0 || windows.Count == 0)
            return found;

        // Sloth may have been given other windows than its own, and then records those alone.
        var others = Find(definition, rules, new AlertWindowSet("own", definition.Window, windows));
        return others.Count < found.Count ? others : found;
    }

    // Those of the alerts, and what else is recorded: Sloth records the windows of alerts that a spec has switched off, too.
    private static List<AlertWindow> Windows(SloDefinition definition, SlothRuleSet rules)
    {
        var windows = definition.Alerting
            .Select(a => new AlertWindow(a.Severity, a.LongWindow, a.ShortWindow, a.BurnRate * 100m * a.LongWindow.Ticks / definition.Window.Ticks))
            .ToList();
        var others = rules.Ratios.Keys.Where(w => w != definition.Window && !windows.Any(a => a.LongWindow == w || a.ShortWindow == w)).ToArray();
        var severity = windows.Any(w => w.Severity == SlothAlerting.Page) ? SlothAlerting.Ticket : SlothAlerting.Page;
        var added = others.Select(w => new AlertWindow(severity, w, w, 1));
        return severity == SlothAlerting.Page ? [.. added, .. windows] : [.. windows, .. added];
    }

    private static IReadOnlyList<SloLoss> Find(SloDefinition definition, SlothRuleSet rules, AlertWindowSet? windows)
    {
        var options = new ManifestOptions { Flavor = RuleFlavor.Sloth, AlertWindows = windows };
        return ChangesByHand.Find(rules.All, () => new SlothRules().Groups(definition, options, []), Severity, IsOfTool);
    }

    private static string? Severity(PrometheusRule rule) => rule.IsAlert && rule.Labels.TryGetValue(SlothNames.Severity, out var severity) ? severity : null;

    // Which build of Sloth it was, and how it was run.
    private static bool IsOfTool(string label) => label is SlothNames.Version or SlothNames.Mode;
}
