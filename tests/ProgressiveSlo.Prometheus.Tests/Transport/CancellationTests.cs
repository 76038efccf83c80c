using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Prometheus.Tests.Support;
using ProgressiveSlo.Prometheus.Transport;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Transport;

/// <summary>Measures time, so nothing runs beside it; what else the machine does may spoil a few tries, not all.</summary>
[Collection(nameof(Alone))]
public sealed class CancellationTests
{
    private const int Tries = 5;
    private static readonly DateTime Time = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_request_ends_within_100_ms_while_its_body_trickles_in() =>
        MeasureAsync((connection, token) => new PrometheusApi(connection).QueryAsync("up", Time, () => new SeriesList(), token));

    [Fact]
    public Task A_collection_of_evidence_ends_within_100_ms() =>
        MeasureAsync(
            (connection, token) =>
            {
                var subjects = Enumerable
                    .Range(0, 300)
                    .Select(i => new EvidenceSubject("s" + i.ToString(CultureInfo.InvariantCulture), RatioIndicator.Default)
                    {
                        Label = "service",
                    })
                    .ToArray();
                return Task.Run(
                    () => new PrometheusEvidence(connection).Read(new EvidenceRequest(subjects, Time, 30), token).ToArray(),
                    Token
                );
            }
        );

    private static async Task MeasureAsync(Func<PrometheusConnection, CancellationToken, Task> ask)
    {
        var best = long.MaxValue;
        for (var i = 0; i < Tries && best > 100; i++)
        {
            var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var server = new FaultServer((_, reply) => reply.TrickleAsync(() => began.TrySetResult()));
            using var connection = new PrometheusConnection(server.Address, new PrometheusOptions());
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
            var asking = ask(connection, cancel.Token);
            await began.Task;
            var watch = Stopwatch.StartNew();
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
            best = Math.Min(best, watch.ElapsedMilliseconds);
        }

        Assert.InRange(best, 0, 100);
    }
}

/// <summary>Tests that nothing runs beside.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
