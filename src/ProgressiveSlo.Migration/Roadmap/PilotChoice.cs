using ProgressiveSlo.Evidence;
using ProgressiveSlo.Migration.Catalog;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.Roadmap;

/// <summary>
/// Chooses pilots one by one: healthy metrics first, none of the most critical tier while others can be had, then one of a tier, a traffic
/// shape and an owner that no pilot has yet, then one with more to compare with. The least critical tier and the name decide last.
/// </summary>
internal static class PilotChoice
{
    // Two pilots already show whether the approach carries; a third needs enough services to be worth it.
    private const int ManyServices = 6;

    public static IReadOnlyList<MigrationPilot> Choose(IReadOnlyList<PilotCandidate> candidates)
    {
        var rest = candidates.OrderBy(c => c.Service.Service, StringComparer.Ordinal).ToList();
        var count = Math.Min(rest.Count, candidates.Count >= ManyServices ? 3 : 2);
        var last = rest.Select(c => c.Rank).DefaultIfEmpty().Max();
        var chosen = new List<PilotCandidate>(count);
        while (chosen.Count < count)
        {
            var next = rest.OrderByDescending(c => c.Health)
                .ThenBy(c => c.Rank == last)
                .ThenBy(c => chosen.Any(p => p.Rank == c.Rank))
                .ThenBy(c => c.Shape is not null && chosen.Any(p => p.Shape?.Description == c.Shape.Description))
                .ThenBy(c => c.Service.Owner is not null && chosen.Any(p => p.Service.Owner == c.Service.Owner))
                .ThenByDescending(c => c.ComparableRank)
                .ThenBy(c => c.Rank)
                .First();
            chosen.Add(next);
            rest.Remove(next);
        }

        return chosen
            .Select(c => new MigrationPilot(c.Service.Service, c.Service.Tier, [.. Differences(c, chosen), .. c.Reasons()]))
            .ToArray();
    }

    /// <summary>The pilots that somebody named.</summary>
    public static IReadOnlyList<MigrationPilot> FromNamed(IReadOnlyList<PilotCandidate> named) =>
        named.Select(c => new MigrationPilot(c.Service.Service, c.Service.Tier, ["Named as a pilot", .. c.Reasons()])).ToArray();

    private static IEnumerable<string> Differences(PilotCandidate candidate, List<PilotCandidate> chosen)
    {
        var others = chosen.Where(c => c != candidate).ToArray();
        if (others.Length == 0)
            yield break;
        if (candidate.Service.Tier is { } tier && others.All(o => o.Rank != candidate.Rank))
            yield return $"The only pilot of the tier {tier}";
        if (candidate.Shape is { } shape && others.All(o => o.Shape?.Description != shape.Description))
            yield return "The only pilot with this shape of traffic";
        if (candidate.Service.Owner is { } owner && others.All(o => o.Service.Owner != owner))
            yield return $"The only pilot of {owner}";
    }
}

/// <summary>What speaks for and against a service as a pilot.</summary>
internal sealed class PilotCandidate
{
    // Below these, a parallel run says more about the metrics than about the SLOs.
    private const double LeastCoverage = 0.95;
    private const double LeastEventsPerDay = 1000;
    private const double LargestDeviation = 0.02;

    /// <param name="service">The service.</param>
    /// <param name="request">What the migration is planned from.</param>
    /// <param name="metric">What is known of its metrics, or null.</param>
    /// <param name="items">What the inventory has of it.</param>
    public PilotCandidate(CatalogService service, MigrationRequest request, SloEvidence? metric, IEnumerable<SloInventoryItem> items)
    {
        Service = service;
        Rank = request.Checklist.Tiers.RankOf(service.Tier);
        Metric = metric;
        Shape = metric is null ? null : TrafficShape.FromEvidence(metric);
        Comparable = items
            .Where(i => i.HandWritten && i.Query.Length > 0 && i.Certainty != Certainty.Possible)
            .OrderByDescending(i => i.AlertWindows.Count > 0)
            .ThenByDescending(i => i.Method)
            .ThenBy(i => i.Path, StringComparer.Ordinal)
            .ThenBy(i => i.Line)
            .FirstOrDefault();
        Problems = metric is null ? [] : ProblemsOf(metric, Shape).ToArray();
    }

    public CatalogService Service { get; }

    public int Rank { get; }

    public SloEvidence? Metric { get; }

    public TrafficShape? Shape { get; }

    /// <summary>The best hand-written SLO that the automated one can be compared with, or null.</summary>
    public SloInventoryItem? Comparable { get; }

    /// <summary>What is wrong with its metrics.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>2 for healthy metrics, 1 when nothing is known about them, 0 for bad ones.</summary>
    public int Health =>
        Problems.Count > 0 ? 0
        : Metric is null ? 1
        : 2;

    /// <summary>How much there is to compare with: 2 for an SLO with alerts, 1 for one without, 0 for none.</summary>
    public int ComparableRank =>
        Comparable is null ? 0
        : Comparable.AlertWindows.Count > 0 ? 2
        : 1;

    /// <summary>Why it may be a pilot, and what to look at.</summary>
    public IEnumerable<string> Reasons()
    {
        if (Comparable is { } item)
            yield return $"Has a hand-written SLO to compare with, {PrintableText.Escape(item.Name)}"
                + (item.Path.Length > 0 ? " in " + PrintableText.Escape(item.Path) : "")
                + (item.AlertWindows.Count > 0 ? ", with alerts" : "");
        else
            yield return "Has no hand-written SLO to compare with";
        if (Metric is null)
        {
            yield return "There was no evidence about its metrics: look at them first";
            yield break;
        }

        foreach (var problem in Problems)
            yield return problem;
        if (Shape is { } shape)
            yield return $"About {shape.EventsText} events a day: {shape.Description}";
        if (Problems.Count == 0)
            yield return "Its metrics are healthy" + Measured();
    }

    private string Measured()
    {
        var parts = new List<string>();
        if (Metric!.Coverage is { } coverage)
            parts.Add($"{Percent(coverage)} of the intervals have data");
        if (Metric.AvailabilityStdDev is { } deviation)
            parts.Add($"the availability of days varies by {Percent(deviation)}");
        return parts.Count == 0 ? "" : ": " + string.Join(", ", parts);
    }

    private static IEnumerable<string> ProblemsOf(SloEvidence metric, TrafficShape? shape)
    {
        if (metric.Coverage < LeastCoverage)
            yield return $"Only {Percent(metric.Coverage.Value)} of the intervals have data";
        if (shape?.EventsPerDay < LeastEventsPerDay)
            yield return $"Only {shape.EventsText} events a day: one bad event changes much";
        if (metric.AvailabilityStdDev > LargestDeviation)
            yield return $"The availability of days varies by {Percent(metric.AvailabilityStdDev.Value)}";
    }

    // Rounded down: 99.996 % is not all.
    private static string Percent(double ratio) => NumberText.PercentShort(Math.Floor(NumberText.Exact(ratio) * 10000m) / 10000m);
}
