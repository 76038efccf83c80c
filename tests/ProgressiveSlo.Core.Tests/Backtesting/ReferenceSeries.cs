using System.IO.Compression;
using System.Text.Json;
using ProgressiveSlo.Backtesting;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Series;
using ProgressiveSlo.Testing;

namespace ProgressiveSlo.Core.Tests.Backtesting;

/// <summary>The series and policies of tests/fixtures/numbers/burn-rate-replay.</summary>
internal static class ReferenceSeries
{
    public static readonly DateTime Start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static EventSeries Read(string name)
    {
        using var reader = new StreamReader(
            new GZipStream(File.OpenRead(Fixtures.Own.Path($"numbers/burn-rate-replay/{name}.csv.gz")), CompressionMode.Decompress)
        );
        var rows = reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Select(l => l.Split(',').Select(n => long.Parse(n, CultureInfo.InvariantCulture)).ToArray())
            .ToArray();
        return EventSeries.Create(name, Start, Minute, [.. rows.Select(r => r[1])], [.. rows.Select(r => r[2])]);
    }

    /// <summary>All policies, those of one pair of windows and those of several.</summary>
    public static IReadOnlyList<(string Id, BacktestPolicy Policy)> Policies()
    {
        var pairs = new Dictionary<string, JsonElement>();
        var policies = new List<(string, BacktestPolicy)>();
        foreach (var policy in Expected().GetProperty("policies").EnumerateArray())
        {
            var id = policy.GetProperty("id").GetString()!;
            pairs[id] = policy;
            JsonElement[] parts = policy.TryGetProperty("any_of", out var any)
                ? [.. any.EnumerateArray().Select(p => pairs[p.GetString()!])]
                : [policy];
            policies.Add(
                (id, new BacktestPolicy(Number(parts[0], "target"), TimeSpan.FromDays(30), [.. parts.Select(p => Alert(p))]) { Name = id })
            );
        }

        return policies;
    }

    /// <summary>What is expected of a series: <c>firing</c>, or <c>peak_long_window_error_ratio</c>.</summary>
    public static JsonElement Expected(string series, string what) =>
        Expected().GetProperty("series").GetProperty(series).GetProperty(what);

    private static JsonElement Expected() =>
        JsonDocument.Parse(File.ReadAllText(Fixtures.Own.Path("numbers/burn-rate-replay/expected.json"))).RootElement;

    private static BurnRateAlert Alert(JsonElement policy) =>
        new(
            "page",
            TimeSpan.FromMinutes(policy.GetProperty("long_minutes").GetInt32()),
            TimeSpan.FromMinutes(policy.GetProperty("short_minutes").GetInt32()),
            Number(policy, "factor")
        );

    private static decimal Number(JsonElement policy, string name) =>
        decimal.Parse(policy.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
}
