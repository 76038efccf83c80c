using ProgressiveSlo.Formats.Tests.Manifests.Exact;
using ProgressiveSlo.Formats.Tests.Templates;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Prometheus;

/// <summary>Rules of templates, evaluated by a real Prometheus over series as the exporters publish them, whose truth is known.</summary>
public sealed class TemplatesOnPrometheusTests
{
    private const string Period = "slo:sli_error:ratio_rate30d";
    private const int Minutes = 6 * 60;

    private static readonly DateTime _start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime _end = _start.AddMinutes(Minutes);
    private static readonly TimeSpan _step = TimeSpan.FromMinutes(5);

    [Fact]
    public void A_probe_that_fails_for_18_minutes_of_360_has_five_percent_of_errors()
    {
        var samples = new OpenMetricsText();
        var probe = new Dictionary<string, string> { ["job"] = "blackbox", ["instance"] = "https://example.org" };
        samples.Add("probe_success", probe, Points(m => m is > 100 and <= 118 ? 0 : 1));
        probe["instance"] = "https://example.com";
        samples.Add("probe_success", probe, Points(_ => 0));

        Assert.Equal(1 / 20.0, Ratio("website-probe", "availability", samples)!.Value, 2);
    }

    [Fact]
    public void A_probe_is_slow_for_the_time_during_which_it_takes_too_long()
    {
        var samples = new OpenMetricsText();
        var probe = new Dictionary<string, string> { ["job"] = "blackbox", ["instance"] = "https://example.org" };
        samples.Add("probe_duration_seconds", probe, Points(m => m is > 100 and <= 136 ? 1.5 : 0.2));
        Assert.Equal(0.1, Ratio("website-probe-duration", "availability", samples)!.Value, 2);
    }

    [Fact]
    public void The_API_server_fails_with_5xx_and_429_and_with_nothing_else()
    {
        var samples = new OpenMetricsText();
        Count("200", 90);
        Count("404", 6);
        Count("503", 3);
        Count("429", 1);
        samples.Counter("apiserver_request_total{job=\"other\",verb=\"GET\",code=\"500\"}", _start, Minutes, _ => 1000);
        Assert.Equal(0.04, Ratio("kubernetes-api", "availability", samples)!.Value, 6);

        void Count(string code, int increase) =>
            samples.Counter(
                $"apiserver_request_total{{job=\"apiserver\",verb=\"GET\",resource=\"pods\",code=\"{code}\"}}",
                _start,
                Minutes,
                _ => increase
            );
    }

    [Fact]
    public void Watches_and_streams_of_the_API_server_have_no_latency()
    {
        var samples = new OpenMetricsText();
        Histogram("GET", "", fast: 96, all: 100);
        Histogram("WATCH", "", fast: 0, all: 50);
        Histogram("GET", "log", fast: 0, all: 50);
        Assert.Equal(0.04, Ratio("kubernetes-api", "latency-p95", samples)!.Value, 6);

        void Histogram(string verb, string subresource, int fast, int all)
        {
            var labels = $"job=\"apiserver\",verb=\"{verb}\",subresource=\"{subresource}\"";
            samples.Counter($"apiserver_request_duration_seconds_bucket{{{labels},le=\"2.0\"}}", _start, Minutes, _ => fast);
            samples.Counter($"apiserver_request_duration_seconds_bucket{{{labels},le=\"+Inf\"}}", _start, Minutes, _ => all);
            samples.Counter($"apiserver_request_duration_seconds_count{{{labels}}}", _start, Minutes, _ => all);
        }
    }

    [Fact]
    public void A_batch_job_is_bad_from_when_its_last_success_is_too_old()
    {
        var samples = new OpenMetricsText();
        var job = new Dictionary<string, string> { ["namespace"] = "shop", ["cronjob"] = "checkout" };
        var first = new DateTimeOffset(_start, TimeSpan.Zero).ToUnixTimeSeconds();
        samples.Add("kube_cronjob_status_last_successful_time", job, Points(_ => first));

        // Two of six hours are good.
        Assert.Equal(4 / 6.0, Ratio("batch-job", "availability", samples, ("maximumSeconds", "7200"))!.Value, 1);
    }

    [Fact]
    public void Errors_of_a_queue_are_those_with_a_type()
    {
        var samples = new OpenMetricsText();
        const string Labels = "job=\"shop/worker\",messaging_destination_name=\"checkout\"";
        samples.Counter($"messaging_process_duration_seconds_count{{{Labels}}}", _start, Minutes, _ => 98);
        samples.Counter($"messaging_process_duration_seconds_count{{{Labels},error_type=\"timeout\"}}", _start, Minutes, _ => 2);
        Assert.Equal(0.02, Ratio("queue", "availability", samples)!.Value, 6);
    }

    // The error ratio that the rules of the first phase record over the whole time.
    private static double? Ratio(string template, string slo, OpenMetricsText samples, params (string Name, string Value)[] values)
    {
        using var server = new PrometheusServer();
        server.Load(samples.ToString());
        var definition = TemplatePlans
            .Make(TemplatePlans.BuiltIn(template), "checkout", values)
            .Phases[0]
            .Definitions.Single(d => d.Name.Contains(slo, StringComparison.Ordinal));
        RuleHistory.Evaluate(server, WrittenRule.Read(ExactSamples.Write(definition)), _start.AddMinutes(5), _end, _step);
        return server.Value(Period, _end);
    }

    private static IEnumerable<(DateTime Time, double Value)> Points(Func<int, double> value) =>
        Enumerable.Range(0, Minutes + 1).Select(m => (_start.AddMinutes(m), value(m)));
}
