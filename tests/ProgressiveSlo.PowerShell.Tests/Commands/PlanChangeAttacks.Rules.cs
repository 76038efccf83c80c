using System.Text.RegularExpressions;
using ProgressiveSlo.PowerShell.Tests.Support;

namespace ProgressiveSlo.PowerShell.Tests.Commands;

/// <summary>Branches that write their own permission, or their own rules.</summary>
public static partial class PlanChangeAttacks
{
    private const string SetWindow = "Set-SloPlan $repo/plans/checkout.yaml -Window 28d -By eve -WarningAction SilentlyContinue";

    public static IReadOnlyDictionary<string, PlanChangeAttack> Rules { get; } =
        new Dictionary<string, PlanChangeAttack>
        {
            ["a reason in the place of evidence"] = new(
                r => Exported(r, () => r.Move("checkout")),
                ["MoveForced"],
                "that was forced: Launch of the shop. Move it on evidence, or let whoever owns the gate run it with -AllowForced"
            ),
            ["a reason beside a verdict that is none"] = new(
                r => Proven(r, "NotReady", more: () => r.Edit(Plan, "  verdict: NotReady", "  reason: x\n  verdict: NotReady")),
                ["MoveForced"],
                "that was forced: x"
            ),
            ["a reason beside proof, and a closed gate"] = new(
                r => Proven(r, more: () => r.Edit(Plan, "  verdict: Ready", "  reason: x\n  verdict: Ready")),
                ["GateClosed"],
                "it is not ready to leave baseline",
                Bad
            ),
            ["a new plan in a later phase with a reason"] = new(
                r => Exported(r, () => NewLate(r)),
                ["MoveForced"],
                "basket (production) begins in excellence: The plan begins at excellence. Evidence: wiki"
            ),
            ["a new plan in a later phase with a reason and what looks like proof"] = new(
                r =>
                    Exported(
                        r,
                        () =>
                        {
                            NewLate(r);
                            r.Edit(
                                "plans/basket.yaml",
                                "  reason: 'The plan begins at excellence. Evidence: wiki'\n",
                                $"  verdict: Ready\n  basis: Counts\n  evidenceDigest: {PlanChangeRepository.Digest}\n  reason: wiki\n"
                            );
                        }
                    ),
                ["MoveForced"],
                "basket (production) begins in excellence: wiki"
            ),
            ["the same service anew in a later phase"] = new(
                r =>
                    Exported(
                        r,
                        () =>
                        {
                            r.DeleteFile(Plan);
                            NewLate(r);
                            r.WriteFile(
                                "plans/basket.yaml",
                                r.ReadFile("plans/basket.yaml")
                                    .Replace("basket", "checkout", StringComparison.Ordinal)
                                    .Replace("namespace: production", "namespace: prod", StringComparison.Ordinal)
                            );
                        }
                    ),
                ["MoveForced", "PlanReplaced"],
                "checkout (prod) begins in excellence: The plan begins at excellence. Evidence: wiki"
            ),
            ["the same service under another name, from a later day"] = new(
                r =>
                    Exported(
                        r,
                        () =>
                        {
                            var text = r.ReadFile(Plan);
                            r.DeleteFile(Plan);
                            r.WriteFile(
                                "plans/co.yaml",
                                text.Replace("namespace: production", "namespace: Production", StringComparison.Ordinal)
                            );
                        }
                    ),
                ["PlanReplaced"],
                "The plan of checkout (production) is removed, and that of checkout (Production) takes its place"
            ),
            ["a move of weeks ago"] = new(
                r =>
                    Exported(
                        r,
                        () =>
                        {
                            Proven(r);
                            Date(r, Plan, DateTime.UtcNow.AddDays(-20));
                        }
                    ),
                ["MoveBackdated", "PlanRulesChangedWithMove"],
                "the record of improvement would begin there, before anybody had agreed"
            ),
            ["targets by hand"] = ByHand("availability: 0.995", "availability: 0.991", "targets"),
            ["thresholds by hand"] = ByHand("coverageMin: 0.99", "coverageMin: 0.5", "thresholds of the gate"),
            ["a query by hand"] = ByHand("http_requests_total", "other_requests_total", "what is measured"),
            ["which events are good by hand"] = ByHand("status_code !~ \"5..\"", "status_code !~ \"9..\"", "what is measured"),
            ["a window by hand"] = ByHand("window: 30d", "window: 28d", "window"),
            ["alerts by hand"] = ByHand("severity: critical", "severity: info", "alerts"),
            ["criteria by hand"] = ByHand("- Basic alerts configured\n", "- Nothing\n", "success criteria"),
            ["a criterion without its check by hand"] = ByHand("    verifiedBy: Availability\n", "", "success criteria"),
            ["a criterion that a check shows, by hand"] = ByHand(
                "- Basic alerts configured\n",
                "- text: Basic alerts configured\n    verifiedBy: PhaseDuration\n",
                "success criteria"
            ),
            ["a policy by hand"] = ByHand("forbids:\n  - promotion\n", "forbids:\n  - deployment\n", "error budget policy"),
            ["another window without its entry"] = new(
                r =>
                    Exported(
                        r,
                        () =>
                        {
                            r.Script(SetWindow);
                            r.Edit(Plan, "history:\n" + Entry(r, Plan, 0), "");
                        }
                    ),
                ["PlanRulesUnrecorded", "PhaseStartChanged"],
                "Restore the file, and change it with Set-SloPlan, which begins a new record"
            ),
            ["another window whose entry gives no reason"] = new(
                r =>
                    Exported(
                        r,
                        () =>
                        {
                            r.Script(SetWindow);
                            r.WriteFile(Plan, Regex.Replace(r.ReadFile(Plan), "  reason: .*\n", ""));
                        }
                    ),
                ["MoveWithoutReason"],
                "The entry goes from baseline to baseline without a reason"
            ),
            ["another window on the record of before"] = new(
                r =>
                    Exported(
                        r,
                        () =>
                        {
                            r.Script(SetWindow);
                            r.WriteFile(Plan, Regex.Replace(r.ReadFile(Plan), "(name: baseline\n.*\n  startDate: ).*", "${1}2024-01-01"));
                        }
                    ),
                ["PhaseStartChanged"],
                "The start is 2024-01-01, and the history enters baseline on"
            ),
            ["another window with an entry of weeks ago"] = new(
                r =>
                    Exported(
                        r,
                        () =>
                        {
                            r.Script(SetWindow);
                            Date(r, Plan, DateTime.UtcNow.AddDays(-200));
                        }
                    ),
                ["MoveBackdated"],
                "Undo the move, and make it again today"
            ),
            ["another window and a move"] = new(
                r =>
                    Exported(
                        r,
                        () =>
                        {
                            r.Script(SetWindow);
                            r.Move("checkout");
                            r.Prove(Plan);
                        }
                    ),
                ["PlanRulesChangedWithMove"],
                "what judges it changes with it: window"
            ),
            ["evidence that the branch brings along"] = new(
                r => Proven(r, more: () => r.WriteFile("metrics.csv", "Service,Availability\ncheckout,0.99999\n")),
                ["JudgeChangedWithMove"],
                "The plan is promoted, and the branch changes what judges it: metrics.csv. Make two pull requests of it"
            ),
            ["a record that the branch brings along"] = new(
                r => Proven(r, more: () => r.WriteFile("evidence/production/checkout.csv", "Service,Date\n")),
                ["JudgeChangedWithMove"],
                "changes what judges it: evidence/production/checkout.csv"
            ),
            ["a gate that the branch brings along"] = new(
                r => Proven(r, more: () => r.WriteFile("pull-request.ps1", "exit 0\n")),
                ["JudgeChangedWithMove"],
                "changes what judges it: pull-request.ps1"
            ),
            ["a workflow with the other extension"] = new(
                r => Proven(r, more: () => r.WriteFile(".github/workflows/slo-pull-request.yaml", "on: push\n")),
                ["JudgeChangedWithMove"],
                "changes what judges it: .github/workflows/slo-pull-request.yaml"
            ),
            ["a pipeline of another system"] = new(
                r => Proven(r, more: () => r.WriteFile(".gitlab-ci.yml", "x: 1\n")),
                ["JudgeChangedWithMove"],
                "changes what judges it: .gitlab-ci.yml"
            ),
            ["evidence in other letters"] = new(
                r => Proven(r, more: () => r.WriteFile("METRICS.csv", "x: 1\n")),
                ["JudgeChangedWithMove"],
                "changes what judges it: METRICS.csv"
            ),
            ["a pipeline with a longer name"] = new(
                r => Proven(r, more: () => r.WriteFile("azure-pipelines-slo.yml", "x: 1\n")),
                ["JudgeChangedWithMove"],
                "changes what judges it: azure-pipelines-slo.yml"
            ),
            ["a script beside the gate"] = new(
                r => Proven(r, more: () => r.WriteFile("helpers.psm1", "x: 1\n")),
                ["JudgeChangedWithMove"],
                "changes what judges it: helpers.psm1"
            ),
        };

    private static PlanChangeAttack ByHand(string old, string @new, string what) =>
        new(
            r => Exported(r, () => r.Edit(Plan, old, @new)),
            ["PlanRulesUnrecorded"],
            $"and its history has no entry of that: {what}. Restore the file, and change it with Set-SloPlan"
        );

    private static void NewLate(PlanChangeRepository r) =>
        r.Script("New-SloPlan basket -StartDate 2024-01-01 -StartPhase excellence -StartReason wiki | Export-SloPlan $repo/plans/");

    // The last entry, and the phase that it enters, on another day.
    private static void Date(PlanChangeRepository r, string path, DateTime day)
    {
        var text = r.ReadFile(path);
        var phase = Regex.Match(text, @"  to: (\w+)\n(?!(.|\n)*  to: )").Groups[1].Value;
        var date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        text = Regex.Replace(text, @"  (at|evaluatedAt): .*(?!(.|\n)*  at: )", $"  $1: {date}T00:00:00Z");
        r.WriteFile(path, Regex.Replace(text, $"(name: {phase}\n.*\n  startDate: ).*", "${1}" + date));
    }
}
