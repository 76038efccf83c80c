using System.Text.RegularExpressions;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>
/// Labels that templates of alerts name, as in <c>{{ $labels.slo_service }}</c>. Each tool has labels of its own on its series. A
/// definition has ours: readers translate the tool's labels to them, and writers translate them back.
/// </summary>
internal static class AlertTemplateLabels
{
    private static readonly Regex _reference = new(
        @"(?<before>(?:\$labels|\.Labels)\.)(?<name>[A-Za-z_][A-Za-z0-9_]*)",
        RegexOptions.CultureInvariant
    );

    private static readonly Regex _action = new(@"\{\{.*?\}\}", RegexOptions.CultureInvariant | RegexOptions.Singleline);

    /// <summary>The settings with labels renamed in all their texts; the same settings where they name none of them.</summary>
    /// <param name="settings">Settings.</param>
    /// <param name="names">New names by old ones.</param>
    public static AlertSettings Rename(AlertSettings settings, IReadOnlyDictionary<string, string> names)
    {
        var labels = Rename(settings.Labels, names);
        var annotations = Rename(settings.Annotations, names);
        var severities = settings
            .Severities.Select(s =>
                (Rename(s.Labels, names), Rename(s.Annotations, names)) is var (own, texts)
                && (!ReferenceEquals(own, s.Labels) || !ReferenceEquals(texts, s.Annotations))
                    ? new SeverityAlerts(s.Severity, own, texts) { For = s.For, KeepFiringFor = s.KeepFiringFor }
                    : s
            )
            .ToArray();
        return
            ReferenceEquals(labels, settings.Labels)
            && ReferenceEquals(annotations, settings.Annotations)
            && severities.SequenceEqual(settings.Severities)
            ? settings
            : settings with
            {
                Labels = labels,
                Annotations = annotations,
                Severities = severities,
            };
    }

    /// <summary>The texts with labels renamed; the same texts where they name none of them.</summary>
    /// <param name="texts">Templates.</param>
    /// <param name="names">New names by old ones.</param>
    public static IReadOnlyDictionary<string, string> Rename(
        IReadOnlyDictionary<string, string> texts,
        IReadOnlyDictionary<string, string> names
    ) => texts.Values.Any(t => Find(t).Any(names.ContainsKey)) ? texts.ToDictionary(t => t.Key, t => Rename(t.Value, names)) : texts;

    /// <summary>The template with labels renamed.</summary>
    /// <param name="text">A template.</param>
    /// <param name="names">New names by old ones.</param>
    public static string Rename(string text, IReadOnlyDictionary<string, string> names) =>
        HasAction(text)
            ? _action.Replace(
                text,
                action =>
                    _reference.Replace(
                        action.Value,
                        r =>
                            r.Groups["before"].Value
                            + (names.TryGetValue(r.Groups["name"].Value, out var name) ? name : r.Groups["name"].Value)
                    )
            )
            : text;

    /// <summary>The labels that a template names, each once.</summary>
    /// <param name="text">A template.</param>
    public static IReadOnlyList<string> Find(string text) =>
        HasAction(text)
            ? _action
                .Matches(text)
                .Cast<Match>()
                .SelectMany(a => _reference.Matches(a.Value).Cast<Match>())
                .Select(r => r.Groups["name"].Value)
                .Distinct()
                .ToArray()
            : [];

    /// <summary>The template with the value of a label in place of the action that is nothing but the label.</summary>
    /// <param name="text">A template.</param>
    /// <param name="name">The label.</param>
    /// <param name="value">Its value, without braces.</param>
    public static string Fill(string text, string name, string value) =>
        Regex.Replace(
            text,
            @"\{\{-?\s*(?:\$labels|\.Labels)\." + Regex.Escape(name) + @"\s*-?\}\}",
            value.Replace("$", "$$"),
            RegexOptions.CultureInvariant
        );

    private static bool HasAction(string text) => text.IndexOf("{{", System.StringComparison.Ordinal) >= 0;
}
