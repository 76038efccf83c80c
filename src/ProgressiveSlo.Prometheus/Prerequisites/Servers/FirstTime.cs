using System;
using ProgressiveSlo.Prometheus.Responses;

namespace ProgressiveSlo.Prometheus.Prerequisites.Servers;

/// <summary>Takes the time of the first sample.</summary>
internal sealed class FirstTime : ISeriesSink
{
    public DateTime? Time { get; private set; }

    public void Add(SampleSeries series)
    {
        if (series.Count == 0)
            return;
        var time = UnixTime.Epoch.AddSeconds(series.Times[0]);
        if (Time is not { } before || time < before)
            Time = time;
    }
}
