using System.Text.RegularExpressions;
using ProgressiveSlo.PowerShell.Tests.Support;

namespace ProgressiveSlo.PowerShell.Tests.Commands;

/// <summary>A branch that tries to get around the gate.</summary>
/// <param name="Make">Changes the working tree or the index of the branch.</param>
/// <param name="Codes">The codes of the findings that refuse it, and no others.</param>
/// <param name="Says">What one of the findings says: file, what, or fix.</param>
/// <param name="Arguments">Evidence that the pipeline gives.</param>
public sealed record PlanChangeAttack(
    Action<PlanChangeRepository> Make,
    string[] Codes,
    string Says,
    string Arguments = PlanChangeAttacks.Good
)
{
    /// <summary>Whether the branch has put together its commit itself, in the index.</summary>
    public bool IsPlanted { get; init; }
}

/// <summary>The branches, by what they try.</summary>
public static partial class PlanChangeAttacks
{
    // Static members of several files have no order, so not once for all.
    public static IReadOnlyDictionary<string, PlanChangeAttack> All =>
        new[] { Moves, Chains, Files, Rules, Texts }.SelectMany(d => d).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);

    public const string Good = "-AllowEstimate -Evidence @{ service = 'checkout'; availability = 0.9965; latency_p95 = 450 }";
    public const string Enough = "-AllowEstimate -Evidence @{ service = 'checkout'; availability = 0.9931; latency_p95 = 1500 }";
    public const string Bad = "-AllowEstimate -Evidence @{ service = 'checkout'; availability = 0.9; latency_p95 = 450 }";

    private const string Plan = "plans/checkout.yaml";
    private const string Moved = "plans/search.yaml";

    public static IReadOnlyDictionary<string, PlanChangeAttack> Moves { get; } =
        new Dictionary<string, PlanChangeAttack>
        {
            ["one line jumps over phases"] = new(
                r => Exported(r, () => r.Edit(Plan, "currentPhase: baseline", "currentPhase: production_ready")),
                ["MoveWithoutEntry"],
                $"{Plan}: currentPhase: The plan goes from baseline to production_ready, and its history has no entry of that",
                Enough
            ),
            ["one line goes on by a phase"] = new(
                r => Exported(r, () => r.Edit(Plan, "currentPhase: baseline", "currentPhase: improvement")),
                ["MoveWithoutEntry"],
                "Move the plan with Step-SloPlan, one phase at a time"
            ),
            ["one line goes back"] = new(
                r => Exported(r, () => r.Edit(Moved, "currentPhase: improvement", "currentPhase: baseline")),
                ["MoveWithoutEntry"],
                $"{Moved}: currentPhase: The plan goes from improvement to baseline"
            ),
            ["one entry jumps over phases"] = new(
                r =>
                    Exported(
                        r,
                        () =>
                        {
                            r.Move("checkout", 2);
                            r.Edit(
                                Plan,
                                Entry(r, Plan, 0) + Entry(r, Plan, 1),
                                Entry(r, Plan, 1).Replace("from: improvement", "from: baseline", StringComparison.Ordinal)
                            );
                        }
                    ),
                ["MoveLeavesPhaseOut"],
                "goes from baseline to production_ready, and skips a phase"
            ),
            ["two entries and evidence for one"] = new(
                r =>
                    Exported(
                        r,
                        () =>
                        {
                            r.Move("checkout", 2);
                            r.Prove(Plan);
                        }
                    ),
                ["GateClosed"],
                "promotes checkout to production_ready, and it is not ready to leave improvement: Availability 99.31% below target 99.50%",
                Enough
            ),
            ["a closed gate"] = new(r => Proven(r), ["GateClosed"], "it is not ready to leave baseline: Availability 90.00% below", Bad),
            ["no evidence"] = new(r => Proven(r), ["EvidenceMissing"], "promotes checkout to improvement, and no evidence was given", ""),
            ["evidence of a service that differs in case"] = new(
                r => Proven(r),
                ["GateNotJudged"],
                "There is no evidence for checkout",
                Good.Replace("checkout", "Checkout", StringComparison.Ordinal)
            ),
            ["evidence that names no service"] = new(
                r => Proven(r),
                ["GateNotJudged"],
                "what was given names no service",
                "-AllowEstimate -Evidence @{ availability = 0.9965; latency_p95 = 450 }"
            ),
            ["two pieces of evidence"] = new(
                r => Proven(r),
                ["GateNotJudged"],
                "More than one piece of evidence is of checkout",
                Good + ", @{ service = 'checkout'; availability = 0.9; latency_p95 = 450 }"
            ),
            ["an estimate"] = new(
                r => Proven(r),
                ["GateNotJudged"],
                "The evidence is an estimate of bare numbers, and only counts of days move a plan",
                Good.Replace("-AllowEstimate ", "", StringComparison.Ordinal)
            ),
            ["an entry that rests on an estimate"] = new(
                r => Proven(r, more: () => r.Edit(Plan, "basis: Counts", "basis: Estimate")),
                ["MoveUnproven"],
                "its evidence is not counts of days"
            ),
            ["an entry that does not say when its evidence was judged"] = new(
                r => Proven(r, more: () => r.WriteFile(Plan, Regex.Replace(r.ReadFile(Plan), "  evaluatedAt: .*\n", ""))),
                ["MoveUnproven"],
                "it does not say when its evidence was judged"
            ),
            ["an entry whose evidence was judged long before the move"] = new(
                r =>
                    Proven(
                        r,
                        more: () => r.WriteFile(Plan, Regex.Replace(r.ReadFile(Plan), "  evaluatedAt: .*\n", "  evaluatedAt: 2025-01-31\n"))
                    ),
                ["MoveUnproven"],
                "its evidence was judged at 2025-01-31T00:00:00Z"
            ),
            ["an entry with which the plan is said to begin"] = new(
                r => Proven(r, more: () => r.Edit(Plan, "  basis: Counts", "  start: true\n  basis: Counts")),
                ["HistoryBroken"],
                "The entry says that the plan began with it"
            ),
            ["an entry without a digest"] = new(
                r => Proven(r, digest: ""),
                ["MoveUnproven"],
                "history[0]: The entry goes from baseline to improvement, and it has no digest"
            ),
            ["a digest that is none"] = new(r => Proven(r, digest: "sha256:0"), ["MoveUnproven"], "it has no digest of the evidence"),
            ["an entry that is not ready"] = new(r => Proven(r, "NotReady"), ["MoveUnproven"], "its verdict is NotReady"),
            ["a verdict in other letters"] = new(r => Proven(r, "WhateverReady"), ["MoveUnproven"], "its verdict is WhateverReady"),
            ["evidence that moved the plan before"] = new(
                r =>
                    Exported(
                        r,
                        () =>
                        {
                            r.Move("checkout", 2);
                            r.Prove(Plan);
                            r.Edit(Plan, PlanChangeRepository.Digest[..^1] + "1", PlanChangeRepository.Digest[..^1] + "0");
                        }
                    ),
                ["MoveUnproven"],
                "history[1]: The entry goes from improvement to production_ready, and its evidence moved the plan before"
            ),
            ["a step back without a reason"] = new(
                r =>
                    Exported(
                        r,
                        () =>
                        {
                            r.Move("search", more: "-Back -Reason 'Budget gone'");
                            r.Edit(Moved, "  reason: Budget gone\n", "");
                        }
                    ),
                ["MoveWithoutReason"],
                "The entry goes from improvement to baseline without a reason"
            ),
            ["an entry that is gone"] = new(
                r => r.Edit(Moved, "history:\n" + Entry(r, Moved, 0), ""),
                ["HistoryEntryRemoved"],
                "history: The history has 1 entry on the target branch, and 0 entries here"
            ),
            ["a reason that was edited"] = new(
                r => r.Edit(Moved, "reason: Launch of the shop", "reason: Proven by the audit"),
                ["HistoryEntryChanged"],
                "history[0]: The entry differs from that of the target branch"
            ),
            ["an entry before the first one"] = new(
                r => r.Edit(Moved, "history:\n", "history:\n" + Line("improvement", "baseline", "2024-01-02") + "  reason: x\n"),
                ["HistoryEntryChanged", "HistoryBroken", "MoveForced"],
                "history[0]: The entry differs from that of the target branch"
            ),
            ["an entry in the future"] = new(
                r =>
                {
                    Proven(r);
                    r.WriteFile(Plan, Regex.Replace(r.ReadFile(Plan), "  (at|evaluatedAt): .*", "  $1: 2199-01-01T00:00:00Z"));
                },
                ["HistoryDate", "PhaseStartChanged"],
                "history[0]: The entry of 2199-01-01T00:00:00Z is in the future"
            ),
            ["entries that are not in order"] = new(
                r =>
                {
                    r.Move("search");
                    r.Edit(Moved, Entry(r, Moved, 1), Line("improvement", "production_ready", "2024-02-01") + "  reason: x\n");
                    r.Export();
                },
                ["HistoryDate", "MoveForced", "PhaseStartChanged"],
                "history[1]: The entry of 2024-02-01T00:00:00Z is older than the one before it"
            ),
            ["a history that does not lead to the phase"] = new(
                r => Exported(r, () => r.Append(Plan, "history:\n" + Line("baseline", "improvement", "2024-02-01") + "  reason: x\n")),
                ["HistoryBroken", "MoveBackdated", "MoveForced"],
                "The plan is in baseline, and the last entry of its history enters improvement"
            ),
            ["a history that begins elsewhere"] = new(
                r =>
                    Exported(
                        r,
                        () =>
                        {
                            r.Edit(Plan, "currentPhase: baseline", "currentPhase: production_ready");
                            r.Append(Plan, "history:\n" + Line("improvement", "production_ready", "2024-03-31") + "  reason: x\n");
                        }
                    ),
                ["HistoryBroken", "MoveBackdated", "MoveForced"],
                "The entry leaves improvement, and the plan is in baseline before it"
            ),
            ["a record that begins later"] = new(
                r => r.Edit(Plan, "startDate: 2024-01-01", "startDate: 2024-01-20"),
                ["PhaseStartChanged", "PlanRulesUnrecorded"],
                "phases[0].startDate: The start is 2024-01-20, and on the target branch 2024-01-01"
            ),
            ["a phase that began before its entry"] = new(
                r =>
                {
                    Proven(r);
                    r.WriteFile(
                        Plan,
                        Regex.Replace(r.ReadFile(Plan), "(name: improvement\n.*\n  startDate: ).*", "${1}2024-02-01\n  durationDays: 60")
                    );
                },
                ["PhaseStartChanged"],
                "phases[1].startDate: The start is 2024-02-01, and the history enters improvement on"
            ),
            ["targets of its own together with a move"] = new(
                r => Proven(r, more: () => r.Edit(Plan, "availability: 0.995", "availability: 0.991")),
                ["PlanRulesChangedWithMove"],
                "what judges it changes with it: targets. Make two pull requests of it"
            ),
            ["thresholds of its own together with a move"] = new(
                r => Proven(r, more: () => r.Edit(Plan, "coverageMin: 0.99", "coverageMin: 0.5")),
                ["PlanRulesChangedWithMove"],
                "thresholds of the gate"
            ),
            ["a phase left out together with a move"] = new(
                r =>
                    Exported(
                        r,
                        () =>
                        {
                            var text = r.ReadFile(Plan);
                            var start = text.IndexOf("- name: improvement", StringComparison.Ordinal);
                            r.WriteFile(
                                Plan,
                                text.Remove(start, text.IndexOf("- name: production_ready", StringComparison.Ordinal) - start)
                            );
                            r.Move("checkout");
                            r.Prove(Plan);
                        }
                    ),
                ["MoveLeavesPhaseOut", "PlanRulesChangedWithMove"],
                "goes from baseline to production_ready, and skips a phase"
            ),
            ["another file with a promotion"] = new(
                r =>
                {
                    Proven(r);
                    r.WriteFile("plans/shop.yml", r.ReadFile(Plan));
                    r.DeleteFile(Plan);
                },
                ["GateClosed"],
                "plans/shop.yml: : The branch promotes checkout",
                Bad
            ),
            ["a promotion behind a name in capitals"] = new(
                r =>
                {
                    Proven(r);
                    r.Commit();
                    r.Plant("100644", "plans/CHECKOUT.yaml", Basket(r, "other"));
                },
                ["FileNamesCollide", "GateClosed", "ManifestsDoNotFit"],
                "plans/checkout.yaml: : The branch promotes checkout to improvement",
                Bad
            )
            {
                IsPlanted = true,
            },
            ["a second file of the service"] = new(
                r =>
                {
                    r.WriteFile(
                        "plans/other.yaml",
                        r.ReadFile(Plan).Replace("currentPhase: baseline", "currentPhase: improvement", StringComparison.Ordinal)
                    );
                },
                ["PlanDefinedTwice", "MoveWithoutEntry", "ManifestsDoNotFit"],
                "The plan of checkout (production) is defined twice: plans/checkout.yaml has it, too"
            ),
            ["a file that becomes another service"] = new(
                r => Exported(r, () => r.Edit(Plan, "service: checkout\n", "service: basket\n")),
                ["PlanIdentityChanged"],
                "The file has the plan of checkout (production) on the target branch, and that of basket (production) here"
            ),
            ["a file that becomes another namespace"] = new(
                r => Exported(r, () => r.Edit(Plan, "namespace: production", "namespace: staging")),
                ["PlanIdentityChanged"],
                "and that of checkout (staging) here"
            ),
            ["a new plan that begins late"] = new(
                r =>
                    Exported(
                        r,
                        () =>
                            r.WriteFile(
                                "plans/basket.yaml",
                                Basket(r).Replace("currentPhase: baseline", "currentPhase: excellence", StringComparison.Ordinal)
                            )
                    ),
                ["PlanBeginsLate"],
                "plans/basket.yaml: currentPhase: The plan is new and begins in excellence, and nothing says why"
            ),
            ["a new plan with a history of its own making"] = new(
                r =>
                    Exported(
                        r,
                        () =>
                        {
                            r.WriteFile("plans/basket.yaml", Basket(r));
                            r.Move("basket", 3);
                            r.Prove("plans/basket.yaml");
                        }
                    ),
                ["PlanBeginsLate"],
                "The plan is new and begins in improvement, and nothing says why. Begin in baseline"
            ),
            ["a plan that cannot be read"] = new(
                r => r.WriteFile(Moved, "kind: [\n"),
                ["PlanInvalid"],
                "- Error PlanInvalid plans/search.yaml"
            ),
        };

    private static PlanChangeAttack Planted(string mode, string path, string content, string code, string says) =>
        new(r => r.Plant(mode, path, content), [code], says) { IsPlanted = true };

    // The plan of another service, as that of checkout is on main.
    private static string Basket(PlanChangeRepository r, string service = "basket") =>
        r.Git("show", "main:" + Plan).Replace("checkout", service, StringComparison.Ordinal);

    private static void Exported(PlanChangeRepository r, Action change)
    {
        change();
        r.Export();
    }

    private static void Proven(
        PlanChangeRepository r,
        string verdict = "Ready",
        string digest = PlanChangeRepository.Digest,
        Action? more = null
    )
    {
        r.Move("checkout");
        r.Prove(Plan, verdict, digest);
        more?.Invoke();
        r.Export();
    }

    private static string Line(string from, string to, string day) => $"- from: {from}\n  to: {to}\n  at: {day}T00:00:00Z\n  by: eve\n";

    private static string Entry(PlanChangeRepository r, string path, int index)
    {
        var history = r.ReadFile(path).Split("history:\n")[1];
        var entries = history.Split("- from: ", StringSplitOptions.RemoveEmptyEntries);
        return "- from: " + entries[index];
    }
}
