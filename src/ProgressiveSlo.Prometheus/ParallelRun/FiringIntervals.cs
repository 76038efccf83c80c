using ProgressiveSlo.Migration.ParallelRun;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Prometheus.Responses;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Prometheus.ParallelRun;

/// <summary>
/// Takes the intervals in which chosen alerts were firing. Alerts of another service in the label <c>service</c> are left out, where
/// nothing else chooses it.
/// </summary>
internal sealed class FiringIntervals : ISeriesSink
{
    private const string NameLabel = "alertname";
    private const string StateLabel = "alertstate";
    private const string ServiceLabel = "service";

    // Without samples that mark an end, an alert is seen for as long as a server looks back.
    private static readonly TimeSpan _lookback = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, HashSet<int>> _slots = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly ParallelRunSubject _subject;
    private readonly IReadOnlyList<AlertSelector> _alerts;

    public FiringIntervals(ParallelRunSubject subject, IReadOnlyList<AlertSelector> alerts)
    {
        _subject = subject;
        _alerts = alerts;
    }

    public FiringIntervals CreateEmpty() => new(_subject, _alerts);

    /// <summary>The query: one sample at the end of each interval in which an alert was firing, or about to.</summary>
    public static string Query(IReadOnlyList<AlertSelector> alerts, TimeSpan step)
    {
        var selectors = alerts.Select(a =>
            new MetricSelector(
                "ALERTS",
                [
                    new LabelMatcher(NameLabel, "=", a.Name),
                    .. a
                        .Labels.Where(l => l.Key != NameLabel && ProgressiveSlo.Naming.LabelNames.IsValid(l.Key))
                        .Select(l => new LabelMatcher(l.Key, "=", l.Value)),
                ]
            ).ToString()
        );
        var seen = selectors
            .Distinct(StringComparer.Ordinal)
            .Select(s => step <= _lookback ? s : $"count_over_time({s}[{PrometheusDuration.Format(step - TimeSpan.FromMilliseconds(1))}])");
        return $"sum by ({NameLabel}, {StateLabel}, {ServiceLabel}) ({string.Join(" or ", seen)})";
    }

    public void Add(SampleSeries series)
    {
        var (name, service) = (series.Label(NameLabel), series.Label(ServiceLabel));
        if (_alerts.All(a => a.Name != name))
            return;
        var choosesService = _alerts.Any(a => a.Name == name && a.Labels.ContainsKey(ServiceLabel));
        if (service.Length > 0 && !choosesService && !string.Equals(service, _subject.Service, StringComparison.OrdinalIgnoreCase))
            return;
        _seen.Add(name);
        if (series.Label(StateLabel) != "firing")
            return;
        if (!_slots.TryGetValue(name, out var slots))
            _slots.Add(name, slots = []);
        for (var i = 0; i < series.Count; i++)
        {
            if (series.Values[i] > 0)
                slots.Add(IntervalSamples.IntervalAt(_subject, series.Times[i]));
        }
    }

    public void Add(FiringIntervals other)
    {
        _seen.UnionWith(other._seen);
        foreach (var pair in other._slots)
        {
            if (_slots.TryGetValue(pair.Key, out var slots))
                slots.UnionWith(pair.Value);
            else
                _slots.Add(pair.Key, pair.Value);
        }
    }

    /// <summary>Whether the alert was firing or about to at any time.</summary>
    public bool HasSeen(string name) => _seen.Contains(name);

    /// <summary>When the alerts were firing, in order.</summary>
    public IReadOnlyList<FiringInterval> Intervals() =>
        [
            .. _slots
                .SelectMany(p =>
                    FiringInterval.FromTimes(p.Key, p.Value.Select(s => _subject.From.AddTicks(s * _subject.Step.Ticks)), _subject.Step)
                )
                .OrderBy(a => a.From)
                .ThenBy(a => a.Name, StringComparer.Ordinal),
        ];
}

/// <summary>
/// The alert rules that a server has loaded: an alert that does not fire leaves nothing behind, and only the rule tells that it could.
/// </summary>
internal sealed class LoadedAlertRules : IRuleSink
{
    private readonly List<LoadedRule> _rules = [];

    public void Add(LoadedRule rule)
    {
        if (rule.IsAlert && !rule.IsFailing)
            _rules.Add(rule);
    }

    public void Add(SampleSeries series)
    {
        // An answer about rules has none.
    }

    /// <summary>Whether a rule makes such alerts: it has the name, and no label with another value.</summary>
    public bool Has(AlertSelector alert) =>
        _rules.Any(r => r.Name == alert.Name && alert.Labels.All(l => !r.Labels.TryGetValue(l.Key, out var value) || value == l.Value));
}
