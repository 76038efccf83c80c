using System.Diagnostics;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Threading;

namespace ProgressiveSlo.Testing.Servers;

/// <summary>
/// A real Prometheus on a free loopback port, with a folder of its own, which scrapes nothing and holds what the tests put in.
/// </summary>
public sealed class PrometheusServer : IDisposable
{
    // Blocks that are older than this before the newest one are deleted at start; the default of 15 days would take the tests' own.
    private const string Retention = "--storage.tsdb.retention.time=400d";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("prometheus-");
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromMinutes(2) };
    private readonly StringBuilder _log = new();
    private readonly string[] _arguments;
    private Process? _process;
    private Uri _address = new("http://127.0.0.1");

    /// <param name="lookBack">
    /// How old a sample may be. History has no staleness markers; with samples on the minute, a look back of less than a minute
    /// stands for them.
    /// </param>
    /// <param name="arguments">Further arguments of the server.</param>
    public PrometheusServer(string lookBack = "50s", params string[] arguments)
    {
        _arguments = ["--query.lookback-delta=" + lookBack, .. arguments];
        File.WriteAllText(Config, "scrape_configs: []\n");
        Directory.CreateDirectory(Data);
    }

    /// <summary>Where it listens, once it has been loaded.</summary>
    public Uri Address => _address;

    private string Config => Path.Combine(_folder.FullName, "prometheus.yml");

    private string Data => Path.Combine(_folder.FullName, "data");

    /// <summary>Adds samples in OpenMetrics. They become blocks, which Prometheus finds when it starts, so it starts again.</summary>
    public void Load(string openMetrics) => Load(writer => writer.Write(openMetrics));

    /// <summary>Adds samples in OpenMetrics, as they are written.</summary>
    public void Load(Action<TextWriter> write)
    {
        Stop();
        var file = Path.Combine(_folder.FullName, "samples.om");
        using (var writer = new StreamWriter(file, append: false, new UTF8Encoding(false)))
            write(writer);

        // With the default of 2 h a block, 30 days take most of a minute.
        var (code, output) = Promtool.Ask([
            "tsdb",
            "create-blocks-from",
            "openmetrics",
            "--max-block-duration=744h",
            "--quiet",
            file,
            Data,
        ]);
        if (code != 0)
            throw new InvalidOperationException("promtool made no blocks: " + output);
        Start();
    }

    /// <summary>Gives it a file of rules, which it reads when it is loaded the next time.</summary>
    public void SetRules(string yaml)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "rules.yml"), yaml);
        File.WriteAllText(Config, "scrape_configs: []\nrule_files: [rules.yml]\n");
    }

    /// <summary>Loads rule files, which patterns may name, and no others. It starts again, at another address.</summary>
    public void UseRuleFiles(params string[] patterns)
    {
        Stop();
        File.WriteAllText(Config, "scrape_configs: []\nrule_files:\n" + string.Concat(patterns.Select(p => $"- '{p}'\n")));
        Start();
    }

    /// <summary>The result of a query at one time.</summary>
    public IReadOnlyList<PrometheusSeries> At(string query, DateTime time) =>
        Ask($"query?query={Uri.EscapeDataString(query)}&time={Seconds(time)}", "value");

    /// <summary>The one value of a query at one time, or null when it has no series.</summary>
    public double? Value(string query, DateTime time) =>
        At(query, time) switch
        {
            [] => null,
            [var series] => series.Points.Single().Value,
            var many => throw new InvalidOperationException($"{query} has {many.Count} series"),
        };

    /// <summary>The result of a query over a time, at most 11,000 points a series.</summary>
    public IReadOnlyList<PrometheusSeries> Over(string query, DateTime from, DateTime to, TimeSpan step) =>
        Ask(
            $"query_range?query={Uri.EscapeDataString(query)}&start={Seconds(from)}&end={Seconds(to)}&step={(long)step.TotalSeconds}",
            "values"
        );

    /// <summary>How many samples Prometheus reads for a query at one time, by its own count.</summary>
    public long SamplesRead(string query, DateTime time)
    {
        var call = $"/api/v1/query?query={Uri.EscapeDataString(query)}&time={Seconds(time)}&stats=all";
        using var answer = _client.Send(new HttpRequestMessage(HttpMethod.Get, new Uri(_address, call)));
        using var document = JsonDocument.Parse(answer.Content.ReadAsStream());
        return document
            .RootElement.GetProperty("data")
            .GetProperty("stats")
            .GetProperty("samples")
            .GetProperty("totalQueryableSamples")
            .GetInt64();
    }

    public void Dispose()
    {
        Stop();
        _client.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string Seconds(DateTime time) =>
        new DateTimeOffset(time, TimeSpan.Zero).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private void Start()
    {
        var port = FreePort();
        _address = new Uri($"http://127.0.0.1:{port}");
        var start = new ProcessStartInfo(Promtool.Find("prometheus", "prometheus"))
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "--config.file=" + Config,
                "--storage.tsdb.path=" + Data,
                Retention,
                $"--web.listen-address=127.0.0.1:{port}",
                "--log.level=error",
            },
        };
        foreach (var argument in _arguments)
            start.ArgumentList.Add(argument);
        _process = Process.Start(start) ?? throw new InvalidOperationException("Prometheus did not start");
        _process.ErrorDataReceived += Note;
        _process.OutputDataReceived += Note;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        for (var clock = Stopwatch.StartNew(); !IsReady(); Thread.Sleep(25))
        {
            if (_process.HasExited || clock.Elapsed > _patience)
                throw new InvalidOperationException("Prometheus did not become ready: " + _log);
        }
    }

    private void Stop()
    {
        if (_process is null)
            return;
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    private void Note(object sender, DataReceivedEventArgs e)
    {
        lock (_log)
            _log.AppendLine(e.Data);
    }

    private bool IsReady()
    {
        try
        {
            using var answer = _client.Send(new HttpRequestMessage(HttpMethod.Get, new Uri(_address, "/-/ready")));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private IReadOnlyList<PrometheusSeries> Ask(string call, string values)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_address, "/api/v1/" + call));
        using var answer = _client.Send(request);
        using var document = JsonDocument.Parse(answer.Content.ReadAsStream());
        if (document.RootElement.GetProperty("status").GetString() != "success")
            throw new InvalidOperationException($"{call}: {document.RootElement}");
        var result = document.RootElement.GetProperty("data").GetProperty("result");
        return [.. result.EnumerateArray().Select(s => PrometheusSeries.Read(s, values))];
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
