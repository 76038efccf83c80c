using System.Diagnostics;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Grafana;

/// <summary>A real Prometheus on the loopback address, with samples that were made before it started and nothing to scrape.</summary>
public class BackfilledPrometheus : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("progressiveslo-prometheus-");
    private readonly HttpClient _client = new();
    private Process? _server;

    /// <summary>Whether Prometheus and promtool are on PATH.</summary>
    public static bool IsInstalled { get; } = Find("prometheus") is not null && Find("promtool") is not null;

    public async ValueTask InitializeAsync()
    {
        if (!IsInstalled)
            return;
        var samples = Path.Combine(_folder.FullName, "samples.txt");
        await File.WriteAllTextAsync(samples, Samples());
        var data = Path.Combine(_folder.FullName, "data");
        using (
            var promtool = Start(
                "promtool",
                ["tsdb", "create-blocks-from", "openmetrics", "--max-block-duration=744h", samples, data],
                _ => { },
                out var ended
            )
        )
        {
            var words = await ended;
            Assert.True(promtool.ExitCode == 0, words);
        }

        var config = Path.Combine(_folder.FullName, "prometheus.yml");
        await File.WriteAllTextAsync(config, "scrape_configs: []\n");

        // The port may be taken between finding and using it; then the next one is tried.
        for (var attempt = 0; ; attempt++)
        {
            var port = FreePort();
            if (await IsReadyAsync(config, data, port))
            {
                _client.BaseAddress = new Uri($"http://127.0.0.1:{port}/");
                return;
            }

            Assert.True(attempt < 3, "Prometheus does not start");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_server is not null)
        {
            if (!_server.HasExited)
                _server.Kill();
            await _server.WaitForExitAsync();
            _server.Dispose();
        }

        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The answer to a query at the end of the samples.</summary>
    public Task<IReadOnlyList<JsonNode>> NowAsync(string query) => AskAsync("query", query, ("time", Seconds(BackfilledSeries.End)));

    /// <summary>The answer to a query over 30 days, as a dashboard asks it.</summary>
    public Task<IReadOnlyList<JsonNode>> RangeAsync(string query) =>
        AskAsync(
            "query_range",
            query,
            ("start", Seconds(BackfilledSeries.End.AddDays(-30))),
            ("end", Seconds(BackfilledSeries.End)),
            ("step", "1800")
        );

    /// <summary>The samples, as OpenMetrics text.</summary>
    protected virtual string Samples() => BackfilledSeries.OpenMetrics(DashboardQueryTests.Definitions);

    private static string Seconds(DateTime time) =>
        new DateTimeOffset(time).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);

    private async Task<IReadOnlyList<JsonNode>> AskAsync(string path, string query, params (string Key, string Value)[] more)
    {
        using var form = new FormUrlEncodedContent(more.Append(("query", query)).ToDictionary(p => p.Item1, p => p.Item2));
        using var response = await _client.PostAsync(new Uri("api/v1/" + path, UriKind.Relative), form);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.True(answer["status"]!.ToString() == "success", $"{query}: {answer["error"]}");
        return answer["data"]!["result"]!.AsArray().Select(r => r!).ToArray();
    }

    private async Task<bool> IsReadyAsync(string config, string data, int port)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        string[] arguments =
        [
            "--config.file=" + config,
            "--storage.tsdb.path=" + data,
            "--storage.tsdb.retention.time=100y",
            "--web.listen-address=127.0.0.1:" + port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ];
        _server = Start("prometheus", arguments, line => IfReady(line, ready), out var ended);
        if (await Task.WhenAny(ready.Task, ended) == ready.Task)
            return true;
        _server.Dispose();
        _server = null;
        return false;
    }

    private static void IfReady(string line, TaskCompletionSource ready)
    {
        if (line.Contains("Server is ready to receive web requests", StringComparison.Ordinal))
            ready.TrySetResult();
    }

    private static Process Start(string program, IEnumerable<string> arguments, Action<string> onLine, out Task<string> ended)
    {
        var process = Process.Start(
            new ProcessStartInfo(Find(program)!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        ended = ReadAsync(process, onLine);
        return process;
    }

    private static async Task<string> ReadAsync(Process process, Action<string> onLine)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var lines = new List<string>();
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            onLine(line);
        }

        await process.WaitForExitAsync();
        return await output + string.Join('\n', lines);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program))
            .FirstOrDefault(File.Exists);
}
