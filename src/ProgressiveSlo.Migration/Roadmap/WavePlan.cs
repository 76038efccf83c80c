using ProgressiveSlo.Migration.Catalog;
using ProgressiveSlo.Migration.Checklist;

namespace ProgressiveSlo.Migration.Roadmap;

/// <summary>
/// Puts services into waves: each wave holds services of one rank of tiers, the least critical rank comes first, and a wave is as large as
/// was asked for or as the owners can take in a week.
/// </summary>
internal static class WavePlan
{
    public static IReadOnlyList<MigrationWave> Create(IEnumerable<CatalogService> services, MigrationRequest request, DateTime start)
    {
        var tiers = request.Checklist.Tiers;
        var ranks = services
            .GroupBy(s => (Rank: tiers.RankOf(s.Tier), Word: tiers.IsKnown(s.Tier) ? "" : s.Tier ?? ""))
            .OrderBy(g => g.Key.Rank)
            .ThenBy(g => g.Key.Word.Length == 0)
            .ThenBy(g => g.Key.Word, StringComparer.Ordinal);
        var waves = ranks.SelectMany(rank => Split([.. rank.OrderBy(s => s.Service, StringComparer.Ordinal)], request)).ToArray();
        var weeks = Weeks(request.Checklist, waves.Length);
        var first = request.Checklist.WavePhase.StartWeek;
        return waves
            .Select(
                (wave, i) =>
                    new MigrationWave(
                        i + 1,
                        TierOf(wave),
                        wave.Select(s => s.Service).ToArray(),
                        MigrationCalendar.FirstDayOfWeek(start, first + (i * weeks)),
                        MigrationCalendar.FirstDayOfWeek(start, first + ((i + 1) * weeks))
                    )
            )
            .ToArray();
    }

    // Whole weeks, spread over the phase; at least one, also when the phase ends before the waves do.
    private static int Weeks(MigrationChecklist checklist, int waves) =>
        waves == 0 || checklist.WavePhase.EndWeek is not { } end ? 1 : Math.Max(1, (end - checklist.WavePhase.StartWeek + 1) / waves);

    private static List<List<CatalogService>> Split(IReadOnlyList<CatalogService> services, MigrationRequest request)
    {
        var waves = new List<List<CatalogService>>();
        if (request.WaveSize is { } size)
        {
            for (var i = 0; i < services.Count; i += size)
                waves.Add([.. services.Skip(i).Take(size)]);
            return waves;
        }

        // Each owner works through their own services, so many a week; services without an owner are one owner's.
        var most = request.Checklist.ServicesPerOwner;
        var taken = new Dictionary<string, int>();
        foreach (var service in services)
        {
            var owner = service.Owner ?? "";
            taken.TryGetValue(owner, out var before);
            taken[owner] = before + 1;
            while (waves.Count <= before / most)
                waves.Add([]);
            waves[before / most].Add(service);
        }

        return waves;
    }

    // In the catalog's words; the most frequent one where an organisation has several for one rank.
    private static string? TierOf(IEnumerable<CatalogService> wave) =>
        wave.Select(s => s.Tier).GroupBy(t => t).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).First().Key;
}
