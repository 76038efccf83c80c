using System.Threading;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Formats.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>The records of the plans of one call, and what a Prometheus is to be asked for them: the days that they lack.</summary>
internal sealed class KeptRecords
{
    // As of EvidenceSubjects: an answer names a service, and those of several namespaces are asked for one after the other.
    private readonly Dictionary<string, List<KeptRecord>> _records = new(StringComparer.Ordinal);
    private readonly List<KeptRecord> _order = [];
    private readonly KeptDaysFiles _files;
    private readonly DateTime _at;
    private readonly DateTime _end;
    private readonly string? _incidentQuery;
    private readonly IReadOnlyList<EvidenceExclusion> _exclusions;

    /// <param name="files">Says where each record is.</param>
    /// <param name="at">The end, UTC; complete days until then are asked for.</param>
    /// <param name="now">Now, UTC: no record has days that are not complete.</param>
    /// <param name="incidentQuery">The query for incidents, or null.</param>
    /// <param name="exclusions">Intervals whose events do not count.</param>
    public KeptRecords(KeptDaysFiles files, DateTime at, DateTime now, string? incidentQuery, IReadOnlyList<EvidenceExclusion> exclusions)
    {
        _end = UtcTime.Day(now);
        _files = files;
        _at = at;
        _incidentQuery = incidentQuery;
        _exclusions = exclusions;
    }

    /// <summary>Whether a Prometheus has to be asked.</summary>
    public bool Any => _order.Count > 0;

    /// <summary>Adds a plan, and reads its record. A record begins with the phase that the plan is in.</summary>
    /// <returns>False where no day of the phase is complete yet.</returns>
    /// <exception cref="SloValidationException">The plan is duplicated, or has nothing to keep.</exception>
    /// <exception cref="SloDocumentException">The record is not sound.</exception>
    public bool Add(SloPlan plan)
    {
        if (!_records.TryGetValue(plan.Service, out var there))
            _records.Add(plan.Service, there = []);
        if (there.Any(r => r.Plan.Namespace == plan.Namespace))
            throw new SloValidationException("Service", $"'{plan.Service}' is duplicated", "Name each service once");
        if (plan.Indicator is RawRatioIndicator)
            throw new SloValidationException(
                "Indicator",
                $"The indicator of '{plan.Service}' is a ratio without the events behind it, so there are no counts of days to keep",
                "Use one of good (or bad) and all events, or leave -RecordPath out"
            );
        var path = _files.PathOf(plan.Service, plan.Namespace);
        var record = new KeptRecord(plan, path, KeptDaysFile.Read(path, path, plan.Service, plan.Namespace, _end))
        {
            From = plan.Find(plan.CurrentPhase)!.StartDate,
            To = UtcTime.Day(_at),
            End = _end,
            Turn = there.Count,
        };
        if (record.To <= record.From)
            return false;
        record.Days.CheckExclusions(_exclusions, record.From);
        there.Add(record);
        _order.Add(record);
        return true;
    }

    /// <summary>What is to be asked for, one request for all records that lack the same days; and the record of each service.</summary>
    public IEnumerable<(EvidenceRequest Request, Func<string, KeptRecord> RecordOf)> Requests() =>
        from record in _order
        let first = record.Days.AskFrom(record.From, record.To)
        let exclusions = Exclusions(record, first)
        group record by (record.Turn, first, string.Join("\n", exclusions.Select(e => e.ToString()))) into same
        let some = same.First()
        select (
            new EvidenceRequest(same.Select(Subject).ToArray(), _at, (some.To - same.Key.first).Days)
            {
                IsForRecord = true,
                Exclusions = Exclusions(some, same.Key.first),
                Others = [.. _order.Except(same).Select(Subject)],
            },
            (Func<string, KeptRecord>)(service => _records[service][some.Turn])
        );

    // The days that are asked again are compared, so what was left out of them is left out again.
    private EvidenceExclusion[] Exclusions(KeptRecord record, DateTime first) =>
        [
            .. _exclusions,
            .. record
                .Days.ExclusionsSince(first)
                .Where(k => !_exclusions.Any(e => UtcTime.From(e.From) == k.From && UtcTime.From(e.To) == k.To)),
        ];

    private EvidenceSubject Subject(KeptRecord record) =>
        new(record.Plan.Service, record.Plan.Indicator)
        {
            Namespace = record.Plan.Namespace,
            Latency = record.Plan.LatencyMetric,
            IncidentQuery = _incidentQuery,
        };
}

/// <summary>The record of a plan, in its file.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Path">Full path of the file.</param>
/// <param name="Days">What the file holds.</param>
internal sealed record KeptRecord(SloPlan Plan, string Path, KeptDays Days)
{
    private KeptDays? _stored;

    /// <summary>Midnight (UTC) at the start of the record.</summary>
    public DateTime From { get; init; }

    /// <summary>Midnight (UTC) at the end of the last complete day that is asked for.</summary>
    public DateTime To { get; init; }

    /// <summary>Midnight (UTC) at the end of the last day that is complete now: the file has none after it.</summary>
    public DateTime End { get; init; }

    /// <summary>How many plans of the same service, in other namespaces, came before this one.</summary>
    public int Turn { get; init; }

    /// <summary>Why nothing of an answer is kept; null when something may be.</summary>
    public string? NotKept(CountedDays counted) =>
        counted.IsDoubtful
            ? $"Nothing was added to the record of '{PrintableText.Escape(Plan.Service)}': the answer is in doubt. "
                + "The warnings of its evidence say why."
            : null;

    /// <summary>The days that an answer adds.</summary>
    /// <exception cref="SloValidationException">The server counts a kept day otherwise.</exception>
    public IReadOnlyList<KeptDay> Added(CountedDays counted) => Days.With(counted).Days.Except(Days.Days).ToArray();

    /// <summary>What is done to the file, for -WhatIf and -Confirm.</summary>
    public static string Describe(IReadOnlyList<KeptDay> added)
    {
        var (first, last) = (UtcTime.DateText(added[0].Day.Date), UtcTime.DateText(added[added.Count - 1].Day.Date));
        return added.Count == 1
            ? $"Add {first} to the record"
            : $"Add {NumberText.Plain(added.Count)} days to the record, {first} to {last}";
    }

    /// <summary>Adds an answer to the file.</summary>
    /// <param name="counted">The answer.</param>
    /// <param name="cancel">Ends the wait for another process that has the file.</param>
    /// <exception cref="SloValidationException">The server counts a kept day otherwise.</exception>
    /// <exception cref="SloDocumentException">The file was changed meanwhile, and is not sound any more.</exception>
    /// <exception cref="IOException">The file cannot be written; it is as it was.</exception>
    public void Store(CountedDays counted, CancellationToken cancel) =>
        _stored = KeptDaysFile.Add(Path, Path, Plan.Service, Plan.Namespace, counted, End, cancel);

    /// <summary>The evidence of the whole record.</summary>
    public SloEvidence Evidence(CountedDays counted, Action<string> warn)
    {
        var days = _stored ?? (counted.IsDoubtful ? Days.WithDoubtful(counted) : Days.With(counted));
        return KeptEvidence.Create(days, counted, From, To, warn) with { Namespace = Plan.Namespace };
    }
}

/// <summary>What <c>-RecordPath</c> goes with.</summary>
internal static class RecordArgument
{
    private static readonly string[] _others = ["Window", "Hourly"];

    /// <summary>Refuses parameters that mean nothing beside it.</summary>
    /// <param name="given">Names of the parameters that were given.</param>
    /// <exception cref="SloValidationException">One of them was given.</exception>
    public static void CheckOthers(ICollection<string> given)
    {
        if (_others.FirstOrDefault(given.Contains) is { } other)
            throw new SloValidationException(
                other,
                $"-{other} was given with -RecordPath, whose days are those of the plan's phase since it began",
                $"Leave -{other} or -RecordPath out"
            );
    }
}
