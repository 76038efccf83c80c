using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ProgressiveSlo.Migration;

/// <summary>Says what is worth knowing about the plan of a migration itself.</summary>
internal static class MigrationRemarks
{
    private const int Most = 5;

    public static IReadOnlyList<string> Of(SloMigration migration)
    {
        var remarks = new List<string>();
        var checklist = migration.GetChecklist();
        var open = migration.Services.Where(s => !s.MigratedBefore).ToArray();
        Add(remarks, open.Where(s => s.Tier is null), "has no tier", "have no tier", "and may be critical: it comes last", "and may be critical: they come last");
        Add(remarks, open.Where(s => s.Tier is not null && !checklist.Tiers.IsKnown(s.Tier)), "has a tier that the checklist does not know", "have tiers that the checklist does not know", "and comes last", "and come last");
        Add(remarks, open.Where(s => s.Owner is null), "has no owner", "have no owner", "so nobody is asked about it", "so nobody is asked about them");
        var end = migration.Phases.First(p => p.Name == checklist.WavePhase.Name).EndDate;
        var late = migration.Waves.Count(w => w.EndDate > end);
        if (late > 0)
            remarks.Add($"{Number(late)} of {Number(migration.Waves.Count)} waves end after the phase {checklist.WavePhase.Name}: make waves larger, or give the phase more weeks");
        return remarks;
    }

    private static void Add(List<string> remarks, IEnumerable<MigrationService> services, string one, string several, string soOne, string soSeveral)
    {
        var names = services.Select(s => s.Name).ToArray();
        if (names.Length == 0)
            return;
        var list = string.Join(", ", names.Take(Most)) + (names.Length > Most ? $" and {Number(names.Length - Most)} more" : "");
        remarks.Add(names.Length == 1 ? $"{list} {one}, {soOne}" : $"{list} {several}, {soSeveral}");
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
