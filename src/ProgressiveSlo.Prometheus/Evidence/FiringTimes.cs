using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Prometheus.Responses;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>Takes the times at which there is an incident, and counts incidents: rising edges after a time without one. Alerts that wait to fire are no incident, and show that something watches.</summary>
internal sealed class FiringTimes : ISeriesSink
{
    /// <summary>The label that tells alerts that fire from those that wait to.</summary>
    public const string StateLabel = "alertstate";

    private const string Firing = "firing";

    private readonly Dictionary<string, SortedSet<double>> _times = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<string> _labels;
    private readonly HashSet<string> _services;
    private readonly bool _ownsAll;
    private readonly bool _isAlerts;

    /// <param name="labels">Labels that may name the service.</param>
    /// <param name="services">The services; where there is one alone, series that name none are its own.</param>
    /// <param name="ownsAll">Whether series without a service's name belong to the only service.</param>
    /// <param name="isAlerts">Whether the series are alerts with their state, and not a user's query.</param>
    public FiringTimes(IReadOnlyList<string> labels, IEnumerable<string> services, bool ownsAll, bool isAlerts)
    {
        _labels = labels;
        _services = new HashSet<string>(services, StringComparer.Ordinal);
        _ownsAll = ownsAll;
        _isAlerts = isAlerts;
    }

    public void Add(SampleSeries series)
    {
        var service = _labels.Select(series.Label).FirstOrDefault(_services.Contains) ?? (_ownsAll && _services.Count == 1 ? _services.First() : null);
        if (service is null)
            return;
        if (!_times.TryGetValue(service, out var times))
            _times.Add(service, times = []);
        if (_isAlerts && series.Label(StateLabel) != Firing)
            return;
        for (var i = 0; i < series.Count; i++)
        {
            if (series.Values[i] > 0)
                times.Add(series.Times[i]);
        }
    }

    /// <summary>Whether there was any series of the service.</summary>
    public bool HasSeen(string service) => _times.ContainsKey(service);

    /// <summary>The incidents of a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="join">Times that are no further apart belong to one incident.</param>
    public long Count(string service, TimeSpan join)
    {
        var count = 0;
        var last = double.NegativeInfinity;
        foreach (var time in _times.TryGetValue(service, out var times) ? times : [])
        {
            if (time - last > join.TotalSeconds)
                count++;
            last = time;
        }

        return count;
    }
}
