using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Prometheus.Responses;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Prometheus.Transport;

/// <summary>The calls of the Prometheus HTTP API that evaluate PromQL, and the one that tells which rules there are.</summary>
internal sealed class PrometheusApi
{
    // Thanos and a VictoriaMetrics cluster answer in part by default where a store is down. Each has its own word for no, and servers
    // that know neither skip both.
    private static readonly KeyValuePair<string, string>[] _whole = [new("partial_response", "false"), new("deny_partial_response", "1")];

    private readonly PrometheusConnection _connection;
    private readonly Action<ServerNote>? _noted;

    /// <param name="connection">Where to ask.</param>
    /// <param name="noted">Called with what the server says beside an answer, on any thread; or null.</param>
    public PrometheusApi(PrometheusConnection connection, Action<ServerNote>? noted = null)
    {
        _connection = connection ?? throw new ArgumentNullException(nameof(connection));
        _noted = noted;
    }

    /// <summary>Evaluates a query at one time.</summary>
    public Task<T> QueryAsync<T>(string query, DateTime time, Func<T> createSink, CancellationToken token)
        where T : ISeriesSink =>
        _connection.SendAsync("query", [new("query", query), new("time", Seconds(time)), .. _whole], createSink, token, noted: _noted);

    /// <summary>Evaluates a query at each step from a first to a last time.</summary>
    public Task<T> QueryRangeAsync<T>(
        string query,
        DateTime first,
        DateTime last,
        TimeSpan step,
        Func<T> createSink,
        CancellationToken token
    )
        where T : ISeriesSink =>
        _connection.SendAsync(
            "query_range",
            [
                new("query", query),
                new("start", Seconds(first)),
                new("end", Seconds(last)),
                new("step", NumberText.Plain(step.TotalSeconds)),
                .. _whole,
            ],
            createSink,
            token,
            noted: _noted
        );

    /// <summary>Reads the alert rules that the server has loaded.</summary>
    public Task<T> AlertRulesAsync<T>(Func<T> createSink, CancellationToken token)
        where T : IRuleSink => _connection.SendAsync("rules", [new("type", "alert")], createSink, token, takesPost: false);

    /// <summary>Reads all rules that the server has loaded.</summary>
    public Task<T> RulesAsync<T>(Func<T> createSink, CancellationToken token)
        where T : IRuleSink => _connection.SendAsync("rules", [], createSink, token, takesPost: false);

    /// <summary>Seconds since 1970 as the API takes them.</summary>
    public static string Seconds(DateTime time) =>
        ((decimal)(time.Ticks - UnixTime.Epoch.Ticks) / TimeSpan.TicksPerSecond).ToString("0.###", CultureInfo.InvariantCulture);
}

/// <summary>Times as Prometheus counts them.</summary>
internal static class UnixTime
{
    public static DateTime Epoch { get; } = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The time of a sample, to the millisecond.</summary>
    public static DateTime ToDateTime(double seconds) => Epoch.AddTicks((long)Math.Round(seconds * 1000) * TimeSpan.TicksPerMillisecond);
}
