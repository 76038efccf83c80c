using ProgressiveSlo.Migration.Checklist;
using ProgressiveSlo.Naming;

namespace ProgressiveSlo.Migration.Roadmap;

/// <summary>Works out which services are migrated: those of the steps that migrate them.</summary>
internal static class MigratedServices
{
    public static IReadOnlyList<MigrationService> Derive(MigrationRecord record)
    {
        var waves = record
            .Waves.SelectMany(w => w.Services.Select(s => (Service: s, w.Number)))
            .ToDictionary(p => p.Service, p => p.Number);
        var pilots = new HashSet<string>(record.Pilots.Select(p => p.Service));
        var times = Times(record, waves, pilots);
        return record
            .Services.OrderBy(s => s.Name, StringComparer.Ordinal)
            .Select(s =>
            {
                var at = times.TryGetValue(s.Name, out var time) ? time : (DateTime?)null;
                return s with
                {
                    IsPilot = pilots.Contains(s.Name),
                    Wave = waves.TryGetValue(s.Name, out var number) ? number : null,
                    Migrated = s.MigratedBefore || at is not null,
                    MigratedAt = at,
                };
            })
            .ToArray();
    }

    private static Dictionary<string, DateTime> Times(MigrationRecord record, Dictionary<string, int> waves, HashSet<string> pilots)
    {
        // A step may be forced once more: a service is migrated since the first time.
        var done = record.History.GroupBy(h => h.Step).ToDictionary(g => g.Key, g => g.First().At);
        var migrating = record.Checklist.Steps().Select(s => s.Item).Where(i => i.Migrates).ToArray();
        var times = new Dictionary<string, DateTime>();
        foreach (var service in waves.Keys.Concat(pilots))
        {
            foreach (var item in migrating)
            {
                if (
                    IdFor(item, service, waves, pilots) is { } id
                    && done.TryGetValue(id, out var at)
                    && (!times.TryGetValue(service, out var earlier) || at < earlier)
                )
                    times[service] = at;
            }
        }

        return times;
    }

    private static string? IdFor(ChecklistItem item, string service, Dictionary<string, int> waves, HashSet<string> pilots) =>
        item.Scope switch
        {
            StepScope.Pilot when pilots.Contains(service) => item.Id + "." + ServiceName.Slug(service),
            StepScope.Service when waves.ContainsKey(service) => item.Id + "." + ServiceName.Slug(service),
            StepScope.Wave when waves.TryGetValue(service, out var number) => item.Id
                + ".wave-"
                + number.ToString(CultureInfo.InvariantCulture),
            _ => null,
        };
}
