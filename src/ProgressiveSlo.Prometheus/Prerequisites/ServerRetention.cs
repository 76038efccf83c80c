using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Prometheus.Prerequisites;

/// <summary>
/// How long a server says that it keeps its data. Prometheus tells it in its runtime information ("15d", "15d or 10GB", "10GB"), and in its
/// flags; Thanos, Mimir and VictoriaMetrics tell it in neither.
/// </summary>
/// <param name="Text">What it says; null when it says nothing.</param>
internal sealed record ServerRetention(string? Text)
{
    // A flag that nobody has set. Source: Prometheus, documentation of storage: "storage.tsdb.retention.time ... Defaults to 15d".
    private const string NotSet = "0s";
    private const string NoSize = "0B";
    private const string Default = "15d";

    private const string Or = " or ";

    private readonly string[] _parts = Text is null
        ? []
        : [.. Text.Split([Or], StringSplitOptions.RemoveEmptyEntries).Select(p => p.Trim()).Where(p => p.Length > 0)];

    /// <summary>For how long; null where a size alone limits the data, or nothing that can be read was said.</summary>
    public TimeSpan? Time => _parts.Length > 0 && PrometheusDuration.TryParse(_parts[0], out var time) ? time : null;

    /// <summary>The size at which data are dropped earlier, as it was written, or null.</summary>
    public string? Size => _parts.FirstOrDefault(p => p.EndsWith("B", StringComparison.Ordinal));

    /// <summary>Asks a server.</summary>
    /// <exception cref="PrometheusException">The server cannot be asked; one that does not know the question says nothing.</exception>
    public static async Task<ServerRetention> AskAsync(PrometheusConnection connection, CancellationToken token)
    {
        var text = await TextAsync(connection, "status/runtimeinfo", ["data", "storageRetention"], token).ConfigureAwait(false);
        if (!string.IsNullOrWhiteSpace(text))
            return new ServerRetention(text);
        var time = await TextAsync(connection, "status/flags", ["data", "storage.tsdb.retention.time"], token).ConfigureAwait(false);
        if (string.IsNullOrWhiteSpace(time))
            return new ServerRetention((string?)null);
        var size = await TextAsync(connection, "status/flags", ["data", "storage.tsdb.retention.size"], token).ConfigureAwait(false);
        var hasSize = !string.IsNullOrWhiteSpace(size) && size is not (NoSize or "0");
        return new ServerRetention(
            time != NotSet ? time + (hasSize ? Or + size : "")
            : hasSize ? size
            : Default
        );
    }

    private static async Task<string?> TextAsync(PrometheusConnection connection, string question, string[] path, CancellationToken token)
    {
        try
        {
            return (await connection.GetAsync(question, token).ConfigureAwait(false)).Text(path);
        }
        catch (PrometheusException e) when (e.StatusCode is 400 or 404 or 405 or 501)
        {
            return null;
        }
    }
}
