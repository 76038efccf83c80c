using ProgressiveSlo.Changes;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Changes;

/// <summary>What a new plan brings along: its first day, and what its profile asks for.</summary>
public sealed class NewPlanRulesTests
{
    private static readonly DateTime _now = FixedClock.Default.UtcNow;
    private static readonly SourceLayout _layout = new("plans", "manifests");
    private static readonly PhaseProfile _usual = TestProfiles.Default;

    [Theory]
    [InlineData(-800, "PlanStartPast")]
    [InlineData(-15, "PlanStartPast")]
    [InlineData(-14, null)]
    [InlineData(0, null)]
    [InlineData(92, null)]
    [InlineData(93, "PlanStartFuture")]
    [InlineData(20_000, "PlanStartFuture")]
    public void The_first_day_of_a_new_plan_is_near(int days, string? code)
    {
        var change = Added(Plan("search", _usual, _now.AddDays(days)));
        Assert.Equal(code is null ? [] : [code], change.Findings.Select(f => f.Code));
        Assert.All(change.Findings, f => Assert.Equal((FindingSeverity.Warning, "phases[0].startDate"), (f.Severity, f.Field)));
        Assert.True(change.Allowed);
    }

    [Fact]
    public void A_plan_of_the_target_branch_is_not_new_whatever_its_first_day_is()
    {
        var old = Plan("api", Changed(targets: t => t with { Availability = 0.5m }), _now.AddDays(-800));
        var side = Side(old);
        Assert.Empty(PlanChangeComparison.Compare(new PlanChangeRequest(_layout, side, side, _now) { Profiles = [_usual] }));
    }

    public static TheoryData<string, string?> Profiles =>
        new()
        {
            { "same", null },
            { "renamed", null },
            { "stricter", null },
            { "availability", "targets" },
            { "p95", "targets" },
            { "p99", "targets" },
            { "shorter", "lengths of phases" },
            { "threshold of the profile", "thresholds of the gate" },
            { "threshold of a phase", "thresholds of the gate" },
            { "word", "thresholds of the gate" },
            { "criteria", "success criteria" },
            { "phases", "it has other phases" },
        };

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_profile_that_asks_for_less_is_told_of(string what, string? weaker)
    {
        var profile = what switch
        {
            "same" => _usual,
            "renamed" => Changed(name: "own"),
            "stricter" => Changed(targets: t => t with { LatencyP95Milliseconds = t.LatencyP95Milliseconds / 2 }, days: 1),
            "availability" => Changed(targets: t => t with { Availability = t.Availability - 0.0001m }),
            "p95" => Changed(targets: t => t with { LatencyP95Milliseconds = t.LatencyP95Milliseconds + 1 }),
            "p99" => Changed(targets: t => t with { LatencyP99Milliseconds = t.LatencyP99Milliseconds + 1 }),
            "shorter" => Changed(days: -1),
            "threshold of the profile" => Changed(gate: Set(_usual.Gate, "coverageMin", 0.5m)),
            "threshold of a phase" => Changed(phaseGate: Set(GateSettings.Default, "incidentsLast30dMax", 99m)),
            "word" => Changed(gate: Set(_usual.Gate, "availability", "shown")),
            "criteria" => Changed(dropCriteria: true),
            _ => new PhaseProfile("default", [_usual.Phases[^1].AsOnlyPhase()], _usual.Gate),
        };
        var change = Added(Plan("search", profile, _now));
        Assert.Equal(weaker is null ? [] : ["PlanProfileWeaker"], change.Findings.Select(f => f.Code));
        Assert.All(change.Findings, f => Assert.EndsWith(": " + weaker, f.Message, StringComparison.Ordinal));
    }

    // What reviewers once took is no news in the next plan.
    [Fact]
    public void A_profile_of_a_plan_on_the_target_branch_was_agreed_on()
    {
        var lax = Changed(targets: t => t with { Availability = 0.5m });
        var laxer = Changed(targets: t => t with { Availability = 0.4m });
        var before = Side(Plan("api", lax, _now));
        Assert.Empty(Added(Plan("search", lax, _now), before).Findings);
        Assert.Equal("PlanProfileWeaker", Assert.Single(Added(Plan("search", laxer, _now), before).Findings).Code);
        Assert.Equal("PlanProfileWeaker", Assert.Single(Added(Plan("search", lax, _now)).Findings).Code);
    }

    [Fact]
    public void A_budget_that_forbids_promotions_later_or_never_asks_for_less()
    {
        PhaseProfile With(params ErrorBudgetPolicyStep[] steps) =>
            new(_usual.Name, _usual.Phases, _usual.Gate) { ErrorBudgetPolicy = steps };
        ErrorBudgetPolicyStep Stop(decimal share) => new(share, "Stop") { Forbids = [ErrorBudgetPolicyStep.Promotion] };
        string[] Codes(PhaseProfile own) =>
            [.. Added(Plan("search", own, _now), known: With(Stop(0.9m))).Findings.Select(f => f.Message.Split(": ")[^1])];
        Assert.Empty(Codes(With(Stop(0.9m))));
        Assert.Empty(Codes(With(Stop(0.5m), new ErrorBudgetPolicyStep(1m, "Rest"))));
        Assert.Equal(["error budget policy"], Codes(With(Stop(1m))));
        Assert.Equal(["error budget policy"], Codes(With(new ErrorBudgetPolicyStep(0.5m, "Talk"))));
    }

    // The direction of a threshold is read from its key: a new one has to say it.
    [Fact]
    public void Each_threshold_says_in_its_key_which_way_is_stricter()
    {
        var numbers = ReadinessGate.Settings.Values.Where(s => s.Choices.Count == 0).Select(s => s.Key).ToArray();
        Assert.NotEmpty(numbers);
        Assert.All(
            numbers,
            k =>
                Assert.True(
                    k.EndsWith("Max", StringComparison.Ordinal)
                        || k.EndsWith("Min", StringComparison.Ordinal)
                        || k is "strength" or "strengthStrict" or "consecutiveDays",
                    k
                )
        );
    }

    private static SloPlanChange Added(SloPlan plan, SourceSide? before = null, PhaseProfile? known = null)
    {
        var after = Side([.. (before?.Plans ?? []).Select(f => f.Plan!), plan]);
        return PlanChangeComparison
            .Compare(new PlanChangeRequest(_layout, before ?? SourceSide.Empty, after, _now) { Profiles = [known ?? _usual] })
            .Single(c => c.Kind == PlanChangeKind.Added);
    }

    private static SourceSide Side(params SloPlan[] plans)
    {
        PlanFile[] files =
        [
            .. plans.Select(p => new PlanFile(new SourceEntry($"plans/{p.Service}.yaml", SourceEntryKind.File, p.Service), p, [])),
        ];
        return new SourceSide([.. files.Select(f => f.Entry)], files);
    }

    private static SloPlan Plan(string service, PhaseProfile profile, DateTime start) =>
        SloPlanner.Plan(SloPlanner.CreateSpec(service, profile, RatioIndicator.ForService(service), SloPlanner.DefaultWindow), start);

    // The first phase of the usual profile, changed; the others are as they were.
    private static PhaseProfile Changed(
        string? name = null,
        Func<PhaseTargets, PhaseTargets>? targets = null,
        int days = 0,
        GateSettings? gate = null,
        GateSettings? phaseGate = null,
        bool dropCriteria = false
    )
    {
        var first = _usual.Phases[0];
        var phase = new SloPhase(first.Name, first.Order, first.DurationDays + days, targets?.Invoke(first.Targets) ?? first.Targets)
        {
            SuccessCriteria = dropCriteria ? [] : first.SuccessCriteria,
            Alerting = first.Alerting,
            Gate = phaseGate ?? first.Gate,
        };
        return new PhaseProfile(name ?? _usual.Name, [phase, .. _usual.Phases.Skip(1)], gate ?? _usual.Gate)
        {
            ErrorBudgetPolicy = _usual.ErrorBudgetPolicy,
        };
    }

    private static GateSettings Set(GateSettings settings, string key, object value) =>
        new(settings.Values.Where(v => v.Key != key).Append(KeyValuePair.Create(key, value)));
}
