using System.Text.RegularExpressions;
using ProgressiveSlo.PowerShell.Tests.Support;

namespace ProgressiveSlo.PowerShell.Tests.Commands;

/// <summary>Branches whose histories were edited by hand, by somebody who does not compute digests.</summary>
public static partial class PlanChangeAttacks
{
    public static IReadOnlyDictionary<string, PlanChangeAttack> Chains { get; } =
        new Dictionary<string, PlanChangeAttack>
        {
            ["a date by hand"] = new(
                r =>
                    ByHand(
                        r,
                        text =>
                            Regex.Replace(
                                text,
                                "  (at|evaluatedAt): (.*)T..:..:..Z",
                                m => $"  {m.Groups[1].Value}: {m.Groups[2].Value}T00:00:00Z",
                                RegexOptions.RightToLeft
                            )
                    ),
                ["HistoryBroken"],
                "plans/checkout.yaml: history[0]: The digests of the entry are not those of the entry and of the one before it"
            ),
            ["a verdict by hand"] = new(
                r => ByHand(r, t => t.Replace("verdict: NotReady", "verdict: Ready", StringComparison.Ordinal), "NotReady"),
                ["HistoryBroken"],
                "the history was written by hand. Move the plan with Step-SloPlan"
            ),
            ["a reason by hand"] = new(
                r => ByHand(r, t => t.Replace("  verdict: Ready", "  reason: Seen\n  verdict: Ready", StringComparison.Ordinal)),
                ["HistoryBroken"],
                "history[0]: The digests"
            ),
            ["who moved it by hand"] = new(
                r => ByHand(r, t => t.Replace("  by: kim", "  by: auditor", StringComparison.Ordinal)),
                ["HistoryBroken"],
                "history[0]: The digests"
            ),
            ["digests taken out"] = new(
                r => ByHand(r, t => Regex.Replace(t, "  (previous|digest): .*\n", "")),
                ["HistoryBroken"],
                "history[0]: The digests"
            ),
            ["the first of two entries by hand"] = new(
                r => ByHand(r, t => t.Replace(PlanChangeRepository.Digest[..^1] + "0", PlanChangeRepository.Digest[..^1] + "e"), times: 2),
                ["HistoryBroken"],
                "history[1]: The digests",
                Both
            ),
            ["the first of two entries taken out"] = new(
                r =>
                    ByHand(
                        r,
                        t => t.Replace(Entry(r, Plan, 0), "", StringComparison.Ordinal).Replace("from: improvement", "from: baseline"),
                        times: 2
                    ),
                ["HistoryBroken", "MoveLeavesPhaseOut"],
                "history[0]: The digests"
            ),
            ["an entry of another service"] = new(
                r =>
                {
                    r.Move("search", more: "-Back -Reason 'Budget gone'");
                    r.Move("search");
                    r.Prove(Moved);
                    var entry = Entry(r, Moved, 2);
                    r.Git("checkout", "-q", "--", Moved);
                    ByHand(r, t => Head(t) + entry);
                },
                ["HistoryBroken"],
                "plans/checkout.yaml: history[0]: The digests"
            ),
            ["the whole history of another service"] = new(
                r => ByHand(r, t => Head(t) + Entry(r, Moved, 0)),
                ["HistoryBroken", "MoveForced"],
                "plans/checkout.yaml: history[0]: The digests"
            ),
        };

    // Evidence for two phases.
    private const string Both = "-AllowEstimate -Evidence @{ service = 'checkout'; availability = 0.9992; latency_p95 = 300 }";

    // Moves and proves, with digests that fit; then edits the text, and leaves the digests alone.
    private static void ByHand(PlanChangeRepository r, Func<string, string> edit, string verdict = "Ready", int times = 1)
    {
        r.Move("checkout", times);
        r.Prove(Plan, verdict);
        var text = r.ReadFile(Plan);
        var edited = edit(text);
        Xunit.Assert.NotEqual(text, edited);
        r.WriteByHand(Plan, edited);
        r.Export();
    }

    private static string Head(string text) => text[..text.IndexOf("- from: ", StringComparison.Ordinal)];
}
