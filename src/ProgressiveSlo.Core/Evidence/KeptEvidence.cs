using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Evidence;

/// <summary>Makes evidence of a record: the same as a server would give that still has all its days.</summary>
public static class KeptEvidence
{
    /// <summary>The evidence of the days of a record.</summary>
    /// <param name="record">The record, with what the server has counted.</param>
    /// <param name="counted">What the server has counted: its doubts and its incidents are those of the evidence.</param>
    /// <param name="from">Midnight (UTC) at the start of the record.</param>
    /// <param name="to">Midnight (UTC) at the end of the last complete day, after <paramref name="from"/>.</param>
    /// <param name="warn">Takes what the user should know.</param>
    public static SloEvidence Create(KeptDays record, CountedDays counted, DateTime from, DateTime to, Action<string> warn)
    {
        if (record is null)
            throw new ArgumentNullException(nameof(record));
        if (counted is null)
            throw new ArgumentNullException(nameof(counted));
        if (warn is null)
            throw new ArgumentNullException(nameof(warn));
        var days = record.Days.Where(d => d.Day.Date >= from && d.Day.Date < to).ToArray();

        // Buckets add up. Where a day has percentiles alone, those of days are what can be said.
        var hasBuckets = days.Any(d => d.Buckets.Count > 0);
        var isByDay = days.Any(d => d.Buckets.Count == 0 && (d.Day.LatencyP95 ?? d.Day.LatencyP99) is not null);
        var evidence = EvidenceBuilder.Build(
            record.Service,
            from,
            to,
            days.Select(d => isByDay ? d.Day : d.Day with { LatencyP95 = null, LatencyP99 = null })
        );
        var buckets = hasBuckets && !isByDay ? LatencyBuckets.Sum(days.Select(d => d.Buckets)) : null;
        if (
            buckets is not null
            && LatencyBuckets.Missing(record.Service, [.. days.Select(d => d.Day)], i => days[i].Buckets) is { } missing
        )
        {
            warn(missing + ".");
            buckets = null;
        }

        double? Latency(string name, double quantile, Func<IEnumerable<SloDay>, double?> ofDays)
        {
            if (buckets is null)
                return isByDay ? ofDays(evidence.Days) : null;
            var found = LatencyBuckets.Percentile(buckets, quantile, out var above);
            if (above is { } bound)
                warn(
                    $"The {name} latency of '{PrintableText.Escape(record.Service)}' over its record lies above the highest bucket, "
                        + NumberText.Plain(NumberText.WithoutNoise(NumberText.Exact(bound)))
                        + " ms, and is not known. Add buckets up to the longest latency that matters."
                );
            return found;
        }

        return evidence with
        {
            LatencyP95 = Latency("p95", 0.95, CombinedLatency.P95),
            LatencyP99 = Latency("p99", 0.99, CombinedLatency.P99),
            LatencyFrom = counted.Evidence.LatencyFrom is null ? null : from,
            LatencyUnit = counted.Evidence.LatencyUnit,
            IncidentsLast30d = Incidents(record, counted),
            Exclusions = Exclusions(counted.Evidence.Exclusions, days),
            Warnings = counted.Evidence.Warnings,
            Partial = counted.Evidence.Partial,
        };
    }

    /// <summary>
    /// Evidence of counts with what days of a record have beside them: excluded intervals, and the incidents of its last 30 days where each
    /// of these is watched.
    /// </summary>
    /// <param name="evidence">The evidence; ends at midnight.</param>
    /// <param name="days">The days.</param>
    internal static SloEvidence Add(SloEvidence evidence, IReadOnlyList<KeptDay> days)
    {
        if (evidence is null)
            throw new ArgumentNullException(nameof(evidence));
        if (days is null)
            throw new ArgumentNullException(nameof(days));
        var to = UtcTime.From(evidence.To ?? throw new ArgumentException("The evidence has no end.", nameof(evidence)));
        var last = days.Where(d => d.Incidents is not null && d.Day.Date >= to - CountedDays.IncidentWindow && d.Day.Date < to).ToArray();
        return evidence with
        {
            IncidentsLast30d = last.Length == CountedDays.IncidentWindow.Days ? last.Sum(d => d.Incidents!.Count) : null,
            Exclusions = Exclusions([], days),
        };
    }

    // The server may have forgotten the earlier ones, and of today nothing is kept. What it counts itself is never too many.
    private static long? Incidents(KeptDays record, CountedDays counted)
    {
        if (counted.Incidents is not { } now)
            return null;
        var known = record.Days.Where(d => d.Incidents is not null).ToDictionary(d => d.Day.Date, d => d.Incidents!);
        var kept = known.SelectMany(d => d.Value.Select(t => d.Key + t)).Concat(now.Where(t => !known.ContainsKey(UtcTime.Day(t))));
        var all = kept.Count(t => t > counted.At - CountedDays.IncidentWindow && t <= counted.At);
        return Math.Max(now.Count, all);
    }

    // Those that were asked for come first, in their order; events are those of the days of the record.
    private static EvidenceExclusion[] Exclusions(IReadOnlyList<EvidenceExclusion> asked, IReadOnlyList<KeptDay> days)
    {
        var pieces = days.SelectMany(d => d.Exclusions)
            .GroupBy(e => (UtcTime.From(e.From), UtcTime.From(e.To), e.Reason))
            .ToDictionary(
                g => g.Key,
                g => g.First() with { GoodEvents = g.Sum(e => e.GoodEvents), TotalEvents = g.Sum(e => e.TotalEvents) }
            );
        var first = asked.Select(e =>
            pieces.TryGetValue((UtcTime.From(e.From), UtcTime.From(e.To), e.Reason), out var piece)
                ? e with
                {
                    GoodEvents = piece.GoodEvents,
                    TotalEvents = piece.TotalEvents,
                }
                : e with
                {
                    GoodEvents = 0,
                    TotalEvents = 0,
                }
        );
        var others = pieces.Where(p => !asked.Any(e => (UtcTime.From(e.From), UtcTime.From(e.To), e.Reason) == p.Key));
        return [.. first, .. others.OrderBy(p => p.Key.Item1).ThenBy(p => p.Key.Item2).Select(p => p.Value)];
    }
}
