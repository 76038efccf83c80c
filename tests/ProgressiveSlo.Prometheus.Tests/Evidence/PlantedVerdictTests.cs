using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
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

    // The gate of improvement: 99.5 %, p95 1000 ms, p99 2000 ms, 30 consecutive days. Judged are the days 60 to 89.
    private static readonly (string Service, string Verdict, string Blocking)[] _improvement =
    [
        // 5 of 1,000 events of each day are bad: exactly 99.5 %, which meets it.
        ("at-target", Ready, ""),
        ("perfect", Ready, ""),
        ("no-bad-series", Ready, ""),

        // 44,568 of 8,640,000 are bad: 99.48 %. One day has 87.4 %, the others 99.9 %: a spread of 0.022, and 5 days since.
        ("incident-day", NotReady, "Availability:Fail Stability:Fail ConsecutiveDays:Fail"),

        // On average 1 of 104 is bad: 99.04 %. No day meets the target.
        ("restarts", NotReady, "Availability:Fail ConsecutiveDays:Fail"),

        // 1 of 2,401 is bad. Hours without traffic have samples, so nothing is missing.
        ("quiet-nights", Ready, ""),

        // 1.5 of 322.5 are bad: 99.53 %. 43 days have 37 with traffic at least, and Sundays do not break the run.
        ("quiet-sundays", Ready, ""),

        // Two hours of 30 days are missing: 99.7 % is there.
        ("gap-in-a-day", Ready, ""),

        // Two of 30 days are missing: 93.3 %. Nothing has failed in the 18 days since, and before there is no data.
        ("gap-of-days", Insufficient, "Coverage:Fail ConsecutiveDays:Unknown"),

        // A third of the window; all requests lie above the last bucket, so the percentile is not known.
        ("ten-days-old", Insufficient, "LatencyP95:Unknown Coverage:Fail ConsecutiveDays:Unknown"),

        // 2 of 1,007 are bad.
        ("three-pods", Ready, ""),

        // One of 30 days is all bad: 96.7 %, a spread of 0.18, 9 days since.
        ("all-bad-day", NotReady, "Availability:Fail Stability:Fail ConsecutiveDays:Fail"),
        ("huge", Ready, ""),

        // 30 events; 99.5 % takes 598 without a failure.
        ("rare", Insufficient, "Falsifiability:Unknown"),

        // 4 of 34 are bad, on days with one good event: a spread of 0.17. The last one was on day 84. The histogram counted nothing.
        ("rare-and-bad", Insufficient, "Availability:Fail Falsifiability:Unknown LatencyP95:Unknown Stability:Fail ConsecutiveDays:Fail"),

        // About 1 of 350 is bad; 3 incidents.
        ("pay.ments+eu", Ready, ""),

        // Half is bad each day, steadily.
        ("payXmentsseu", NotReady, "Availability:Fail ConsecutiveDays:Fail"),

        // About 1 of 120 is bad, 99.2 %, and 1 of 89, 98.9 %.
        ("Ärzte-портал", NotReady, "Availability:Fail ConsecutiveDays:Fail"),
        ("team:search@eu 1", NotReady, "Availability:Fail ConsecutiveDays:Fail"),
        ("busy-hours", Ready, ""),

        // Of 100 requests 90 take at most 1 s and 8 more at most 2.5 s: p95 is 1,937.5 ms. p99 is above the last bucket, and optional.
        ("growing", NotReady, "LatencyP95:Fail"),

        // p95 is 917 ms, p99 2,125 ms. 5 incidents are allowed.
        ("checkout", NotReady, "LatencyP99:Fail"),
        ("unaligned", Ready, ""),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_verdict_is_that_of_the_planted_events()
    {
        Assert.Equal(PlantedFleet.Services.Append(PlantedFleet.Unaligned).Select(s => s.Name), _improvement.Select(e => e.Service));
        var verdicts = Judge("improvement", _improvement.Select(e => e.Service), days: 43, GateOptions.Default);
        Assert.Equal(_improvement.Select(e => (e.Service, e.Verdict, e.Blocking)), verdicts);
    }

    // 99.0 %, p95 2000 ms, p99 5000 ms; no run of days.
    [Fact]
    public void A_lower_phase_lets_through_what_meets_it() => Assert.Equal(
        [("restarts", Ready, ""), ("Ärzte-портал", Ready, ""), ("team:search@eu 1", NotReady, "Availability:Fail"), ("checkout", Ready, ""), ("gap-of-days", NotReady, "Coverage:Fail")],
        Judge("baseline", ["restarts", "Ärzte-портал", "team:search@eu 1", "checkout", "gap-of-days"], days: 43, GateOptions.Default));

    // 99.9 %, p95 500 ms, p99 1000 ms; 60 consecutive days in a window of 60 days.
    [Fact]
    public void A_higher_phase_looks_at_more_days() => Assert.Equal(
        [
            ("perfect", Ready, ""),
            ("busy-hours", Ready, ""),
            ("at-target", NotReady, "Availability:Fail ConsecutiveDays:Fail"),

            // 1 of 501 is bad.
            ("gap-in-a-day", NotReady, "Availability:Fail ConsecutiveDays:Fail"),
            ("no-bad-series", Ready, ""),
        ],
        Judge("production_ready", ["perfect", "busy-hours", "at-target", "gap-in-a-day", "no-bad-series"], days: 73, GateOptions.Default));

    // With Strict the target has to be demonstrated on 30 looks of 30 days: 59 days.
    [Fact]
    public void Strictly_an_estimate_at_the_target_is_no_proof()
    {
        var strict = new GateOptions { Strict = true };
        var blocking = Judge("improvement", ["at-target", "busy-hours", "perfect", "huge"], days: 59, strict);
        Assert.Equal(("at-target", NotReady, "Demonstration:Fail"), blocking[0]);
        Assert.Equal(("busy-hours", Ready, ""), blocking[1]);
        Assert.Equal(("perfect", Ready, ""), blocking[2]);

        // No alert watches it, so that none has fired says nothing.
        Assert.Equal(("huge", Insufficient, "Incidents:Unknown"), blocking[3]);

        // Nothing has failed, and days are missing.
        Assert.Equal([("perfect", Insufficient, "Demonstration:Unknown")], Judge("improvement", ["perfect"], days: 43, strict));
    }

    private (string Service, string Verdict, string Blocking)[] Judge(string phase, IEnumerable<string> services, int days, GateOptions options)
    {
        var profile = BuiltInProfiles.Find(BuiltInProfiles.DefaultName)!;
        var gate = new ReadinessGate(new FixedClock());
        var metrics = Collect(services, days, gateDays: phase == "production_ready" ? 60 : 30);
        return [.. services.Select(s => gate.Evaluate(profile, profile.Find(phase)!, metrics[s], options)).Select(r =>
            (r.Service!, r.Verdict, string.Join(" ", r.Checks.Where(c => r.Issues.Contains(c.Message)).Select(c => c.Name + ":" + c.Status))))];
    }

    private Dictionary<string, SloMetric> Collect(IEnumerable<string> services, int days, int gateDays)
    {
        var subjects = services.Select(s => new EvidenceSubject(s, RatioIndicator.Default) { Label = "service", Latency = _latency }).ToArray();
        using var connection = new PrometheusConnection(prometheus.Address, new PrometheusOptions());
        var items = new PrometheusEvidence(connection).Read(new EvidenceRequest(subjects, PlantedFleet.End.AddMinutes(3), days) { GateDays = gateDays }, Token).ToArray();
        Assert.All(items, i => Assert.Null(i.Failure));
        return items.Select(i => i.Metric).OfType<SloMetric>().ToDictionary(m => m.Service!);
    }

    private sealed class FixedClock : IClock
    {
        public DateTime UtcNow => PlantedFleet.End.AddMinutes(3);
    }
}
