using ProgressiveSlo.Evidence;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Reports;
using ProgressiveSlo.Guidance;
using ProgressiveSlo.Migration.ParallelRun;
using ProgressiveSlo.Migration.Reporting;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Reporting;
using ProgressiveSlo.Time;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Reports;

/// <summary>
/// Reports of single objects, byte by byte. Scripts read the JSON, so a new property of an object does not change one by itself.
/// </summary>
public sealed class ReportGoldenTests
{
    private static readonly DateTime From = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);
    private static readonly IReportWriter[] ReportNames = [.. CoreReports.All, .. MigrationReports.All, .. FormatReports.All];
    private static readonly Challenge KnownChallenge = new("Alert fatigue", ["fewer alerts", "burn rates"]);

    [Fact]
    public void A_plan_is_the_golden_one()
    {
        var plan = TestPlans.Make("Größe", owner: "team \"<shop>\"");
        plan = PlanCriteria.Complete(plan, plan.Phases[0], plan.Phases[0].SuccessCriteria[1], "run 7", "ops", From, replace: false);
        AssertGolden(
            "plan",
            PlanTransitions.Apply(plan, new PlanTransition("ops", From) { Force = true, Reason = "a\nb ##vso[x] | <c>" })
        );
    }

    [Fact]
    public void A_readiness_result_is_the_golden_one()
    {
        var gate = new ReadinessGate(new Noon());
        var plan = TestPlans.Make();
        var evidence = new SloEvidence { Availability = 0.1 + 0.2, LatencyP95 = 1200 };
        var guidance = new GuidanceSet([(KnownChallenge, ["LatencyP95"])]);
        AssertGolden("readiness", gate.Evaluate(plan.Phases[1], evidence, GateOptions.Default with { Guidance = guidance }));
    }

    [Fact]
    public void A_finding_is_the_golden_one() =>
        AssertGolden(
            "finding",
            new SloFinding("AlertsMissing", FindingSeverity.Warning, "No alerts ##[x]", "slo/日本.yaml", 3, "spec.a[0]", "Write one")
            {
                Column = 5,
                Service = "checkout",
                Challenge = KnownChallenge,
            }
        );

    [Theory]
    [InlineData("parallel-run", 336)]
    [InlineData("parallel-run-nothing", 0)]
    public void A_parallel_run_is_the_golden_one(string name, int hours)
    {
        ParallelRunSide Side(double more, double shift) =>
            new([.. Enumerable.Range(0, hours).Select(h => SliPoint.FromCounts(From.AddHours(h), 999 - (h == 50 ? more : 0), 1000))])
            {
                Alerts =
                    hours == 0
                        ? null
                        :
                        [
                            new("A", From.AddHours(50).AddMinutes(shift), From.AddHours(51)),
                            new("B|", From.AddDays(shift), From.AddDays(shift + 1)),
                        ],
                Query = hours == 0 ? null : "a / b",
            };
        var subject = new ParallelRunSubject("checkout", "availability", From, From.AddDays(14), TimeSpan.FromHours(1))
        {
            Target = 0.999m,
        };
        AssertGolden(name, ParallelRunComparison.Compare(subject, Side(0, 5), Side(300, 2.5)));
    }

    // <name>.json and <name>.md.
    private static void AssertGolden(string name, object subject)
    {
        foreach (var format in new[] { ReportFormat.Json, ReportFormat.Markdown })
            AssertGolden(name + (format == ReportFormat.Json ? ".json" : ".md"), format, subject);
    }

    private static void AssertGolden(string file, ReportFormat format, object subject)
    {
        using var text = new StringWriter { NewLine = "\r\n" };
        ReportNames.Single(r => r.Format == format && r.Accepts(subject)).Write(subject, text);
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "Reports", file)), text.ToString());
    }

    private sealed class Noon : IClock
    {
        public DateTime UtcNow { get; } = From.AddHours(12);
    }
}
