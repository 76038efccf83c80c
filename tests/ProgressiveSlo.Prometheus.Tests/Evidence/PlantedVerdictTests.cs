using System.Threading;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Formats.Profiles;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Time;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Evidence;

/// <summary>
/// The gate's verdict on each planted service, from a real Prometheus. What is expected was worked out by hand from the planted events:
/// the verdict, and every check that keeps the service from the next phase.
/// </summary>
[Collection(OnPlantedFleet.Name)]
public sealed class PlantedVerdictTests(PlantedPrometheus prometheus)
{
    private const string Ready = "Ready";
    private const string NotReady = "NotReady";
    private const string Insufficient = "InsufficientEvidence";

    private static readonly LatencyMetric _latency = LatencyMetric.Parse("http_request_duration_seconds", false, "LatencyMetric");

    // In every result there are these two as advice: what the next phase would say, and criteria that nobody attested.
    // The samples are five minutes apart, which the evidence says.
    private static readonly string[] _always = ["LookAheadAvailability:Advice", "Criteria:Advice", "EvidenceWarnings:Advice"];

    // The gate of improvement: 99.5 %, p95 1000 ms, p99 2000 ms, and 30 consecutive days on which the last 30 days met the target. The
    // record is the days 30 to 89. Blocking are the checks that keep the service from the next phase; the others neither pass nor decide.
    // No alert of improvement pages, so incidents are judged where an alert watches the service, and waived elsewhere. At half of the
    // budget the policy asks for something, and at all of it, it forbids promotions. In the comments E is the strength of evidence.
    private static readonly (string Service, string Verdict, string Blocking, string Others)[] _improvement =
    [
        // 5 of 1,000 events of each day are bad: exactly 99.5 %, which is met each day, uses all of the budget, and demonstrates nothing.
        ("at-target", NotReady, "Demonstrated:Fail ErrorBudget:Fail", ""),
        ("perfect", Ready, "", ""),
        ("no-bad-series", Ready, "", "Incidents:Waived"),
        // 53,208 of 17,280,000 are bad: 99.69 %. Of these 36,216 came on day 84: all events are worth 688 (E 0.95), days spread by 0.016,
        // and the 30 days to day 89 have 44,568 of 8,640,000: 99.48 %, 103 % of the budget.
        ("incident-day", NotReady, "Demonstrated:Fail ConsecutiveDays:Fail Stability:Fail ErrorBudget:Fail", "Incidents:Waived"),
        // On average 1 of 104 is bad: 99.04 %, and no day meets the target.
        ("restarts", NotReady, "Availability:Fail Demonstrated:Fail ConsecutiveDays:Fail ErrorBudget:Fail", "Incidents:Waived"),
        // 1 of 2,401 is bad. Hours without traffic have samples, so nothing is missing.
        ("quiet-nights", Ready, "", "Incidents:Waived"),
        // 1.5 of 322.5 are bad: 99.53 %, 93 % of the budget; each day is like the others, so E is e^56. Of the 31 days that have 30 days
        // before them 27 have traffic, all met the target, and 30 are asked for.
        ("quiet-sundays", Insufficient, "ConsecutiveDays:Unknown", "Incidents:Waived ErrorBudget:Advice"),
        // Two hours of 60 days are missing: 99.86 % is there.
        ("gap-in-a-day", Ready, "", "Incidents:Waived"),
        // Two of 60 days are missing: 96.7 %. Nothing has failed in the 18 days since. 2 of 602 are bad: 66 % of the budget.
        ("gap-of-days", NotReady, "Coverage:Fail ConsecutiveDays:Unknown", "Incidents:Waived ErrorBudget:Advice"),
        // A sixth of the record; all requests lie above the last bucket, so the percentiles are not known. 3 of 853 are bad.
        (
            "ten-days-old",
            NotReady,
            "Coverage:Fail ConsecutiveDays:Unknown LatencyP95:Unknown LatencyP99:Unknown",
            "Incidents:Waived ErrorBudget:Advice"
        ),
        // 2 of 1,007 are bad.
        ("three-pods", Ready, "", "Incidents:Waived"),
        // One of 60 days is all bad: 98.3 %, a spread of 0.13, and 96.7 % in the last 30 days.
        (
            "all-bad-day",
            NotReady,
            "Availability:Fail Demonstrated:Fail ConsecutiveDays:Fail Stability:Fail ErrorBudget:Fail",
            "Incidents:Waived"
        ),
        ("huge", Ready, "", "Incidents:Waived"),
        // 60 events, all good: E is 1.2, and more is not possible at this traffic.
        ("rare", Insufficient, "Demonstrated:Unknown", "Incidents:Waived"),
        // 8 of 68 are bad, on days with one good event: a spread of 0.17. The histogram counted nothing.
        (
            "rare-and-bad",
            NotReady,
            "Availability:Fail Demonstrated:Fail ConsecutiveDays:Fail LatencyP95:Unknown LatencyP99:Unknown Stability:Fail "
                + "ErrorBudget:Fail",
            "Incidents:Waived"
        ),
        // About 1 of 350 is bad, 57 % of the budget; 3 incidents of 5.
        ("pay.ments+eu", Ready, "", "ErrorBudget:Advice"),
        // Half is bad each day, steadily.
        ("payXmentsseu", NotReady, "Availability:Fail Demonstrated:Fail ConsecutiveDays:Fail ErrorBudget:Fail", ""),
        // About 1 of 120 is bad, 99.2 %, and 1 of 89, 98.9 %.
        ("Ärzte-портал", NotReady, "Availability:Fail Demonstrated:Fail ConsecutiveDays:Fail ErrorBudget:Fail", "Incidents:Waived"),
        ("team:search@eu 1", NotReady, "Availability:Fail Demonstrated:Fail ConsecutiveDays:Fail ErrorBudget:Fail", "Incidents:Waived"),
        // 4.5 of 5,005 are bad in busy hours.
        ("busy-hours", Ready, "", ""),
        // Of 100 requests 90 take at most 1 s and 8 more at most 2.5 s: p95 is 1,937.5 ms, above the 500 ms of the next phase too. p99
        // is above the last bucket.
        ("growing", NotReady, "LatencyP95:Fail LatencyP99:Unknown", "Incidents:Waived LookAheadLatencyP95:Advice"),
        // p95 is 917 ms, p99 2,125 ms; the next phase allows 500 and 1,000. 5 incidents are allowed.
        ("checkout", NotReady, "LatencyP99:Fail", "LookAheadLatencyP95:Advice LookAheadLatencyP99:Advice"),
        ("unaligned", Ready, "", "Incidents:Waived"),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_verdict_is_that_of_the_planted_events()
    {
        Assert.Equal(PlantedFleet.Services.Append(PlantedFleet.Unaligned).Select(s => s.Name), _improvement.Select(e => e.Service));
        var results = Evaluate("improvement", _improvement.Select(e => e.Service), days: 60, GateOptions.Default);
        Assert.Equal(_improvement, results.Select(r => (r.Service!, r.Verdict, Names(r, blocking: true), Names(r, blocking: false))));
        Assert.All(results, r => Assert.Equal(_always.Order(), r.Checks.Select(Told).Intersect(_always).Order()));
    }

    // 99.0 %, p95 2000 ms, p99 5000 ms; no run of days.
    [Fact]
    public void A_lower_phase_lets_through_what_meets_it() =>
        Assert.Equal(
            [
                ("restarts", Ready, ""),
                ("Ärzte-портал", Ready, ""),
                ("team:search@eu 1", NotReady, "Availability:Fail Demonstrated:Fail ErrorBudget:Fail"),
                ("checkout", Ready, ""),
                ("gap-of-days", NotReady, "Coverage:Fail"),
            ],
            Judge("baseline", ["restarts", "Ärzte-портал", "team:search@eu 1", "checkout", "gap-of-days"], days: 30, GateOptions.Default)
        );

    // 99.9 %, p95 500 ms, p99 1000 ms; 60 consecutive days over 30 days.
    [Fact]
    public void A_higher_phase_looks_at_more_days() =>
        Assert.Equal(
            [
                ("perfect", Ready, ""),
                ("busy-hours", Ready, ""),
                ("at-target", NotReady, "Availability:Fail Demonstrated:Fail ConsecutiveDays:Fail ErrorBudget:Fail"),
                // 1 of 501 is bad; nobody knows of incidents.
                ("gap-in-a-day", NotReady, "Availability:Fail Demonstrated:Fail ConsecutiveDays:Fail Incidents:Unknown ErrorBudget:Fail"),
                // No alert rule watches it, so nobody knows whether there were incidents.
                ("no-bad-series", Insufficient, "Incidents:Unknown"),
            ],
            Judge(
                "production_ready",
                ["perfect", "busy-hours", "at-target", "gap-in-a-day", "no-bad-series"],
                days: 90,
                GateOptions.Default
            )
        );

    // With Strict the strength has to be 20.
    [Fact]
    public void Strictly_an_estimate_at_the_target_is_no_proof()
    {
        var strict = new GateOptions { Strict = true };
        var blocking = Judge("improvement", ["at-target", "busy-hours", "perfect"], days: 60, strict);
        Assert.Equal(("at-target", NotReady, "Demonstrated:Fail ErrorBudget:Fail"), blocking[0]);
        Assert.Equal(("busy-hours", Ready, ""), blocking[1]);
        Assert.Equal(("perfect", Ready, ""), blocking[2]);

        // Nothing has failed, and days are missing.
        Assert.Equal(
            [("perfect", Insufficient, "PhaseDuration:Unknown ConsecutiveDays:Unknown")],
            Judge("improvement", ["perfect"], days: 43, strict)
        );
    }

    // Planned from the first planted day on: baseline is days 0 to 29, improvement 30 to 89 and just over. The third criterion, 30
    // consecutive days, is in the evidence.
    [Fact]
    public void A_plan_knows_whether_its_phase_is_over_and_its_criteria_are_met()
    {
        var plan = InImprovement("perfect", PlantedFleet.Start);
        var evidence = Collect(["perfect"], 60)["perfect"];
        var gate = new ReadinessGate(new FixedClock());
        var open = gate.Evaluate(plan.Find("improvement")!, evidence, GateOptions.Default);
        Assert.Equal((NotReady, "Criteria:Fail"), (open.Verdict, Names(open, blocking: true)));
        Assert.Equal((1, 3), Measured(open, "Criteria"));
        Assert.Equal((60, 60), Measured(open, "PhaseDuration"));

        foreach (var text in new[] { "Error budget policy established", "Regular SLO reviews scheduled" })
        {
            var phase = plan.Find("improvement")!;
            plan = PlanCriteria.Complete(
                plan,
                phase,
                phase.SuccessCriteria.Single(c => c.Text == text),
                "wiki/slo",
                "Ada",
                PlantedFleet.End,
                replace: false
            );
        }

        var attested = gate.Evaluate(plan.Find("improvement")!, evidence, GateOptions.Default);
        Assert.Equal((Ready, ""), (attested.Verdict, Names(attested, blocking: true)));
        Assert.Equal((3, 3), Measured(attested, "Criteria"));
    }

    // Planned from its first day: 10 of 30 days of baseline are over. What is attested does not make up for days that are not there.
    [Fact]
    public void A_phase_that_began_ten_days_ago_is_not_over()
    {
        var plan = Plan("ten-days-old", PlantedFleet.Start.AddDays(80));
        var result = new ReadinessGate(new FixedClock()).Evaluate(
            plan.Phases[0],
            Collect(["ten-days-old"], 10)["ten-days-old"],
            GateOptions.Default
        );
        Assert.Equal((10, 30), Measured(result, "PhaseDuration"));
        Assert.Equal(PlantedFleet.Start.AddDays(110), result.EarliestDate);
        Assert.Contains("PhaseDuration:Unknown", Names(result, blocking: true), StringComparison.Ordinal);
    }

    private static SloPlan Plan(string service, DateTime start) =>
        SloPlanner.Plan(
            SloPlanner.CreateSpec(
                service,
                BuiltInProfiles.Find(BuiltInProfiles.DefaultName)!,
                RatioIndicator.Default,
                SloPlanner.DefaultWindow
            ),
            start
        );

    private static SloPlan InImprovement(string service, DateTime start)
    {
        var plan = Plan(service, start);
        return SloPlanner.Restore(
            SloPlanner.CreateSpec(service, plan.GetProfile(), plan.Indicator, plan.Window),
            [.. plan.Phases.Select(p => p.StartDate)],
            [.. plan.Phases.Select(p => p.SuccessCriteria)],
            "improvement",
            []
        );
    }

    private static (double, double) Measured(ReadinessResult result, string check) =>
        result.Checks.Where(c => c.Name == check).Select(c => (c.Actual!.Value, c.Target!.Value)).Single();

    private static string Names(ReadinessResult result, bool blocking) =>
        string.Join(
            " ",
            result
                .Checks.Where(c => c.Status != "Pass" && !_always.Contains(Told(c)) && result.Issues.Contains(c.Message) == blocking)
                .Select(Told)
        );

    private static string Told(ReadinessCheck check) => check.Name + ":" + check.Status;

    private (string Service, string Verdict, string Blocking)[] Judge(
        string phase,
        IEnumerable<string> services,
        int days,
        GateOptions options
    ) => [.. Evaluate(phase, services, days, options).Select(r => (r.Service!, r.Verdict, Names(r, blocking: true)))];

    // Judged in a plan whose phase has just lasted its planned days. Nobody attested anything, so that criteria are shown only.
    private ReadinessResult[] Evaluate(string phase, IEnumerable<string> services, int days, GateOptions options)
    {
        var gate = new ReadinessGate(new FixedClock());
        var metrics = Collect(services, days);
        return [.. services.Select(s => gate.Evaluate(Planned(s, phase, days).Find(phase)!, metrics[s], options))];
    }

    private static SloPlan Planned(string service, string phase, int days)
    {
        var usual = BuiltInProfiles.Find(BuiltInProfiles.DefaultName)!;
        var profile = new PhaseProfile(usual.Name, usual.Phases, new GateSettings([.. usual.Gate.Values, new("criteria", "shown")]))
        {
            ErrorBudgetPolicy = usual.ErrorBudgetPolicy,
        };
        var order = profile.Find(phase)!.Order;
        return SloPlanner.Restore(
            SloPlanner.CreateSpec(service, profile, RatioIndicator.Default, SloPlanner.DefaultWindow) with
            {
                Latency = _latency,
            },
            [.. profile.Phases.Select(p => p.Order <= order ? PlantedFleet.End.AddDays(p.Order - order - days) : PlantedFleet.End)],
            [.. profile.Phases.Select(p => p.SuccessCriteria)],
            phase,
            []
        );
    }

    private Dictionary<string, SloEvidence> Collect(IEnumerable<string> services, int days)
    {
        var subjects = services
            .Select(s => new EvidenceSubject(s, RatioIndicator.ForService(s)) { Latency = ServiceCondition.AddTo(_latency, "service", s) })
            .ToArray();
        using var connection = new PrometheusConnection(prometheus.Address, new PrometheusOptions());
        var items = new PrometheusEvidence(connection)
            .Read(new EvidenceRequest(subjects, PlantedFleet.End.AddMinutes(3), days), Token)
            .ToArray();
        Assert.All(items, i => Assert.Null(i.Failure));
        return items.Select(i => i.Evidence).OfType<SloEvidence>().ToDictionary(m => m.Service!);
    }

    private sealed class FixedClock : IClock
    {
        public DateTime UtcNow => PlantedFleet.End.AddMinutes(3);
    }
}
