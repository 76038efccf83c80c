using ProgressiveSlo.Evidence;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Readiness;

/// <summary>Evidence cut to the days of a record, with all that follows from days made of these.</summary>
internal static class RecordEvidence
{
    /// <summary>
    /// The evidence of the record. A percentile that was measured over the record stays; of days that have their own it is that of
    /// <see cref="CombinedLatency"/>.
    /// </summary>
    /// <param name="evidence">Evidence with days, checked already.</param>
    /// <param name="record">Its record.</param>
    public static SloEvidence Cut(SloEvidence evidence, GateRecord record)
    {
        if (record.Length == 0)
            return evidence with { Availability = null, GoodEvents = null, TotalEvents = null, AvailabilityStdDev = null, Coverage = null };
        var days = new List<SloDay>(record.Length);
        var errors = new List<double>(record.Length);
        var covered = 0.0;
        bool hasP95 = false,
            hasP99 = false;
        for (var i = 0; i < record.Length; i++)
        {
            if (record.Day(i) is not { } day)
                continue;
            days.Add(day);
            covered += day.Coverage;
            hasP95 |= day.LatencyP95 is not null;
            hasP99 |= day.LatencyP99 is not null;
            if (day.TotalEvents > 0)
                errors.Add((double)day.BadEvents / day.TotalEvents);
        }

        var p95 = hasP95 ? CombinedLatency.P95(days) : evidence.LatencyP95;
        var p99 = hasP99 ? CombinedLatency.P99(days) : evidence.LatencyP99;

        // The largest p95 of days may be above the p99 of all of them, and that is no contradiction: the days decide then.
        if (p99 < p95 && hasP95)
            p95 = null;
        else if (p99 < p95)
            p99 = null;
        var measured = record.Total > 0 || covered > 0;
        return evidence with
        {
            From = record.From,
            To = record.To,
            Days = days,
            Hours = evidence.HasHours ? [.. evidence.Hours.Where(h => h.Start >= record.From && h.Start < record.To)] : [],
            Exclusions =
                evidence.Exclusions.Count == 0
                    ? []
                    : [.. evidence.Exclusions.Where(e => UtcTime.From(e.To) > record.From && UtcTime.From(e.From) < record.To)],
            GoodEvents = measured ? record.Total - record.Bad : null,
            TotalEvents = measured ? record.Total : null,
            Availability = record.Total > 0 ? (double)(record.Total - record.Bad) / record.Total : null,
            AvailabilityStdDev = EvidenceBuilder.StandardDeviation(errors),
            Coverage = covered / record.Length,
            LatencyP95 = p95,
            LatencyP99 = p99,
            LatencyFrom = (hasP95 || hasP99) && p95 is not null ? record.From : evidence.LatencyFrom,
        };
    }
}
