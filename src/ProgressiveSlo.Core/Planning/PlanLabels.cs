using ProgressiveSlo.Errors;
using ProgressiveSlo.Naming;

namespace ProgressiveSlo.Planning;

/// <summary>Labels that people give a plan, for every SLO that is made of it: a cost centre, a team's channel.</summary>
public static class PlanLabels
{
    private static readonly string[] _reserved = ["service", "phase", "progressive", "tier", "owner"];

    /// <summary>No labels.</summary>
    internal static IReadOnlyDictionary<string, string> None { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Checks labels, and sorts them by name.</summary>
    /// <param name="labels">Names and values.</param>
    /// <exception cref="SloValidationException">A name is not a label name of Prometheus or is one that plans set themselves, or a value
    /// is empty or not one printable line; the field is Label.</exception>
    public static IReadOnlyDictionary<string, string> Check(IEnumerable<KeyValuePair<string, string>> labels)
    {
        if (labels is null)
            throw new ArgumentNullException(nameof(labels));
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var label in labels)
        {
            CheckName(label.Key);
            all[label.Key] =
                PlanText.Check(label.Value, Field)
                ?? throw new SloValidationException(Field, $"The label {label.Key} has no value", "Give it one, or leave it out");
        }

        return all;
    }

    /// <summary>Labels with others put over them; an empty value removes one.</summary>
    internal static IReadOnlyDictionary<string, string> Merge(
        IReadOnlyDictionary<string, string> labels,
        IReadOnlyDictionary<string, string>? changes
    )
    {
        if (changes is null)
            return labels;
        foreach (var name in changes.Keys)
            CheckName(name);
        return Check(labels.Where(l => !changes.ContainsKey(l.Key)).Concat(changes.Where(l => !string.IsNullOrWhiteSpace(l.Value))));
    }

    private const string Field = "Label";

    private static void CheckName(string name)
    {
        if (!LabelNames.IsValid(name) || name.StartsWith("__", StringComparison.Ordinal))
            throw new SloValidationException(
                Field,
                $"'{ServiceName.Printable(name)}' is not a label name",
                "Use letters, digits and '_', with no digit first and no '__'"
            );
        if (_reserved.Contains(name))
            throw new SloValidationException(
                Field,
                $"The label {name} is set from the plan itself",
                name is "tier" or "owner" ? $"Use -{char.ToUpperInvariant(name[0])}{name.Substring(1)}" : "Use another name"
            );
    }
}
