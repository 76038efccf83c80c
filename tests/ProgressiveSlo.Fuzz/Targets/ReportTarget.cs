using ProgressiveSlo.Evidence;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Formats.Profiles;
using ProgressiveSlo.Fuzz.Checks;
using ProgressiveSlo.Migration.Gaps;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Testing;

namespace ProgressiveSlo.Fuzz.Targets;

/// <summary>
/// Reports of plans, results, findings and gaps whose every text is the input, as a script could give it. Whoever takes it must keep it
/// from becoming markup, a command of a pipeline, or a broken document.
/// </summary>
internal sealed class ReportTarget : FuzzTarget
{
    private const int MostText = 100_000;

    private static readonly DateTime _start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);
    private static readonly ReadinessGate _gate = new(new FixedClock());

    public override string Name => "report";

    public override InputShape Shape => InputShape.Text;

    public override IEnumerable<string> Seeds() =>
        [.. HostileWords.All.Where(w => w.Length > 0), "team-shop", "critical", "a sentence with words\nand lines"];

    public override bool Run(FuzzInput input)
    {
        // Ten texts of one object are the input: it counts ten times.
        var text = input.Text.Length <= MostText ? input.Text : input.Text[..MostText];
        ReportCheck.Run(
            input,
            [new SloFinding(text, FindingSeverity.Warning, text, text, 3, text, text) { Service = text, Definition = text }]
        );
        ReportCheck.Run(
            input,
            [
                new SloGap(text, FindingSeverity.Error, text)
                {
                    Service = text,
                    Tier = text,
                    Owner = text,
                    Name = text,
                    Path = text,
                    Guidance = text,
                    Cmdlet = text,
                },
            ]
        );
        if (!input.TryDo(() => Plan(text), out var plan))
            return false;
        ReportCheck.Run(input, [plan]);
        var written = input.Do(() => Texts.Of(plan));
        Texts.MustBeSame("A plan of hostile texts", written, Texts.Of(input.Do(() => PlanReader.Read(written, ""))));
        ManifestCheck.Run(input, plan.Phases[0].Definitions);
        if (input.TryDo(() => _gate.Evaluate(plan.Phases[0], Evidence(plan), GateOptions.Default), out var result))
            ReportCheck.Run(input, [result]);
        return true;
    }

    private static SloPlan Plan(string text)
    {
        var spec = SloPlanner.CreateSpec(
            "checkout",
            BuiltInProfiles.All[0],
            RatioIndicator.Default,
            SloPlanner.DefaultWindow,
            text,
            text,
            text
        );
        spec = spec with { Labels = PlanLabels.Check([new("team", text)]) };
        var plan = SloPlanner.Plan(spec, _start);
        var phase = plan.Phases[0];
        if (phase.SuccessCriteria is [var criterion, ..])
            plan = PlanCriteria.Complete(plan, phase, criterion, text, text, _start, replace: false);
        return PlanTransitions.Apply(plan, new PlanTransition(text, _start.AddDays(40)) { Force = true, Reason = text });
    }

    private static SloEvidence Evidence(SloPlan plan) =>
        EvidenceReader.Read(new Dictionary<string, object?> { ["Service"] = plan.Service, ["Availability"] = 99.5 });
}
