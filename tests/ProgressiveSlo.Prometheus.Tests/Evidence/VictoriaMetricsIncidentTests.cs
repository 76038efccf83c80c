using System.Threading;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Evidence;

/// <summary>
/// A VictoriaMetrics with its default limits refuses to look for incidents of 30 days by the minute; they are looked for in parts, and
/// are the same.
/// </summary>
public sealed class VictoriaMetricsIncidentTests
{
    private const string Query = "outage{service=\"{{.service}}\"}";

    private static readonly DateTime _end = new(2026, 1, 31, 0, 0, 0, DateTimeKind.Utc);

    // Hours since the window began, and minutes: one is cut by the middle of the window, one by a quarter, one ends the window.
    private static readonly Dictionary<string, (double Hour, int Minutes)[]> _planted = new()
    {
        ["cart"] = [(27, 20), (359.75, 40), (719.5, 29)],
        ["search"] = [(179.5, 60), (539.9, 30)],
        ["quiet"] = [],
        ["flapping"] = [(360, 2), (360.1, 2), (361, 2)],
    };

    // So many that the query is longer than VictoriaMetrics takes by default, which is 16 KiB.
    private static readonly string[] _others =
    [
        .. Enumerable.Range(0, 60).Select(i => FormattableString.Invariant($"service-with-a-name-that-makes-the-query-long-{i}")),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData(Query)]
    public void Incidents_are_the_same_in_parts_and_in_one_piece(string? query)
    {
        var parts = Incidents(null, query, out var many);
        Assert.Equal(Incidents(50_000, query, out var few), parts);
        Assert.True(many > few, $"There were {many} answers and {few}, so nothing was asked for in parts.");
        Assert.Equal(
            new Dictionary<string, long?>
            {
                ["cart"] = 3,
                ["search"] = 2,
                ["flapping"] = 2,
            },
            parts.Where(p => p.Value > 0)
        );
        Assert.Equal(query is null ? null : 0L, parts["quiet"]);
    }

    [Fact]
    public void A_query_that_is_too_long_is_asked_for_fewer_services()
    {
        var found = Incidents(50_000, null, out _, _others);
        Assert.Equal(
            new Dictionary<string, long?>
            {
                ["cart"] = 3,
                ["search"] = 2,
                ["flapping"] = 2,
            },
            found.Where(p => p.Value > 0)
        );
        Assert.Equal(_planted.Count + _others.Length, found.Count);
    }

    private static Dictionary<string, long?> Incidents(int? mostPoints, string? query, out int answers, params string[] others)
    {
        using var server = new VictoriaMetricsServer(mostPoints: mostPoints);
        var start = new DateTimeOffset(_end).ToUnixTimeSeconds() - (30 * 86_400);
        foreach (var (service, outages) in _planted)
        {
            if (outages.Length == 0)
                continue;
            var times = outages.SelectMany(o => Enumerable.Range(0, o.Minutes).Select(m => start + (long)(o.Hour * 3600) + (m * 60L)));
            var samples = times.Select(t => (t, 1.0)).ToArray();
            server.Load(
                new Dictionary<string, string>
                {
                    ["__name__"] = "ALERTS",
                    ["alertname"] = "Burn",
                    ["alertstate"] = "firing",
                    ["severity"] = "critical",
                    ["service"] = service,
                },
                samples
            );
            server.Load(new Dictionary<string, string> { ["__name__"] = "outage", ["service"] = service }, samples);
        }

        server.Flush();
        using var connection = new PrometheusConnection(server.Address, new PrometheusOptions());
        var subjects = _planted
            .Keys.Concat(others)
            .Select(s => new EvidenceSubject(s, RatioIndicator.ForService(s)) { IncidentQuery = query })
            .ToArray();
        var items = new PrometheusEvidence(connection).Read(new EvidenceRequest(subjects, _end, 30), Token).ToArray();
        Assert.All(items, i => Assert.Null(i.Failure));
        answers = items.Max(i => i.Progress?.Queries ?? 0);
        return items.Select(i => i.Evidence).OfType<SloEvidence>().ToDictionary(e => e.Service!, e => e.IncidentsLast30d);
    }
}
