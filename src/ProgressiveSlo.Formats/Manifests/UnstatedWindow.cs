using System;
using System.Linq;
using ProgressiveSlo.Formats.Manifests.AlertWindows;
using ProgressiveSlo.Formats.Manifests.Sloth;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>The window of definitions whose document states none: Sloth takes the period from its command line.</summary>
public static class UnstatedWindow
{
    /// <summary>The definition with the window, and with the alerts that Sloth makes for it; as it was when its document states a window.</summary>
    /// <param name="definition">A definition that was read.</param>
    /// <param name="window">The window.</param>
    public static SloDefinition Set(SloDefinition definition, TimeSpan window)
    {
        if (definition is null)
            throw new ArgumentNullException(nameof(definition));
        if (definition.Source?.ApiVersion is not (SlothKeys.FileVersion or SlothKeys.ObjectVersion) || definition.Source.Format != SlothReader.Name)
            return definition;
        var severities = definition.Alerting.Select(a => a.Severity).Distinct().ToArray();
        var alerting = AlertWindowSets.ForPeriod(window).For(window).Where(a => severities.Contains(a.Severity)).ToArray();
        return definition.With(window: window, alerting: alerting);
    }
}
