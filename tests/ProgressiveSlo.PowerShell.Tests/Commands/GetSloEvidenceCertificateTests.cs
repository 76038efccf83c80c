using System.Threading.Tasks;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Commands;

/// <summary>Get-SloEvidence and a server whose certificate nobody trusts.</summary>
public sealed class GetSloEvidenceCertificateTests : IDisposable
{
    private readonly Engine _engine = Engine.Create();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task An_untrusted_certificate_is_an_error_with_host_and_mend_and_the_switch_skips_the_check()
    {
        using var certificate = OwnCertificate.Make();
        await using var server = new FaultServer((q, r) => r.SendAsync(200, Empty(q.Target)), certificate);
        var uri = server.Address.ToString();
        var refused = _engine
            .Run("try { Get-SloEvidence checkout -PrometheusUri $uri -At 2026-02-20 -Window 2d } catch { \"$_\" }", ("uri", uri))
            .Strings.Single();
        Assert.Contains($"The certificate of Prometheus at {uri.TrimEnd('/')} is not trusted", refused, StringComparison.Ordinal);
        Assert.Contains("-SkipCertificateCheck", refused, StringComparison.Ordinal);
        Assert.Empty(server.Requests);

        var answered = _engine.Run(
            "Get-SloEvidence checkout -PrometheusUri $uri -At 2026-02-20 -Window 2d "
                + "-SkipCertificateCheck | ForEach-Object { \"$($_.Service) $($_.Coverage)\" }",
            ("uri", uri)
        );
        Assert.Empty(answered.Errors);
        Assert.Equal(["checkout 0"], answered.Strings);
        Assert.NotEmpty(server.Requests);
    }

    private static string Empty(string target) =>
        target.Contains("/rules", StringComparison.Ordinal)
            ? """{"status":"success","data":{"groups":[]}}"""
            : $$$"""{"status":"success","data":{"resultType":"{{{(target.Contains("query_range", StringComparison.Ordinal) ? "matrix" : "vector")}}}","result":[]}}""";
}
