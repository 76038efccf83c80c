using System.Threading.Tasks;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>Puts together what a record keeps of each day.</summary>
internal static class DayRecorder
{
    /// <summary>The days of a service.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="value">The service's value of the batch's label.</param>
    /// <param name="evidence">Its evidence.</param>
    /// <param name="events">Its events, asked already; null for an indicator without any.</param>
    /// <param name="hidden">The days on which errors may not have been seen.</param>
    /// <param name="latency">Its latencies, or null.</param>
    /// <param name="incidents">Its incidents.</param>
    /// <exception cref="SloValidationException">The indicator has no events, so there is nothing to keep.</exception>
    public static CountedDays Create(
        EvidenceRequest request,
        string value,
        SloEvidence evidence,
        Task<EventDays>? events,
        HiddenErrors hidden,
        BatchLatency? latency,
        BatchIncidents incidents
    )
    {
        if (events is null)
            throw new SloValidationException(
                "Indicator",
                "A ratio without the events behind it has no counts of days to keep",
                "Use an indicator of good (or bad) and all events, or leave the record out"
            );
        var starts = incidents.StartsFor(evidence.Service!);
        var (watchedFrom, _) = BatchIncidents.Window(request);
        var days = events
            .Result.KeptDaysFor(value, d => hidden.IsHidden(value, d))
            .Select(
                (day, place) =>
                {
                    var found = latency?.DayFor(value, place) ?? new DayLatency([], null, null);
                    return day with
                    {
                        Day = day.Day with { LatencyP95 = found.P95, LatencyP99 = found.P99 },
                        Buckets = found.Buckets,

                        // Of the day in which the 30 days begin, a part is not known.
                        Incidents =
                            day.Day.Date < watchedFrom ? null : starts?.Where(s => s.Date == day.Day.Date).Select(ToMinute).ToArray(),
                    };
                }
            )
            .ToArray();
        return new CountedDays(evidence, days, UtcTime.From(request.At)) { Incidents = starts };
    }

    private static TimeSpan ToMinute(DateTime time) => TimeSpan.FromMinutes(Math.Floor(time.TimeOfDay.TotalMinutes));
}
