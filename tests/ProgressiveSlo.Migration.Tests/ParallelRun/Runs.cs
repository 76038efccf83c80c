using ProgressiveSlo.Migration.ParallelRun;

namespace ProgressiveSlo.Migration.Tests.ParallelRun;

/// <summary>Two weeks of made-up series by the hour: 336 intervals.</summary>
internal static class Runs
{
    public const int Hours = 14 * 24;

    public static DateTime From { get; } = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    public static ParallelRunSubject Subject { get; } =
        new("checkout", "availability", From, From.AddHours(Hours), TimeSpan.FromHours(1)) { Target = 0.99m };

    /// <summary>A side with a ratio for each hour; null for no point.</summary>
    public static ParallelRunSide Side(Func<int, double?> ratio, IReadOnlyList<FiringInterval>? alerts = null, string? query = null) =>
        new([.. Enumerable.Range(0, Hours).Where(h => ratio(h) is not null).Select(h => new SliPoint(At(h), ratio(h)!.Value))])
        {
            Alerts = alerts ?? [],
            Query = query,
        };

    /// <summary>A side with counts for each hour.</summary>
    public static ParallelRunSide Counts(Func<int, (double Good, double Total)> count) =>
        new([.. Enumerable.Range(0, Hours).Select(h => SliPoint.FromCounts(At(h), count(h).Good, count(h).Total))]) { Alerts = [] };

    public static DateTime At(double hours) => From.AddHours(hours);

    public static FiringInterval Fires(string name, double from, double to) => new(name, At(from), At(to));

    public static ParallelRunResult Compare(ParallelRunSide manual, ParallelRunSide automated, ParallelRunTolerance? tolerance = null) =>
        ParallelRunComparison.Compare(Subject, manual, automated, tolerance);

    public static string[] Codes(this ParallelRunResult result) => [.. result.Reasons.Select(r => r.Code)];

    public static string Message(this ParallelRunResult result, string code) => result.Reasons.Single(r => r.Code == code).Message;
}
