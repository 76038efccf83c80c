using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Prometheus.Tests.Support;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Transport;

/// <summary>A server with TLS whose certificate nobody trusts.</summary>
public sealed class CertificateTests
{
    private static readonly DateTime _time = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task An_untrusted_certificate_ends_the_request_at_once_and_nothing_is_sent()
    {
        using var certificate = OwnCertificate.Make();
        await using var server = new FaultServer((_, r) => r.SendAsync(200, FaultReply.One), certificate);
        var clock = new QuickTime();
        var error = await Assert.ThrowsAsync<PrometheusException>(() => AskAsync(server.Address, new PrometheusOptions(), clock));
        Assert.Equal(PrometheusErrorKind.Unreachable, error.Kind);
        Assert.Contains(
            $"The certificate of Prometheus at {server.Address.ToString().TrimEnd('/')} is not trusted",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("-SkipCertificateCheck", error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
        Assert.Empty(clock.Waits);
    }

    [Fact]
    public async Task Told_to_skip_the_check_it_asks()
    {
        using var certificate = OwnCertificate.Make();
        await using var server = new FaultServer((_, r) => r.SendAsync(200, FaultReply.One), certificate);
        var answer = await AskAsync(server.Address, new PrometheusOptions { SkipCertificateCheck = true }, new QuickTime());
        Assert.Equal(1.0, answer.All.Single().Samples.Single().Value);
    }

    [Fact]
    public async Task A_server_without_TLS_is_named_as_such()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerAsync(listener);
        var address = new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        var error = await Assert.ThrowsAsync<PrometheusException>(() =>
            AskAsync(address, new PrometheusOptions { SkipCertificateCheck = true }, new QuickTime())
        );
        await answering;
        Assert.Contains("speaks no TLS there", error.Message, StringComparison.Ordinal);
    }

    // What servers say to the beginning of TLS.
    private static async Task AnswerAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await client
            .GetStream()
            .WriteAsync("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
    }

    private static async Task<SeriesList> AskAsync(Uri address, PrometheusOptions options, QuickTime clock)
    {
        using var connection = new PrometheusConnection(address, options, clock);
        return await new PrometheusApi(connection).QueryAsync("up", _time, () => new SeriesList(), TestContext.Current.CancellationToken);
    }
}
