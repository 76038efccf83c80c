using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Migration;

/// <summary>Reads the lines of a checklist.</summary>
internal static class ItemReader
{
    public static IReadOnlyList<ChecklistItem> Items(MapReader map, string key, bool required, ProblemList problems)
    {
        var items = new List<ChecklistItem>();
        foreach (var (node, field) in map.Items(key, required))
        {
            // A line that says nothing but its text may be only that.
            if (node is YamlScalar { IsNull: false } text && PrintableText.IsPrintable(text.Value))
                items.Add(new ChecklistItem(text.Value));
            else if (MapReader.Open(node, field, problems) is { } item)
                items.Add(Item(item));
        }

        return items;
    }

    /// <summary>Names of verifiers: one, or a list of them.</summary>
    public static IReadOnlyList<string> Verifiers(MapReader map, string key)
    {
        if (!map.Has(key))
            return [];
        if (map.NodeOf(key) is not YamlScalar scalar)
            return map.Texts(key);
        return scalar.Value == "none" ? [] : [map.RequiredText(key)];
    }

    private static ChecklistItem Item(MapReader map)
    {
        var item = new ChecklistItem(map.RequiredText("text"))
        {
            Id = map.OptionalText("id"),
            Details = map.Texts("details"),
            Steps = map.Texts("steps"),
            Scope = Scope(map),
            Verification = Verifiers(map, "verification"),
            Minimum = map.Has("minimum") ? map.Decimal("minimum", "0.8") : null,
            Optional = map.Boolean("optional"),
            Migrates = map.Boolean("migrates"),
            Challenge = map.OptionalText("challenge"),
            Cmdlet = map.OptionalText("cmdlet"),
            Owner = map.Checked<string>("owner", required: false, PlanText.Check),
        };
        if (item.Id is null && (item.Verification.Count > 0 || item.Migrates || item.Scope != StepScope.Migration || map.Has("minimum") || map.Has("optional") || item.Cmdlet is not null || item.Owner is not null))
            map.Problem(map.Node, "id", "A line with scope, verification, minimum, optional, migrates, cmdlet or owner is a step, and a step has an id", "Add an id: lower-case letters, digits and '-'");
        if (item.Id is not null && item.Steps.Count > 0)
            map.Problem(map.NodeOf("steps"), "steps", "A line is a step itself, or names the steps that carry it out", "Remove id or steps");
        map.RefuseOthers();
        return item;
    }

    private static StepScope Scope(MapReader map)
    {
        if (map.OptionalText("scope") is not { } word)
            return StepScope.Migration;
        if (ScopeText.Find(word) is { } scope)
            return scope;
        map.Problem(map.NodeOf("scope"), "scope", $"'{ServiceName.Printable(word)}' is nothing that steps are done for", "Write one of " + ScopeText.Known);
        return StepScope.Migration;
    }
}
