using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>How long alerts wait and go on, and how rules are evaluated, for formats that have no place for it.</summary>
internal static class AlertTimeLosses
{
    /// <summary>Adds a loss for each such setting.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="tool">Whose format it is.</param>
    /// <param name="losses">Takes the losses.</param>
    /// <param name="withFor">Whether the format has no place for <c>for</c> either.</param>
    public static void Add(AlertSettings settings, string tool, ICollection<ConversionLoss> losses, bool withFor = true)
    {
        if (withFor && (settings.For is not null || settings.Severities.Any(s => s.For is not null)))
            Add("for", "has a time of its own before an alert fires, or none");
        if (settings.KeepFiringFor is not null || settings.Severities.Any(s => s.KeepFiringFor is not null))
            Add("keepFiringFor", "has no time for which an alert goes on");
        if (settings.Group is not null)
            Add("group", "has no settings of rule groups");

        void Add(string field, string message) => losses.Add(new ConversionLoss("alertSettings." + field, $"{tool} {message}"));
    }
}
