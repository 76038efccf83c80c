using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Prometheus.Responses;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Prometheus.Transport;

/// <summary>The calls of the Prometheus HTTP API that evaluate PromQL, and the one that tells which rules there are.</summary>
internal sealed class PrometheusApi
{
    private readonly PrometheusConnection _connection;

    public PrometheusApi(PrometheusConnection connection) =>
        _connection = connection ?? throw new ArgumentNullException(nameof(connection));

    /// <summary>Evaluates a query at one time.</summary>
    public Task<T> QueryAsync<T>(string query, DateTime time, Func<T> createSink, CancellationToken token)
        where T : ISeriesSink => _connection.SendAsync("query", [new("query", query), new("time", Seconds(time))], createSink, token);

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
            ],
            createSink,
            token
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
