using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Migration;

/// <summary>Reads what checklist files and migration files have in common: phases, checklist and the order of tiers.</summary>
internal static class ChecklistParts
{
    // Twenty years; a larger number is a slip.
    private const int MostWeeks = 1040;

    /// <summary>Reads the parts; null when there is a problem.</summary>
    /// <param name="map">The document.</param>
    /// <param name="name">Name of the checklist.</param>
    /// <param name="problems">Where problems go.</param>
    public static MigrationChecklist? Read(MapReader map, string name, ProblemList problems)
    {
        var perOwner = map.OptionalInteger("servicesPerOwner") ?? 2;
        IReadOnlyList<string>[] tiers = [.. map.Items("tiers", required: true).Select(i => Words(i.Node, i.Field, problems))];
        var phases = Phases(map, problems);
        var sections = Sections(map, problems);
        if (problems.Any)
            return null;
        var checklist = new MigrationChecklist(name, phases, sections, new TierOrder(tiers)) { ServicesPerOwner = perOwner };
        foreach (var problem in ChecklistValidator.Validate(checklist))
            problems.Add(problem, map.Node);
        return problems.Any ? null : checklist;
    }

    // The words of a rank; a rank of one word may be only that.
    private static string[] Words(YamlNode node, string field, ProblemList problems)
    {
        static bool IsWord(YamlNode node) => node is YamlScalar { IsNull: false } word && PrintableText.IsPrintable(word.Value);

        if (IsWord(node))
            return [((YamlScalar)node).Value];
        if (node is YamlList list && list.Items.All(IsWord))
            return list.Items.Select(i => ((YamlScalar)i).Value).ToArray();
        problems.Add(node, field, $"Here is {node.Kind}, and the words of a rank belong here", "Write them as a list, for example [low, bronze]");
        return [];
    }

    private static List<ChecklistPhase> Phases(MapReader map, ProblemList problems)
    {
        var phases = new List<ChecklistPhase>();
        foreach (var (node, field) in map.Items("phases", required: true))
        {
            if (MapReader.Open(node, field, problems) is not { } item)
                continue;
            var (start, end) = Weeks(item);
            phases.Add(new ChecklistPhase(item.Checked<string>("name", required: true, PlanText.Check) ?? "", start, end)
            {
                HasWaves = item.Boolean("waves"),
                Objectives = item.Texts("objectives"),
                Activities = ItemReader.Items(item, "activities", required: false, problems),
                Deliverables = ItemReader.Items(item, "deliverables", required: false, problems),
                SuccessCriteria = ItemReader.Items(item, "successCriteria", required: false, problems),
                Gate = ItemReader.Verifiers(item, "gate"),
            });
            item.RefuseOthers();
        }

        return phases;
    }

    private static List<ChecklistSection> Sections(MapReader map, ProblemList problems)
    {
        var sections = new List<ChecklistSection>();
        foreach (var (node, field) in map.Items("checklist", required: true))
        {
            if (MapReader.Open(node, field, problems) is not { } item)
                continue;
            sections.Add(new ChecklistSection(item.RequiredText("section"), item.RequiredText("phase"), ItemReader.Items(item, "steps", required: true, problems)));
            item.RefuseOthers();
        }

        return sections;
    }

    private static (int Start, int? End) Weeks(MapReader map)
    {
        var text = map.RequiredText("weeks");
        if (text.Length == 0)
            return (1, 1);
        var match = Regex.Match(text, @"^([0-9]{1,4})(?:-([0-9]{1,4})|(\+))?$", RegexOptions.CultureInvariant);
        if (match.Success)
        {
            var start = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
            var end = match.Groups[2].Success ? int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) : start;
            if (start >= 1 && end >= start && end <= MostWeeks)
                return (start, match.Groups[3].Success ? null : end);
        }

        map.Problem(map.NodeOf("weeks"), "weeks", $"'{ServiceName.Printable(text)}' are no weeks", "Write the first and the last week, from 1 to 1040, for example 3-6, or 13+ for an ongoing phase");
        return (1, 1);
    }
}
