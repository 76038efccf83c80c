using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Commands;

/// <summary>Test-SloPrerequisite of the staged module.</summary>
public sealed class TestSloPrerequisiteTests : IDisposable
{
    private static readonly TimeSpan _long = TimeSpan.FromMinutes(1);

    private readonly Engine _engine = Engine.Create();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("Test-SloPrerequisite -PrometheusUri")]
    [InlineData("Test-SloPrerequisite -GrafanaUri")]
    [InlineData("Get-SloEvidence x -PrometheusUri")]
    [InlineData("Get-SloInventory -PrometheusUri")]
    [InlineData("Compare-SloParallelRun up up -Service x -PrometheusUri")]
    [InlineData("Get-SloMigrationStep x.yaml -PrometheusUri")]
    public void An_address_that_cannot_be_read_is_not_shown(string command)
    {
        foreach (var address in (string[])["http://admin:s/cr3t@prom:9090", "http://u:cr3t@h:99999", "http://u:cr3t@[x"])
        {
            var error = _engine.Run($"{command} '{address}'").Errors[0];
            Assert.DoesNotContain("cr3t", error.ToString() + error.Exception, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Grafana_is_told_nothing_that_is_meant_for_Prometheus()
    {
        await using var prometheus = FaultServer.InTurn(r => r.SendAsync(200, FaultReply.One));
        await using var grafana = FaultServer.InTurn(r => r.SendAsync(200, """{"database":"ok","version":"11"}"""));
        var result = _engine.Run(
            "$token = [securestring]::new(); foreach ($c in [char[]] 's3cret') { $token.AppendChar($c) }; "
                + "Test-SloPrerequisite $a $b -Token $token -Header @{ 'X-Scope-OrgID' = 'team' } | ForEach-Object { "
                + "\"$($_.Name)=$($_.Status)\" }",
            ("a", prometheus.Address),
            ("b", grafana.Address)
        );
        Assert.Empty(result.Errors);
        Assert.Contains("PrometheusReady=Pass", result.Strings);
        Assert.Contains("GrafanaHealth=Pass", result.Strings);
        Assert.All(
            prometheus.Requests,
            r => Assert.Equal(("Bearer s3cret", "team"), (r.Header("Authorization"), r.Header("X-Scope-OrgID")))
        );
        Assert.All(grafana.Requests, r => Assert.Equal((null, null), (r.Header("Authorization"), r.Header("X-Scope-OrgID"))));
    }

    [Fact]
    public async Task Each_result_comes_when_it_is_known_and_a_server_that_never_ends_can_be_stopped()
    {
        using var reached = new ManualResetEventSlim();
        await using var server = new FaultServer(
            (request, reply) => request.Target == "/-/ready" ? reply.SendAsync(200, "ready", "text/plain") : reply.TrickleAsync(reached.Set)
        );
        using var shell = _engine.Prepare("Test-SloPrerequisite $a -OutVariable found | Out-Null", ("a", server.Address));
        var running = shell.BeginInvoke();
        Assert.True(reached.Wait(_long, TestContext.Current.CancellationToken));
        var stopped = Task.Factory.FromAsync(shell.BeginStop, shell.EndStop, null);
        Assert.Same(stopped, await Task.WhenAny(stopped, Task.Delay(_long, TestContext.Current.CancellationToken)));
        Assert.Equal("PrometheusReady Pass", Assert.Single(_engine.Run("$found | ForEach-Object { \"$($_.Name) $($_.Status)\" }").Strings));
    }

    [Fact]
    public void A_result_shows_status_name_and_message_and_is_words_in_JSON()
    {
        var text = _engine.Run("Test-SloPrerequisite -RepositoryPath .").Text;
        Assert.Contains(
            "Skipped PrometheusReady             True     Skipped: there is no address of a Prometheus",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("Fail    PipelineDefined             True     The repository defines no pipeline", text, StringComparison.Ordinal);
        Assert.Equal(
            "Fail",
            _engine.Run("(Test-SloPrerequisite -RepositoryPath . | Where-Object { $_.Name -eq 'PipelineDefined' }).Status").Single()
        );
    }
}
