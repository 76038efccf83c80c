using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Discovery;

/// <summary>
/// 30 days of services of many kinds, with the metrics and labels that their libraries and exporters document, a sample each hour. Each
/// has planted numbers: events of an hour and how many of them are bad, and where requests lie in the histogram.
/// </summary>
internal static class KnownServices
{
    public const int Days = 30;
    private const int Hours = Days * 24;

    // Shares of 100 requests up to 0.1, 0.25, 0.5, 1 and 2.5 s: the 95th percentile is 0.5 s, the 99th 1 s.
    private static readonly (double Bound, int UpTo)[] _buckets = [(0.1, 60), (0.25, 90), (0.5, 95), (1, 99), (2.5, 100)];

    public static DateTime End { get; } = new(2026, 1, 31, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>What is expected of a service.</summary>
    /// <param name="Service">Its name.</param>
    /// <param name="Kind">Its kind.</param>
    /// <param name="Label">The label that names it.</param>
    /// <param name="Template">The template, or null for an indicator.</param>
    /// <param name="Errors">The label that tells errors, or null.</param>
    /// <param name="Bad">Bad events of 1000 an hour.</param>
    /// <param name="Latency">Whether a plan can have latency SLOs.</param>
    internal sealed record Expected(string Service, string Kind, string Label, string? Template, string? Errors, int Bad, bool Latency);

    /// <summary>The services, each of another kind, or with another label.</summary>
    public static IReadOnlyList<Expected> Services { get; } =
    [
        new("go-api", "http", "job", "http", "code", 4, true),
        new("checkout", "http", "service", null, "status_code", 0, true),
        new("fast-api", "http", "app", null, "status", 20, false),
        new("catalog", "opentelemetry-http", "job", "http", "http_response_status_code", 1, true),
        new("legacy", "opentelemetry-http-milliseconds", "job", "http", "http_status_code", 2, true),
        new("spring-shop", "spring", "job", "http", "status", 3, true),
        new("dotnet-api", "aspnet", "job", "http", "code", 5, true),
        new("node-web", "http-histogram", "job", "http", "status_code", 6, true),
        new("cart", "grpc", "job", "grpc", "grpc_code", 7, true),
        new("reviews", "istio", "destination_service_name", null, "response_code", 8, true),
        new("web-ingress", "nginx-ingress", "exported_service", null, "status", 9, true),
        new("whoami@docker", "traefik", "service", null, "code", 10, true),
        new("payments", "envoy", "envoy_cluster_name", null, "envoy_response_code_class", 11, false),
        new("be_app", "haproxy", "proxy", null, "code", 12, false),
        new("orders", "queue", "messaging_destination_name", "queue", "error_type", 13, true),
        new("mail", "celery", "queue_name", null, null, 14, true),
        new("invoices", "rabbitmq", "queue", null, null, 15, false),
        new("billing", "kafka-lag", "group", "queue-age", null, 0, false),
        new("nightly", "cron-job", "cronjob", "batch-job", null, 0, false),
        new("shop.example", "probe", "instance", "website-probe", null, 0, false),
        new("apiserver", "kubernetes-api", "job", "kubernetes-api", "code", 16, true),
        new("minio", "minio", "job", "storage", null, 17, false),
    ];

    public static void Write(TextWriter to)
    {
        Events(to, "http_requests_total", "job=\"go-api\",instance=\"a:1\",handler=\"/\"", "code", "200", "500", 4);
        Histogram(to, "http_request_duration_seconds", "job=\"go-api\"", 1);
        Events(to, "http_requests_total", "job=\"shop\",service=\"checkout\"", "status_code", "200", "503", 0);
        Histogram(to, "http_request_duration_seconds", "job=\"shop\",service=\"checkout\"", 1);
        Events(to, "http_requests_total", "job=\"fast\",app=\"fast-api\"", "status", "2xx", "5xx", 20);
        Events(to, "http_server_request_duration_seconds_count", "job=\"shop/catalog\"", "http_response_status_code", "200", "500", 1);
        Histogram(to, "http_server_request_duration_seconds", "job=\"shop/catalog\"", 1);
        Events(to, "http_server_duration_milliseconds_count", "job=\"legacy\"", "http_status_code", "200", "500", 2);
        Histogram(to, "http_server_duration_milliseconds", "job=\"legacy\"", 1000);
        Events(to, "http_server_requests_seconds_count", "job=\"spring-shop\",outcome=\"ANY\"", "status", "200", "500", 3);
        Histogram(to, "http_server_requests_seconds", "job=\"spring-shop\"", 1);
        Events(to, "http_requests_received_total", "job=\"dotnet-api\"", "code", "200", "502", 5);
        Histogram(to, "http_request_duration_seconds", "job=\"dotnet-api\"", 1);
        Events(to, "http_request_duration_seconds_count", "job=\"node-web\"", "status_code", "200", "500", 6);
        Histogram(to, "http_request_duration_seconds", "job=\"node-web\"", 1);
        Events(
            to,
            "grpc_server_handled_total",
            "job=\"cart\",grpc_service=\"shop.Cart\",grpc_type=\"unary\"",
            "grpc_code",
            "OK",
            "Internal",
            7
        );
        Histogram(to, "grpc_server_handling_seconds", "job=\"cart\",grpc_service=\"shop.Cart\",grpc_type=\"unary\"", 1);
        const string Istio = "destination_service_name=\"reviews\",destination_service_namespace=\"bookinfo\",job=\"istio\"";
        Events(to, "istio_requests_total", Istio + ",reporter=\"destination\"", "response_code", "200", "503", 8);
        Events(to, "istio_requests_total", Istio + ",reporter=\"source\"", "response_code", "200", "503", 500);
        Histogram(to, "istio_request_duration_milliseconds", Istio + ",reporter=\"destination\"", 1000);
        const string Ingress =
            "exported_service=\"web-ingress\",service=\"nginx-controller\",exported_namespace=\"web\",namespace=\"ingress\"";
        Events(to, "nginx_ingress_controller_requests", Ingress, "status", "200", "500", 9);
        Histogram(to, "nginx_ingress_controller_request_duration_seconds", Ingress, 1);
        Events(to, "traefik_service_requests_total", "service=\"whoami@docker\",job=\"traefik\"", "code", "200", "500", 10);
        Histogram(to, "traefik_service_request_duration_seconds", "service=\"whoami@docker\",job=\"traefik\"", 1);
        Events(to, "envoy_cluster_upstream_rq_xx", "envoy_cluster_name=\"payments\"", "envoy_response_code_class", "2", "5", 11);
        Histogram(to, "envoy_cluster_upstream_rq_time", "envoy_cluster_name=\"payments\"", 1000);
        Events(to, "haproxy_backend_http_responses_total", "proxy=\"be_app\",job=\"haproxy\"", "code", "2xx", "5xx", 12);
        Events(
            to,
            "messaging_process_duration_seconds_count",
            "job=\"workers\",messaging_destination_name=\"orders\"",
            "error_type",
            "",
            "timeout",
            13
        );
        Histogram(to, "messaging_process_duration_seconds", "job=\"workers\",messaging_destination_name=\"orders\"", 1);
        Counter(to, "celery_task_received_total{queue_name=\"mail\"}", 1000);
        Counter(to, "celery_task_failed_total{queue_name=\"mail\"}", 14);
        Histogram(to, "celery_task_runtime", "queue_name=\"mail\"", 1);
        Counter(to, "rabbitmq_channel_messages_delivered_ack_total{queue=\"invoices\"}", 1000);
        Counter(to, "rabbitmq_channel_messages_redelivered_total{queue=\"invoices\"}", 15);
        Gauge(to, "kafka_consumergroup_group_max_lag_seconds{group=\"billing\"}", h => h % 100 == 1 ? 90 : 5);
        Gauge(to, "kube_cronjob_status_last_successful_time{cronjob=\"nightly\",namespace=\"batch\"}", h => Seconds(h) - 3600);
        Gauge(to, "probe_success{instance=\"https://shop.example/\",job=\"blackbox\"}", h => h % 240 == 7 ? 0 : 1);
        Events(to, "apiserver_request_total", "job=\"apiserver\",verb=\"GET\"", "code", "200", "500", 16);
        Histogram(to, "apiserver_request_duration_seconds", "job=\"apiserver\",verb=\"GET\"", 1);
        Counter(to, "minio_api_requests_total{job=\"minio\"}", 1000);
        Counter(to, "minio_api_requests_5xx_errors_total{job=\"minio\"}", 17);

        // What is no service, or fits nothing.
        Counter(to, "prometheus_http_requests_total{job=\"prometheus\",code=\"200\",handler=\"/\"}", 10);
        Counter(to, "nginx_http_requests_total{job=\"nginx\"}", 10);
        Counter(to, "shop_orders_requests_total{job=\"shop\"}", 10);
        Counter(to, "http_requests_total{job=\"no-status\",method=\"GET\"}", 10);
        Counter(to, "http_requests_total{job=\"x\\\"} or up #\\\\\",code=\"200\"}", 10);
        to.Write("# EOF\n");
    }

    private static void Events(TextWriter to, string metric, string labels, string label, string good, string bad, int errors)
    {
        // What has no value has no label.
        Counter(to, good.Length == 0 ? $"{metric}{{{labels}}}" : $"{metric}{{{labels},{label}=\"{good}\"}}", 1000 - errors);
        if (errors > 0)
            Counter(to, $"{metric}{{{labels},{label}=\"{bad}\"}}", errors);
    }

    private static void Histogram(TextWriter to, string metric, string labels, int unit)
    {
        foreach (var (bound, upTo) in _buckets)
            Counter(to, $"{metric}_bucket{{{labels},le=\"{(bound * unit).ToString(CultureInfo.InvariantCulture)}\"}}", upTo);
        Counter(to, $"{metric}_bucket{{{labels},le=\"+Inf\"}}", 100);
    }

    private static void Counter(TextWriter to, string series, int perHour) => Gauge(to, series, hour => (long)perHour * hour);

    private static void Gauge(TextWriter to, string series, Func<int, long> value)
    {
        for (var hour = 0; hour <= Hours; hour++)
            to.Write(string.Create(CultureInfo.InvariantCulture, $"{series} {value(hour)} {Seconds(hour)}\n"));
    }

    private static long Seconds(int hour) => new DateTimeOffset(End).ToUnixTimeSeconds() - ((Hours - hour) * 3600L);
}

/// <summary>A Prometheus that holds them; samples are as old as an hour.</summary>
public sealed class KnownPrometheus : IDisposable
{
    private readonly PrometheusServer _server = new("60m");

    public KnownPrometheus() => _server.Load(KnownServices.Write);

    public Uri Address => _server.Address;

    public void Dispose() => _server.Dispose();
}

/// <summary>The tests that share it.</summary>
[CollectionDefinition(Name)]
public sealed class OnKnownServices : ICollectionFixture<KnownPrometheus>
{
    public const string Name = "known services";
}
