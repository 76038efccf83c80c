using System.Text.Json;
using ProgressiveSlo.PowerShell.Tests.Support;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Commands;

/// <summary>
/// Three services in one Prometheus, with truths that differ by orders of magnitude: what a default plan's rules record, what its dashboard
/// shows and what its evidence counts are the same three numbers.
/// </summary>
public sealed class OneMeaningTests : IDisposable
{
    private const int Days = 14;
    private const int Minutes = Days * 1440;

    private static readonly DateTime _start = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime _end = _start.AddDays(Days);

    // Requests a minute by day and by night, and of how many thousand one fails.
    private static readonly (string Service, int ByDay, int ByNight, int BadPerThousand)[] _fleet =
    [
        ("checkout", 20_000, 5_000, 1),
        ("Order History", 1_000, 1_000, 13),
        ("search@eu", 3_000, 0, 200),
    ];

    private readonly Engine _engine = Engine.Create();
    private readonly PrometheusServer _prometheus = new("5m");

    public void Dispose()
    {
        _engine.Dispose();
        _prometheus.Dispose();
    }

    [Fact]
    public void Rules_dashboard_and_evidence_of_default_plans_say_the_same_three_numbers()
    {
        _prometheus.Load(Write);
        Run("$plans = 'checkout', 'Order History', 'search@eu' | New-SloPlan -StartDate 2026-03-02");
        Run("$plans | Get-SloPhase -Current | Export-SloManifest rules -Format PrometheusRule");
        string[] rules = [.. Directory.GetFiles(_engine.PathOf("rules"), "*.yaml", SearchOption.AllDirectories).Select(File.ReadAllText)];
        Assert.Equal(_fleet.Length, rules.Length);

        // The server takes the files, and what their rules would have recorded in these days is put into it.
        _prometheus.UseRuleFiles(Directory.GetFiles(_engine.PathOf("rules"), "*.yaml", SearchOption.AllDirectories));
        var backfill = new RuleBackfill(_prometheus, _start, TimeSpan.FromMinutes(5));
        backfill.Record(rules, "slo:events_total:rate5m", "slo:events_bad:rate5m");
        backfill.Record(rules, "slo:sli_error:ratio_rate30d");

        foreach (var (service, _, _, bad) in _fleet)
        {
            var truth = bad / 1000.0;
            var recorded = _prometheus.Value($"slo:sli_error:ratio_rate30d{{slo_service=\"{service}\"}}", _end);
            AssertClose(service + ", rules", truth, recorded);
            AssertClose(service + ", dashboard", truth, 1 - _prometheus.Value(DashboardQuery(service), _end));

            var evidence = Run(
                    "$plans | Where-Object Service -EQ $service | Get-SloEvidence -PrometheusUri $uri -Window 14d -At 2026-03-16",
                    ("service", service),
                    ("uri", _prometheus.Address.ToString())
                )
                .Single();
            AssertClose(service + ", evidence", truth, 1 - (double)evidence.Availability);
            Assert.Equal(1.0, (double)evidence.Coverage);

            // A name alone asks what the plan asks.
            var named = Run(
                    "Get-SloEvidence $service -PrometheusUri $uri -Window 14d -At 2026-03-16",
                    ("service", service),
                    ("uri", _prometheus.Address.ToString())
                )
                .Single();
            Assert.Equal(((long)evidence.GoodEvents, (long)evidence.TotalEvents), ((long)named.GoodEvents, (long)named.TotalEvents));
        }
    }

    // What the panel with the availability of the whole period asks.
    private string DashboardQuery(string service)
    {
        var json = Run(
            "$plans | Where-Object Service -EQ $service | Get-SloPhase -Current | ConvertTo-SloManifest -Format Grafana",
            ("service", service)
        ).Strings[0]!;
        using var dashboard = JsonDocument.Parse(json);
        return Expressions(dashboard.RootElement)
            .First(e => e.StartsWith("1 - max by (slo_id) (slo:sli_error:ratio_rate30d", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Expressions(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element
                .EnumerateObject()
                .SelectMany(p =>
                    p.Name == "expr" && p.Value.ValueKind == JsonValueKind.String ? [p.Value.GetString()!] : Expressions(p.Value)
                ),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Expressions),
            _ => [],
        };

    private EngineResult Run(string script, params (string Name, object? Value)[] variables)
    {
        var result = _engine.Run(script, variables);
        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
        return result;
    }

    private static void AssertClose(string what, double truth, double? found)
    {
        Assert.True(found is { } value && Math.Abs(value - truth) <= 0.001 * truth, $"{what}: {found}, planted {truth}");
    }

    private static void Write(TextWriter writer)
    {
        writer.Write("# TYPE http_requests counter\n");
        foreach (var (service, byDay, byNight, bad) in _fleet)
        {
            foreach (var isBad in new[] { false, true })
            {
                var count = 0L;
                for (var minute = -10; minute <= Minutes; minute++)
                {
                    var all = ((minute + 1440) % 1440) is >= 360 and < 1320 ? byDay : byNight;
                    count += isBad ? all * bad / 1000 : all - (all * bad / 1000);
                    writer.Write(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"http_requests_total{{service=\"{service}\",status_code=\"{(isBad ? 500 : 200)}\"}} {count} "
                                + $"{new DateTimeOffset(_start).ToUnixTimeSeconds() + (minute * 60L)}\n"
                        )
                    );
                }
            }
        }

        writer.Write("# EOF\n");
    }
}
