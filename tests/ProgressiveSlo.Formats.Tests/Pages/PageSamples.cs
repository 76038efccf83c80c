using ProgressiveSlo.Evidence;
using ProgressiveSlo.Formats.Pages;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Formats.Tests.Pages;

/// <summary>Plans with records that have what happens: quiet days, incidents, days without traffic, gaps.</summary>
internal static class PageSamples
{
    private static readonly DateTime _start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    public static string Write(params IReadOnlyList<object> subjects)
    {
        using var text = new StringWriter { NewLine = "\r\n" };
        new HtmlReport(new Fixed(_start.AddDays(40).AddHours(9))).WriteAll(subjects, text);
        return text.ToString();
    }

    /// <summary>A service with a plan and the verdict of its current phase after so many days.</summary>
    public static (SloPlan Plan, ReadinessResult Result) Service(string name, int days, int seed, double badShare, string doubt = "")
    {
        var plan = TestPlans.Make(name, "team \"shop\" & <sons>");
        var result = new ReadinessGate(new Fixed(_start.AddDays(days).AddHours(9))).Evaluate(
            plan.Phases[0],
            Evidence(name, days, seed, badShare) with
            {
                Warnings = doubt.Length == 0 ? [] : [doubt],
            },
            GateOptions.Default
        );
        return (plan, result);
    }

    public static SloEvidence Evidence(string name, int days, int seed, double badShare)
    {
        var random = new Random(seed);
        var record = new List<SloDay>();
        for (var i = 0; i < days; i++)
        {
            var isExcluded = days > 20 && i == 15;
            if (isExcluded)
                continue;
            var total = i % 17 == 11 ? 0 : 40_000L + random.Next(20_000);
            var incident = random.Next(23) == 0 ? 40 : 1;
            var bad = i % 5 == 3 ? 0 : Math.Min(total, (long)(total * badShare * incident * (0.3 + random.NextDouble())));
            record.Add(new SloDay(_start.AddDays(i), total - bad, total) { Coverage = i == 8 ? 0.9 : 1 });
        }

        var all = record.Sum(d => d.TotalEvents);
        var good = record.Sum(d => d.GoodEvents);
        return new SloEvidence
        {
            Service = name,
            Namespace = "production",
            From = _start,
            To = _start.AddDays(days),
            Days = record,
            GoodEvents = good,
            TotalEvents = all,
            Availability = all == 0 ? null : (double)good / all,
            IncidentsLast30d = 2,
            Exclusions = days > 20 ? [new(_start.AddDays(15), _start.AddDays(16), "Move of the data center")] : [],
        };
    }

    public static IReadOnlyList<object> Fleet(int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .SelectMany(i =>
                {
                    var (plan, result) = Service(
                        "service-" + i,
                        12 + i % 40,
                        i,
                        i % 3 == 0 ? 0.0004
                            : i % 3 == 1 ? 0.004
                            : 0.012
                    );
                    return i % 11 == 5 ? new object[] { plan } : [plan, result];
                }),
        ];

    private sealed class Fixed(DateTime now) : IClock
    {
        public DateTime UtcNow { get; } = now;
    }
}
