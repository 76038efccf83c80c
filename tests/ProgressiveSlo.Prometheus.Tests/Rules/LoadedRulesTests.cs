using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Prometheus.Rules;
using ProgressiveSlo.Prometheus.Tests.Support;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Rules;

/// <summary>The rules that a server has loaded.</summary>
public sealed class LoadedRulesTests
{
    private const string Groups = """
        {"name":"slo","file":"/etc/prometheus/slo.yml","interval":30,"limit":0,"rules":[
          {"state":"firing","name":"Burn","query":"job:errors:ratio1h > 0.0144","duration":120,"keepFiringFor":0,
           "labels":{"severity":"page"},"annotations":{"summary":"at {{ $value }}"},
           "alerts":[{"labels":{"alertname":"Burn","severity":"x"},"annotations":{},"state":"firing","activeAt":"2026-01-01T00:00:00Z","value":"1e+00"}],
           "health":"ok","evaluationTime":0.001,"lastEvaluation":"2026-01-01T00:00:00Z","type":"alerting"},
          {"name":"job:errors:ratio1h","query":"sum(a) / sum(b)","health":"err","lastError":"many-to-many \u001b matching","evaluationTime":0.5,"type":"recording"}]}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_rule_comes_with_all_that_it_says()
    {
        await using var server = FaultServer.InTurn(r => r.SendAsync(200, Answer(Groups)));
        var loaded = await ReadAsync(server);
        var (alert, recording) = (loaded.Rules[0], loaded.Rules[1]);
        Assert.Equal(
            (ObservedRuleKind.Alert, "Burn", "job:errors:ratio1h > 0.0144", "slo"),
            (alert.Kind, alert.Name, alert.Expression, alert.Group)
        );
        Assert.Equal(
            (TimeSpan.FromMinutes(2), "page", "at {{ $value }}"),
            (alert.For, alert.Labels["severity"], alert.Annotations["summary"])
        );
        Assert.Equal(("PrometheusApi", server.Address.ToString().TrimEnd('/') + "#/etc/prometheus/slo.yml"), (alert.Format, alert.Path));
        Assert.Equal((ObservedRuleKind.Recording, "job:errors:ratio1h", 0), (recording.Kind, recording.Name, recording.Labels.Count));
        Assert.Equal(("GET", "/api/v1/rules"), (server.Requests.Single().Method, server.Requests.Single().Target));
    }

    [Fact]
    public async Task A_rule_that_fails_is_a_finding_and_a_rule()
    {
        await using var server = FaultServer.InTurn(r => r.SendAsync(200, Answer(Groups)));
        var loaded = await ReadAsync(server);
        Assert.Equal(["Burn"], loaded.Working.Select(r => r.Name));
        var finding = loaded.Findings.Single();
        Assert.Equal(LoadedRules.FailingCode, finding.Code);
        Assert.Contains("job:errors:ratio1h", finding.Message);
        Assert.Contains("many-to-many \\u001b matching", finding.Message);
    }

    [Fact]
    public async Task Members_in_another_order_and_of_other_servers_are_taken()
    {
        // VictoriaMetrics names the file behind the rules, Thanos adds its own members, Mimir has a namespace for a file.
        const string Groups = """
            {"rules":[{"type":"recording","labels":{"a":"b"},"query":"sum(a)","name":"x:a","datasourceType":"prometheus","id":"1","updates":[{"a":[1,{"name":"no"}]}]}],"name":"late","file":"vm.yml","id":"7"},
            {"name":"thanos","file":"t.yml","partialResponseStrategy":"ABORT","rules":null},
            {"name":"mimir","file":"tenant-space","sourceTenants":["a"],"rules":[{"type":"alerting","name":"A","query":"up","duration":0,"labels":null,"annotations":null,"alerts":null}]},
            {"name":"empty","rules":[]}
            """;
        await using var server = FaultServer.InTurn(r => r.SendAsync(200, Answer(Groups)));
        var rules = (await ReadAsync(server)).Rules;
        Assert.Equal(
            [("x:a", "late", "vm.yml"), ("A", "mimir", "tenant-space")],
            rules.Select(r => (r.Name, r.Group, r.Path[(r.Path.IndexOf('#', StringComparison.Ordinal) + 1)..]))
        );
    }

    [Fact]
    public async Task A_large_answer_is_read_in_pieces()
    {
        var rules = new StringBuilder();
        for (var i = 0; i < 20_000; i++)
            rules.Append(
                CultureInfo.InvariantCulture,
                $"{(i == 0 ? "" : ",")}{{\"type\":\"recording\",\"name\":\"x:r{i}\",\"query\":\"sum by (job) "
                    + $"(rate(a{i}_total[5m]))\",\"labels\":{{\"team\":\"t{i % 7}\"}},\"health\":\"ok\"}}"
            );
        await using var server = FaultServer.InTurn(r =>
            r.ChunkedAsync(Answer($"{{\"name\":\"g\",\"file\":\"f\",\"rules\":[{rules}]}}"), 7001)
        );
        var loaded = (await ReadAsync(server)).Rules;
        Assert.Equal(20_000, loaded.Count);
        Assert.Equal(("x:r19999", "t0"), (loaded[^1].Name, loaded[^1].Labels["team"]));
    }

    [Fact]
    public async Task An_answer_that_is_none_is_an_error_with_its_mend()
    {
        foreach (
            var body in new[]
            {
                "<html>log in</html>",
                "{\"status\":\"success\",\"data\":{\"groups\":5}}",
                "{\"status\":\"success\",\"data\":{}}",
            }
        )
        {
            await using var server = FaultServer.InTurn(r => r.SendAsync(200, body));
            Assert.Equal(PrometheusErrorKind.Malformed, (await Assert.ThrowsAsync<PrometheusException>(() => ReadAsync(server))).Kind);
        }
    }

    private static string Answer(string groups) => $$$"""{"status":"success","data":{"groups":[{{{groups}}}]}}""";

    private static Task<LoadedRules> ReadAsync(FaultServer server) =>
        Task.Run(
            () =>
            {
                using var connection = new PrometheusConnection(server.Address, new PrometheusOptions { MaxRetries = 0 });
                return LoadedRules.Read(connection, Token);
            },
            Token
        );
}
