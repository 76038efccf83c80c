using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Commands;

/// <summary>Find-SloService of the staged module on a real Prometheus, and what becomes of what it finds.</summary>
public sealed class FindSloServiceTests : IClassFixture<FindSloServiceTests.Server>, IDisposable
{
    private readonly Engine _engine = Engine.Create();
    private readonly string _uri;

    public FindSloServiceTests(Server server) => _uri = server.Prometheus.Address.ToString();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void What_is_found_becomes_plans_that_begin_where_the_history_says_and_measure_the_same()
    {
        var result = _engine.Run(
            """
            $found = Find-SloService $uri -At 2026-02-20
            $plans = $found | New-SloPlan -StartDate 2026-02-20
            $plans | ForEach-Object { "$($_.Service) $($_.CurrentPhase) $($_.Phases.Count) $($_.LatencyMetric)" }
            $evidence = $plans | Get-SloEvidence -PrometheusUri $uri -At 2026-02-20 -Window 30d
            $found | ForEach-Object { $f = $_; $e = $evidence | Where-Object Service -EQ $f.Service; "$($f.Availability -eq $e.Availability) $($f.TotalEvents)" }
            $plans | ForEach-Object { $_.History } | ForEach-Object { $_.Reason }
            """,
            ("uri", _uri)
        );
        Assert.Empty(result.Errors);
        Assert.Equal(
            [
                "api improvement 4 ",
                "slow baseline 4 ",
                "checkout improvement 4 ",
                "True 720000",
                "True 720000",
                "True 720000",
                "The plan begins at improvement. Evidence: api: 99.9 % over 30 days: could begin at improvement",
                "The plan begins at improvement. Evidence: checkout: 100 % over 30 days: could begin at improvement",
            ],
            result.Strings
        );
    }

    [Fact]
    public void Names_choose_services_and_a_name_that_is_not_there_is_said()
    {
        Assert.Equal(["api"], _engine.Run("Find-SloService $uri a* -At 2026-02-20 | ForEach-Object Service", ("uri", _uri)).Strings);
        var none = _engine.Run("Find-SloService $uri nobody -At 2026-02-20 3>&1 | ForEach-Object { \"$_\" }", ("uri", _uri));
        Assert.Equal(["None of 3 services has a name that is asked for."], none.Strings);
    }

    [Fact]
    public void Verbose_tells_of_metrics_that_fit_nothing()
    {
        var verbose = _engine.Run("Find-SloService $uri -At 2026-02-20 -Verbose 4>&1 | ForEach-Object { \"$_\" }", ("uri", _uri)).Strings;
        Assert.Contains(verbose, v => v!.StartsWith("shop_baskets_requests_total looks like", StringComparison.Ordinal));
    }

    [Fact]
    public void A_template_of_ones_own_finds_its_services()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(
                Path.Combine(folder.FullName, "baskets.yaml"),
                """
                apiVersion: progressiveslo/v1
                kind: SloTemplate
                name: baskets
                title: Basket services of this house
                metrics: our own library
                indicator:
                  type: ratio
                  ratio:
                    bad:
                      metric: shop_baskets_requests_total
                      filters:
                      - shop = "{{.service}}"
                      - result = "failed"
                    total:
                      metric: shop_baskets_requests_total
                      filters:
                      - shop = "{{.service}}"
                """
            );
            var result = _engine.Run(
                "Find-SloService $uri -At 2026-02-20 -TemplatePath $folder -Name berlin | ForEach-Object { \"$($_.Service) "
                    + "$($_.Template) $($_.Availability)\"; $_ | New-SloPlan -TemplatePath $folder | ForEach-Object { "
                    + "\"$($_.Indicator)\" } }",
                ("uri", _uri),
                ("folder", folder.FullName)
            );
            Assert.Empty(result.Errors);
            Assert.Equal("berlin baskets 0.99", result.Strings[0]);
            Assert.Contains("shop = \"berlin\"", result.Strings[^1], StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_row_may_bring_an_indicator_and_a_phase_that_is_none_is_refused_with_the_phases()
    {
        var result = _engine.Run(
            """
            $rows = [pscustomobject]@{ Service = 'a'; Indicator = 'x_total' }, [pscustomobject]@{ Service = 'b'; Indicator = '' }
            $rows | New-SloPlan | ForEach-Object { "$($_.Indicator)" }
            New-SloPlan c -StartPhase nowhere
            """
        );
        Assert.Contains("x_total", result.Strings[0], StringComparison.Ordinal);
        Assert.Contains("http_requests_total", result.Strings[^1], StringComparison.Ordinal);
        var error = Assert.Single(result.Errors).ToString()!;
        Assert.Contains("'nowhere' is not a phase of the profile 'default'", error, StringComparison.Ordinal);
        Assert.Contains("baseline, improvement, production_ready, excellence", error, StringComparison.Ordinal);
    }

    /// <summary>A Prometheus with 30 days of samples each hour.</summary>
    public sealed class Server : IDisposable
    {
        internal PrometheusServer Prometheus { get; } = new("60m");

        public Server()
        {
            var end = new DateTimeOffset(2026, 2, 20, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
            Prometheus.Load(to =>
            {
                foreach (
                    var (series, perHour) in new[]
                    {
                        ("http_requests_total{job=\"api\",code=\"200\"}", 999),
                        ("http_requests_total{job=\"api\",code=\"500\"}", 1),
                        ("http_requests_total{service=\"checkout\",job=\"shop\",status=\"200\"}", 1000),
                        ("http_requests_total{job=\"slow\",code=\"200\"}", 950),
                        ("http_requests_total{job=\"slow\",code=\"503\"}", 50),
                        ("shop_baskets_requests_total{shop=\"berlin\",result=\"ok\"}", 99),
                        ("shop_baskets_requests_total{shop=\"berlin\",result=\"failed\"}", 1),
                    }
                )
                {
                    for (var hour = 0L; hour <= 30 * 24; hour++)
                        to.Write(
                            string.Create(CultureInfo.InvariantCulture, $"{series} {hour * perHour} {end - (((30 * 24) - hour) * 3600)}\n")
                        );
                }

                to.Write("# EOF\n");
            });
        }

        public void Dispose() => Prometheus.Dispose();
    }
}
