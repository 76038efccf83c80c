using System.Net;
using System.Net.Sockets;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Commands;

/// <summary>Get-SloEvidence of the staged module, on a real Prometheus with 50 days of samples each hour.</summary>
public sealed class GetSloEvidenceTests : IClassFixture<GetSloEvidenceTests.Server>, IDisposable
{
    private readonly Engine _engine = Engine.Create();
    private readonly string _uri;

    public GetSloEvidenceTests(Server server) => _uri = server.Prometheus.Address.ToString();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void Rows_and_names_are_services_wherever_they_come_from() =>
        Assert.Equal(
            ["checkout", "search", "checkout", "search"],
            _engine
                .Run(
                    "[pscustomobject]@{ Service = 'checkout' }, [pscustomobject]@{ Service = 'search' } | Get-SloEvidence "
                        + "-PrometheusUri $uri -At 2026-02-20 -Window 2d | ForEach-Object Service; Get-SloEvidence checkout, "
                        + "search -PrometheusUri $uri -At 2026-02-20 -Window 2d | ForEach-Object Service",
                    ("uri", _uri)
                )
                .Strings
        );

    [Fact]
    public void Services_from_the_pipeline_are_counted_and_judged()
    {
        var result = _engine.Run(
            "'checkout', 'search' | Get-SloEvidence -PrometheusUri $uri -At 2026-02-20 | "
                + "Test-SloPhaseReadiness improvement | ForEach-Object { \"$($_.Service) $($_.Verdict)\" }",
            ("uri", _uri)
        );
        Assert.Empty(result.Errors);

        // Improvement takes a record of 60 days, and 30 were asked for; the availability of search is 98 %, too.
        Assert.Equal(["checkout NotReady", "search NotReady"], result.Strings.Order());
        var metric = _engine.Run("Get-SloEvidence search -PrometheusUri $uri -At 2026-02-20 -Window 30d", ("uri", _uri)).Single();
        Assert.Equal(30, (int)metric.Days.Length);
        Assert.Equal(30 * 24 * 100, (long)metric.TotalEvents);
        Assert.Equal(30 * 24 * 98, (long)metric.GoodEvents);
        Assert.Equal(new DateTime(2026, 2, 20, 0, 0, 0, DateTimeKind.Utc), (DateTime)metric.To);
    }

    [Fact]
    public void A_plan_says_what_is_measured_and_how_long_and_the_budget_follows()
    {
        var result = _engine.Run(
            "$plan = New-SloPlan checkout -StartDate 2026-01-21; $m = $plan | Get-SloEvidence -PrometheusUri $uri -At 2026-02-20; "
                + "\"$($m.Days.Count)\"; $b = $m | Measure-SloErrorBudget -Plan $plan; \"$($b.ConsumedEvents) of "
                + "$($b.TotalEvents)\"",
            ("uri", _uri)
        );
        Assert.Empty(result.Errors);
        Assert.Equal(["30", "72 of 72000"], result.Strings);
    }

    [Fact]
    public void A_plan_is_asked_exactly_what_it_says_and_names_get_the_label()
    {
        const string Script = "{0} | Get-SloEvidence -PrometheusUri $uri -At 2026-02-20 -Window 2d | ForEach-Object TotalEvents";
        Assert.Equal(["9600"], Total("New-SloPlan checkout -ServiceLabel ''"));
        Assert.Equal(["4800"], Total("New-SloPlan checkout"));
        Assert.Empty(Total("New-SloPlan checkout -ServiceLabel job"));
        Assert.Equal(
            ["9600"],
            _engine
                .Run(
                    "Get-SloEvidence checkout -ServiceLabel '' -PrometheusUri $uri -At 2026-02-20 -Window 2d | ForEach-Object TotalEvents",
                    ("uri", _uri)
                )
                .Strings
        );

        IReadOnlyList<string?> Total(string plan) =>
            _engine.Run(string.Format(CultureInfo.InvariantCulture, Script, plan), ("uri", _uri)).Strings;
    }

    [Fact]
    public void Excluded_intervals_do_not_count_and_are_listed()
    {
        var metric = _engine
            .Run(
                "Get-SloEvidence checkout -PrometheusUri $uri -At 2026-02-20 -Window 2d -Exclude @{ From = "
                    + "'2026-02-18T12:00:00Z'; To = '2026-02-18T14:00:00Z'; Reason = 'upgrade' }",
                ("uri", _uri)
            )
            .Single();
        Assert.Equal(46 * 100, (long)metric.TotalEvents);
        Assert.Equal("upgrade", (string)metric.Exclusions[0].Reason);
        Assert.Equal(200, (long)metric.Exclusions[0].TotalEvents);
    }

    [Theory]
    [InlineData("")]
    [InlineData("; Reason = ' '")]
    public void An_interval_is_excluded_with_a_reason_or_not_at_all(string reason)
    {
        var error = _engine
            .Run(
                "try { Get-SloEvidence a -PrometheusUri http://127.0.0.1:9 -Exclude @{ From = '2026-02-18T12:00:00Z'; To = "
                    + $"'2026-02-18T14:00:00Z'{reason} }} }} catch {{ \"$_\" }}"
            )
            .Strings.Single();
        Assert.Equal(
            "Exclude[0].Reason: 2026-02-18T12:00:00Z to 2026-02-18T14:00:00Z is excluded without a reason. Say why, for example Reason = "
                + "'database upgrade': reports and the history of the plan show it.",
            error
        );
    }

    [Fact]
    public void Right_after_a_promotion_it_says_which_day_will_be_the_first_one()
    {
        var result = _engine.Run(
            "New-SloPlan checkout -StartDate 2026-02-20 | Get-SloEvidence -PrometheusUri $uri -At 2026-02-20T09:00:00Z",
            ("uri", _uri)
        );
        Assert.Equal(
            "The phase baseline of 'checkout' has no complete day yet: the first one is 2026-02-20 (UTC), so ask again from 2026-02-21 on. "
                + "What there is now is of the day before, which its gate does not judge.",
            Assert.Single(result.Warnings, w => w.StartsWith("The phase", StringComparison.Ordinal))
        );
        Assert.DoesNotContain(
            _engine
                .Run(
                    "New-SloPlan checkout -StartDate 2026-02-20 | Get-SloEvidence -PrometheusUri $uri -At 2026-02-21T00:00:00Z",
                    ("uri", _uri)
                )
                .Warnings,
            w => w.StartsWith("The phase", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_server_that_is_not_there_ends_the_call_and_names_the_address_without_secrets()
    {
        // A port that was free a moment ago.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var result = _engine.Run(
            "$t = [securestring]::new(); 'hush'.ToCharArray() | ForEach-Object { $t.AppendChar($_) }; try { "
                + "Get-SloEvidence checkout -PrometheusUri $uri -Token $t -TimeoutSec 1 } catch { $_.FullyQualifiedErrorId; "
                + "\"$_\" }",
            ("uri", $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}")
        );
        Assert.StartsWith("SloPrometheusUnreachable", result.Strings[0], StringComparison.Ordinal);
        Assert.Contains($"127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}", result.Strings[1], StringComparison.Ordinal);
        Assert.DoesNotContain("hush", string.Join(' ', result.Strings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-SloEvidence a -PrometheusUri http://127.0.0.1 -Window 90m", "SloEvidenceInvalidWindow")]
    [InlineData("Get-SloEvidence a -PrometheusUri http://127.0.0.1 -At yesterday", "SloEvidenceInvalidAt")]
    [InlineData("Get-SloEvidence a -PrometheusUri http://127.0.0.1 -Exclude @{ From = '2026-01-02' }", "SloEvidenceInvalidExclude")]
    [InlineData(
        "Get-SloEvidence a -PrometheusUri http://127.0.0.1 -Exclude @{ From = '2026-01-02'; To = '2026-01-01' }",
        "SloEvidenceInvalidExclude"
    )]
    [InlineData("Get-SloEvidence a -PrometheusUri http://127.0.0.1 -Exclude yesterday", "SloEvidenceInvalidExclude")]
    [InlineData("Get-SloEvidence a -PrometheusUri http://127.0.0.1 -ServiceLabel 1a", "SloEvidenceInvalidServiceLabel")]
    [InlineData("Get-SloEvidence ../a -PrometheusUri http://127.0.0.1", "SloEvidenceInvalidService")]
    [InlineData("Get-SloEvidence -Path nothing-here.csv", "SloEvidenceNotFound")]
    public void Bad_arguments_are_errors_with_stable_ids(string script, string id) =>
        Assert.StartsWith(
            id + ",",
            _engine.Run($"try {{ $ErrorActionPreference = 'Stop'; {script} }} catch {{ $_.FullyQualifiedErrorId }}").Strings.Single(),
            StringComparison.Ordinal
        );

    /// <summary>One server for all tests of the class.</summary>
    public sealed class Server : IDisposable
    {
        public Server() => Prometheus.Load(Write);

        internal PrometheusServer Prometheus { get; } = new("70m");

        public void Dispose() => Prometheus.Dispose();

        // 100 requests an hour; of those of search two fail, of those of checkout one in ten hours.
        private static void Write(TextWriter writer)
        {
            var start = new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);
            writer.Write("# TYPE http_requests counter\n");
            foreach (var service in new[] { "checkout", "search" })
            {
                foreach (var status in new[] { "200", "500" })
                {
                    for (var hour = 0; hour <= 50 * 24; hour++)
                    {
                        long bad = service == "search" ? 2 * hour : hour / 10;
                        var count = status == "500" ? bad : (100 * hour) - bad;
                        writer.Write(
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"http_requests_total{{service=\"{service}\",status_code=\"{status}\"}} "
                                    + $"{count} {start.AddHours(hour).ToUnixTimeSeconds()}\n"
                            )
                        );
                    }
                }
            }

            writer.Write("# EOF\n");
        }
    }
}
