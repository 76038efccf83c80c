using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Tests.Manifests.Pyrra;

/// <summary>Takes out of a definition just what a writer said is lost; any field that it does not know is a failure.</summary>
internal static class Loss
{
    private static readonly string[] Known = ["alerting", "namespace", "phase", "alertSettings.minimumBadEvents", "alertSettings.labels"];

    private static readonly string[] Prefixes = ["labels.", "annotations.", "alertSettings.annotations.", "alertSettings.severities."];

    public static SloDefinition Remove(SloDefinition definition, IReadOnlyList<ConversionLoss> losses)
    {
        var fields = losses.Select(l => l.Field).ToHashSet(StringComparer.Ordinal);
        var settings = definition.AlertSettings;
        foreach (var field in fields)
        {
            if (!Known.Contains(field) && !Prefixes.Any(p => field.StartsWith(p, StringComparison.Ordinal)))
                throw new InvalidOperationException($"The loss of {field} is not known to the test.");
        }

        return new SloDefinition(definition.Name, definition.Service, definition.Indicator, definition.Target, definition.Window)
        {
            Namespace = fields.Contains("namespace") ? null : definition.Namespace,
            Phase = fields.Contains("phase") ? null : definition.Phase,
            Alerting = fields.Contains("alerting") ? [] : definition.Alerting,
            Labels = Without(definition.Labels, "labels.", fields),
            Annotations = Without(definition.Annotations, "annotations.", fields),
            AlertSettings = new AlertSettings
            {
                Name = settings.Name,
                Absent = settings.Absent,
                AbsentName = settings.AbsentName,
                MinimumBadEvents = fields.Contains("alertSettings.minimumBadEvents") ? null : settings.MinimumBadEvents,
                Labels = fields.Contains("alertSettings.labels") ? new Dictionary<string, string>() : settings.Labels,
                Annotations = Without(settings.Annotations, "alertSettings.annotations.", fields),
                Severities = settings.Severities.Where(s => !fields.Contains("alertSettings.severities." + s.Severity)).ToArray(),
            },
        };
    }

    private static Dictionary<string, string> Without(IReadOnlyDictionary<string, string> texts, string prefix, HashSet<string> fields) =>
        texts.Where(t => !fields.Contains(prefix + t.Key)).ToDictionary(t => t.Key, t => t.Value);
}
