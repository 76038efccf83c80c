using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using ProgressiveSlo.Prometheus.Responses;
using ProgressiveSlo.Prometheus.Transport;

namespace ProgressiveSlo.Benchmarks;

/// <summary>
/// Reading answers of a Prometheus, beside the bare tokens of Utf8JsonReader on the same bytes. MB/s = <see cref="Bytes"/> / time.
/// Days: 500 services of 30 daily points; Hours: 50 services of 2,160 hourly points; Instant: 10,000 services of one point.
/// </summary>
[MemoryDiagnoser]
public class ResponseBenchmarks
{
    private byte[] _answer = [];

    [Params("Days", "Hours", "Instant")]
    public string Shape { get; set; } = "Days";

    public int Bytes => _answer.Length;

    [GlobalSetup]
    public void Setup()
    {
        var (services, points) = Shape switch
        {
            "Days" => (500, 30),
            "Hours" => (50, 2160),
            _ => (10_000, 1),
        };
        var random = new Random(1);
        var text = new StringBuilder("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[");
        for (var service = 0; service < services; service++)
        {
            var values = Enumerable
                .Range(0, points)
                .Select(i =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"[{1767225600 + (i * 3600)},\"{random.Next(1, 10_000_000) + (random.Next(2) * random.NextDouble()):R}\"]"
                    )
                );
            text.Append(service == 0 ? "" : ",")
                .Append(CultureInfo.InvariantCulture, $"{{\"metric\":{{\"service\":\"service-{service}\"}},\"values\":[")
                .AppendJoin(',', values)
                .Append("]}");
        }

        _answer = Encoding.UTF8.GetBytes(text.Append("]}}").ToString());
        Console.WriteLine(FormattableString.Invariant($"{Shape}: {Bytes} bytes"));
    }

    [Benchmark(Baseline = true)]
    public int BareTokens()
    {
        var reader = new Utf8JsonReader(_answer);
        var count = 0;
        while (reader.Read())
            count++;
        return count;
    }

    [Benchmark]
    public double Read()
    {
        var sink = new Sum();
        new ResponseReader(sink, new ErrorResponse("", new SecretRedactor([])), null).Read(_answer);
        return sink.Total;
    }

    private sealed class Sum : ISeriesSink
    {
        public double Total { get; private set; }

        public void Add(SampleSeries series)
        {
            foreach (var value in series.Values)
                Total += value;
        }
    }
}
