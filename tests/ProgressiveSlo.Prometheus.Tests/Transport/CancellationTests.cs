using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Prometheus.Tests.Support;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Transport;

/// <summary>
/// A request that is cancelled ends before its answer does. The server sends a byte from time to time for most of a minute and stops when
/// the other side has gone; how much it has sent by then is counted, so a busy machine changes nothing.
/// </summary>
public sealed class CancellationTests
{
    private static readonly DateTime _time = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_request_ends_while_its_body_trickles_in() =>
        CancelAsync((connection, token) => new PrometheusApi(connection).QueryAsync("up", _time, () => new SeriesList(), token));

    [Fact]
    public Task A_collection_of_evidence_ends_while_its_answers_trickle_in() =>
        CancelAsync(
            (connection, token) =>
            {
                var subjects = Enumerable
                    .Range(0, 300)
                    .Select(i => "s" + i.ToString(CultureInfo.InvariantCulture))
                    .Select(s => new EvidenceSubject(s, RatioIndicator.ForService(s)))
                    .ToArray();
                return Task.Run(
                    () => new PrometheusEvidence(connection).Read(new EvidenceRequest(subjects, _time, 30), token).ToArray(),
                    Token
                );
            }
        );

    private static async Task CancelAsync(Func<PrometheusConnection, CancellationToken, Task> ask)
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = 0;
        await using var server = new FaultServer(
            async (_, reply) =>
            {
                await reply.TrickleAsync(() => began.TrySetResult());
                Interlocked.Increment(ref ended);
            }
        );
        using var connection = new PrometheusConnection(server.Address, new PrometheusOptions(), new QuickTime());
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var asking = ask(connection, cancel.Token);
        await began.Task;
        Assert.False(asking.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Equal(0, ended);
        var asked = server.Requests.Count;
        Assert.InRange(asked, 1, new PrometheusOptions().MaxConcurrency);
    }
}
