using System.Text.RegularExpressions;
using ProgressiveSlo.Discovery;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Reporting;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Readiness;

/// <summary>
/// Numbers in messages have four significant digits at most. More have dates, counts, and percentages of two decimals, or of as many as it
/// takes to look like no target that they are not; and one thing is in the singular.
/// </summary>
public sealed partial class MessageNumberTests
{
    private static readonly decimal[] _looksLike = [99m, 99.5m, 99.9m, 99.95m, 100m, 95m];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Messages_of_gates_reports_budgets_and_suggestions_have_no_digits_that_say_nothing(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 150; i++)
        {
            foreach (var text in Texts(random))
                AssertShort(text);
        }
    }

    [Theory]
    [InlineData("standard deviation 0.012345")]
    [InlineData("P95 latency 464.70588ms")]
    [InlineData("would burn 123.46 times")]
    [InlineData("12345.6 ms")]
    [InlineData("99.123% meets")]
    [InlineData("1 incidents in")]
    [InlineData("0.30000000000000004")]
    public void The_check_finds_what_it_looks_for(string text) => Assert.ThrowsAny<Exception>(() => AssertShort(text));

    private static IEnumerable<string> Texts(Random random)
    {
        var days = random.Next(1, 70);
        var events = (long)Math.Pow(10, 1 + (6 * random.NextDouble()));
        var share = Math.Pow(10, -1 - (4 * random.NextDouble()));
        var evidence = DayEvidence.Of(days, events, _ => (long)(events * share * 2 * random.NextDouble())) with
        {
            LatencyP95 = Math.Pow(10, -1 + (5 * random.NextDouble())),
            LatencyP99 = 12_345.678,
            IncidentsLast30d = random.Next(0, 3),
            LatencyFrom = DayEvidence.Today.AddDays(-days),
        };
        var latency = LatencyMetric.Parse("answer_seconds", false, "LatencyMetric");
        double? trials = random.Next(3) == 0 ? random.Next(1, 30) : null;
        var phase = TestProfiles.Default.Phases[random.Next(4)].Name;
        var plan = DayEvidence.Plan(days, phase, latency: latency, alerting: [TestProfiles.Alert()], trials: trials);
        var estimate = evidence with { Days = [], Availability = 1 - share, AvailabilityStdDev = share / 3, LatencyFrom = null };
        foreach (var result in new[] { DayEvidence.Evaluate(plan, evidence), DayEvidence.Evaluate(estimate, phase) })
        {
            foreach (var check in result.Checks)
                yield return check.Message;
            using var report = new StringWriter();
            new MarkdownReadinessReport().Write(result, report);
            yield return report.ToString().Replace("\\", "", StringComparison.Ordinal);
        }

        var history = new ServiceHistory("api", [.. evidence.Days.Select(d => ((long, long)?)(d.GoodEvents, d.TotalEvents))])
        {
            P95 = evidence.LatencyP95,
        };
        yield return PhaseSuggestion.Create(history, TestProfiles.Default).Reason;
        var last = evidence.Days[^1];
        yield return ErrorBudget.Compute(last.GoodEvents, last.TotalEvents, 0.999m, TimeSpan.FromDays(30)).ToString();
    }

    private static void AssertShort(string text)
    {
        Assert.DoesNotMatch(ManyOfOne(), text);
        foreach (Match match in Number().Matches(Date().Replace(text, "")))
        {
            var (number, unit) = (match.Groups["number"].Value, match.Groups["unit"].Value.Trim());

            // Whole numbers are counts, unless they have the unit of something that is measured.
            if (!number.Contains('.', StringComparison.Ordinal) && unit.Length == 0)
                continue;
            var digits = number.Replace(".", "", StringComparison.Ordinal).TrimStart('0');
            if (!number.Contains('.', StringComparison.Ordinal))
                digits = digits.TrimEnd('0');
            var value = decimal.Parse(number, CultureInfo.InvariantCulture);
            var isNeeded = unit == "%" && (decimal.Round(value, 2) == value || _looksLike.Any(t => Math.Abs(t - value) <= 0.01m));
            Assert.True(digits.Length <= 4 || isNeeded || IsNearOne(value, unit), $"{number}{unit} in: {text}");
        }
    }

    // 1.00001 times the budget is more than all of it.
    private static bool IsNearOne(decimal value, string unit) => unit == "times" && Math.Abs(value - 1m) < 0.01m;

    [GeneratedRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:]+Z)?")]
    private static partial Regex Date();

    [GeneratedRegex("(?<![0-9.])(?<number>[0-9]+([.][0-9]+)?)(?<unit> ?ms\\b| times\\b| ?%)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<![0-9.])1 (days|events|incidents|criteria|intervals|bad events|trials)\b")]
    private static partial Regex ManyOfOne();
}
