using ProgressiveSlo.Errors;
using ProgressiveSlo.Prometheus.Responses;
using ProgressiveSlo.Prometheus.Transport;

namespace ProgressiveSlo.Prometheus.Prerequisites;

/// <summary>A server that several probes ask. Once it cannot be reached, the others need not wait for it, too.</summary>
internal sealed class ProbedServer(PrometheusConnection? connection)
{
    public PrometheusConnection? Connection => connection;

    /// <summary>Why the server answers nobody, or null.</summary>
    public PrometheusException? Failure { get; private set; }

    /// <summary>Asks, and keeps in mind when it is the server and not the question that failed.</summary>
    public T Ask<T>(Func<PrometheusConnection, T> ask)
    {
        try
        {
            return ask(connection!);
        }
        catch (PrometheusException e)
            when (e.Kind
                    is PrometheusErrorKind.Unreachable
                        or PrometheusErrorKind.Timeout
                        or PrometheusErrorKind.Unauthorized
                        or PrometheusErrorKind.Redirect
            )
        {
            Failure = e;
            throw;
        }
    }
}

/// <summary>Takes the time of the first sample.</summary>
internal sealed class FirstSampleTime : ISeriesSink
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

/// <summary>Takes the times of all samples, in order.</summary>
internal sealed class SampleTimes : ISeriesSink
{
    private readonly SortedSet<DateTime> _times = [];

    public IReadOnlyList<DateTime> Times => [.. _times];

    public void Add(SampleSeries series)
    {
        for (var i = 0; i < series.Count; i++)
            _times.Add(UnixTime.Epoch.AddSeconds(series.Times[i]));
    }
}

/// <summary>Takes a number for each value of a label.</summary>
internal sealed class ValuesByLabel(string label) : ISeriesSink
{
    private readonly Dictionary<string, double> _numbers = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, double> Values => _numbers;

    public void Add(SampleSeries series)
    {
        if (series.Count > 0)
            _numbers[series.Label(label)] = series.Values[0];
    }
}
