using System.Diagnostics;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Threading;

namespace ProgressiveSlo.Testing.Servers;

/// <summary>
/// A real VictoriaMetrics on a free loopback port, with a folder of its own, which scrapes nothing and holds what the tests put in; and a
/// vmalert that evaluates rules on it, where they are given.
/// </summary>
public sealed class VictoriaMetricsServer : IDisposable
{
    /// <summary>The package of Debian that has the programs.</summary>
    public const string Package = "victoria-metrics";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("victoria-metrics-");
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromMinutes(2) };
    private readonly List<Process> _processes = [];
    private readonly StringBuilder _log = new();

    /// <param name="rules">A file of rules for vmalert, or null for none.</param>
    /// <param name="mostPoints">The points of a series that it answers; null for its default, which is 30,000.</param>
    public VictoriaMetricsServer(string? rules = null, int? mostPoints = null)
    {
        try
        {
            Address = Start(
                "victoria-metrics",
                "-storageDataPath=" + Path.Combine(_folder.FullName, "data"),
                "-retentionPeriod=100y",
                "-search.maxPointsPerTimeseries=" + (mostPoints ?? 30_000).ToString(CultureInfo.InvariantCulture)
            );
            if (rules is null)
                return;
            var file = Path.Combine(_folder.FullName, "rules.yaml");
            File.WriteAllText(file, rules);

            // Nothing listens at the address of the notifier; no test lets an alert fire.
            RuleAddress = Start(
                "vmalert",
                "-rule=" + file,
                "-datasource.url=" + Address,
                "-remoteWrite.url=" + Address,
                "-notifier.url=http://127.0.0.1:9",
                "-evaluationInterval=1s"
            );
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Where the samples are.</summary>
    public Uri Address { get; } = new("http://127.0.0.1");

    /// <summary>Where vmalert tells its rules; null without rules.</summary>
    public Uri? RuleAddress { get; }

    /// <summary>Adds a series: times in seconds since 1970, in order, with the value of each.</summary>
    public void Load(IReadOnlyDictionary<string, string> labels, IEnumerable<(long Seconds, double Value)> samples)
    {
        var all = samples.ToArray();
        var line = JsonSerializer.Serialize(
            new
            {
                metric = labels,
                values = all.Select(s => s.Value),
                timestamps = all.Select(s => s.Seconds * 1000),
            }
        );
        using var content = new StringContent(line + "\n", Encoding.UTF8);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, "api/v1/import")) { Content = content };
        using var answer = _client.Send(request);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Makes what was loaded visible to queries.</summary>
    public void Flush()
    {
        using var answer = _client.Send(new HttpRequestMessage(HttpMethod.Get, new Uri(Address, "internal/force_flush")));
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The values of a query in MetricsQL at one time.</summary>
    public IReadOnlyList<double> At(string query, DateTime time)
    {
        var seconds = new DateTimeOffset(time, TimeSpan.Zero).ToUnixTimeSeconds();
        var call = $"api/v1/query?nocache=1&query={Uri.EscapeDataString(query)}&time={seconds.ToString(CultureInfo.InvariantCulture)}";
        using var answer = _client.Send(new HttpRequestMessage(HttpMethod.Get, new Uri(Address, call)));
        using var document = JsonDocument.Parse(answer.Content.ReadAsStream());
        return
        [
            .. document
                .RootElement.GetProperty("data")
                .GetProperty("result")
                .EnumerateArray()
                .Select(s => double.Parse(s.GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture)),
        ];
    }

    public void Dispose()
    {
        foreach (var process in Enumerable.Reverse(_processes))
        {
            if (!process.HasExited)
                process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        _processes.Clear();
        _client.Dispose();
        _folder.Delete(recursive: true);
    }

    // The port may be taken between finding and using it; then the next one is tried.
    private Uri Start(string program, params string[] arguments)
    {
        for (var attempt = 0; ; attempt++)
        {
            var port = FreePort();
            var address = new Uri($"http://127.0.0.1:{port}");
            var start = new ProcessStartInfo(
                Promtool.Find(program, Package),
                [.. arguments, $"-httpListenAddr=127.0.0.1:{port}", "-loggerLevel=ERROR"]
            )
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            };
            var process = Process.Start(start) ?? throw new InvalidOperationException(program + " did not start");
            _processes.Add(process);
            process.ErrorDataReceived += Note;
            process.OutputDataReceived += Note;
            process.BeginErrorReadLine();
            process.BeginOutputReadLine();
            var clock = Stopwatch.StartNew();
            while (!process.HasExited && clock.Elapsed < _patience)
            {
                if (IsReady(address))
                    return address;
                Thread.Sleep(25);
            }

            if (attempt == 2 || clock.Elapsed >= _patience)
                throw new InvalidOperationException($"{program} did not become ready: {_log}");
        }
    }

    private void Note(object sender, DataReceivedEventArgs e)
    {
        lock (_log)
            _log.AppendLine(e.Data);
    }

    private bool IsReady(Uri address)
    {
        try
        {
            using var answer = _client.Send(new HttpRequestMessage(HttpMethod.Get, new Uri(address, "health")));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
