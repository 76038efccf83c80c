using BenchmarkDotNet.Attributes;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Benchmarks;

/// <summary>Parsing and printing of PromQL. MB/s = bytes of the expressions (910 here, ASCII) / time.</summary>
[MemoryDiagnoser]
public class PromQlBenchmarks
{
    private static readonly string[] Expressions =
    [
        "sum(rate(http_requests_total{job=\"api\",status_code=~\"5..\"}[5m])) / sum(rate(http_requests_total{job=\"api\"}[5m]))",
        "sum_over_time(slo:events_bad:rate5m{slo_id=\"checkout-availability\"}[30d]) / "
            + "(sum_over_time(slo:events_total:rate5m{slo_id=\"checkout-availability\"}[30d]) > 0)",
        "(slo:sli_error:ratio_rate1h{slo_id=\"checkout-availability\"} > 0.0144 and "
            + "slo:sli_error:ratio_rate5m{slo_id=\"checkout-availability\"} > 0.0144) or "
            + "(slo:sli_error:ratio_rate6h{slo_id=\"checkout-availability\"} > 0.006 and "
            + "slo:sli_error:ratio_rate30m{slo_id=\"checkout-availability\"} > 0.006)",
        "histogram_quantile(0.95, sum by (le, handler) "
            + "(rate(http_request_duration_seconds_bucket{job=\"api\", "
            + "handler!~\"/healthz|/metrics\"}[10m])))",
        "max(slo:sli_error:ratio_rate5m{sloth_id=\"a-b\", sloth_service=\"a\", "
            + "sloth_slo=\"b\"} > (14.4 * 0.0009999999999999432)) without (sloth_window)",
        "1 - avg_over_time((sum(queue_length{queue=\"orders\"} offset 5m) < bool 100)[1h:1m])",
    ];

    private PromQlExpression[] _trees = [];

    [GlobalSetup]
    public void Setup() => _trees = System.Array.ConvertAll(Expressions, text => PromQlParser.Parse(text));

    [Benchmark]
    public int Parse()
    {
        var length = 0;
        foreach (var text in Expressions)
            length += PromQlParser.Parse(text).Span.Length;
        return length;
    }

    [Benchmark]
    public int Print()
    {
        var length = 0;
        foreach (var tree in _trees)
            length += PromQlPrinter.Print(tree).Length;
        return length;
    }
}
