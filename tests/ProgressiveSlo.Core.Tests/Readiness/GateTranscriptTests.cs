using System.Text;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Readiness;

/// <summary>
/// Everything that the gate says, in one file for people to read: each check of many records, with its numbers and its words. A changed
/// message or verdict shows as a changed line.
/// </summary>
public sealed class GateTranscriptTests
{
    private static readonly string _golden = Path.Combine(AppContext.BaseDirectory, "Golden", "gate.txt");

    private const string Head = """
        # What the gate says of many records (GateTranscriptTests). The clock stands at 2026-03-01 12:00 UTC. A line is a check: ! where
        # it keeps the gate closed, its name, status, number / target and unit, and its message. Lines of the first record are left out
        # where they are repeated.

        """;

    private static readonly DateTime _today = DayEvidence.Today;

    private static readonly int[] _ages = [1, 30];

    private static readonly HashSet<string> _first = [.. Lines(Cases().First().Result())];

    [Fact]
    public void The_gate_says_what_the_transcript_has()
    {
        var text = new StringBuilder(Head);
        AppendSettings(text);
        var isFirst = true;
        foreach (var (name, result) in Cases())
        {
            Append(text, name, result(), isFirst);
            isFirst = false;
        }

        AppendSummaries(text);
        AppendClaims(text);
        AppendImpossible(text);
        var actual = text.ToString();
        if (actual != File.ReadAllText(_golden))
            File.WriteAllText(_golden + ".actual", actual);
        Assert.Equal(File.ReadAllText(_golden), actual);
    }

    private static IEnumerable<(string Name, Func<ReadinessResult> Result)> Cases() =>
        GateTranscriptRecords
            .OfPlans.Select(c => (c.Name, (Func<ReadinessResult>)(() => DayEvidence.Evaluate(c.Plan, c.Evidence, c.Strict))))
            .Concat(
                GateTranscriptRecords.OfPhases.Select(c =>
                    (c.Name, (Func<ReadinessResult>)(() => DayEvidence.Evaluate(c.Evidence, c.Phase, c.Strict)))
                )
            )
            .Concat(
                _ages.Select(hours =>
                    (
                        $"evidence may be {hours} h old",
                        (Func<ReadinessResult>)(
                            () =>
                                new ReadinessGate(FixedClock.Default).Evaluate(
                                    DayEvidence.Plan(60).Find("improvement")!,
                                    DayEvidence.Of(60, 10_000, _ => 1) with
                                    {
                                        From = _today.AddDays(-60),
                                        To = _today,
                                    },
                                    new GateOptions { MaximumAge = TimeSpan.FromHours(hours) }
                                )
                        )
                    )
                )
            );

    private static void AppendSettings(StringBuilder text)
    {
        text.Append("\n## Settings of a gate\n");
        foreach (var s in ReadinessGate.Settings.Values.OrderBy(s => s.Key, StringComparer.Ordinal))
            text.Append(
                CultureInfo.InvariantCulture,
                $"{s.Key}: {s.Description} [{string.Join('|', s.Choices)}"
                    + $"{(s.Choices.Count > 0 ? "" : $"{s.Minimum}..{s.Maximum}, {s.Default}")}]"
                    + $"{(s.IsWhole ? " whole" : "")}\n"
            );
    }

    private static IEnumerable<string> Lines(ReadinessResult result) =>
        result.Checks.Select(c =>
            FormattableString.Invariant($"{(c.Blocks ? "!" : "-")} {c.Name} {c.Status} {c.Actual:G6} / {c.Target:G6} {c.Unit}: {c.Message}")
        );

    private static void Append(StringBuilder text, string name, ReadinessResult result, bool isFirst)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## {name}\n{result} ({result.Basis}), next {result.NextPhase ?? "none"}");
        text.Append(CultureInfo.InvariantCulture, $", earliest {result.EarliestDate:yyyy-MM-dd}\n");
        foreach (var line in Lines(result).Where(line => isFirst || !_first.Contains(line)))
            text.Append(line).Append('\n');
    }

    private static void AppendSummaries(StringBuilder text)
    {
        var bad = DayEvidence.Evaluate(DayEvidence.Plan(60), DayEvidence.Of(60, 10_000, _ => 900));
        var young = DayEvidence.Evaluate(DayEvidence.Plan(3), DayEvidence.Of(3, 10_000, _ => 0));
        var estimate = DayEvidence.Evaluate(GateTranscriptRecords.Estimate with { Service = "web" }, "baseline");
        text.Append("\n## Messages of Assert-SloPhaseReadiness\n");
        text.Append(NotReadyMessage.Compose([bad], 1, 0)).Append("\n\n");
        text.Append(NotReadyMessage.Compose([bad, young], 4, 1, ["search", "cart"])).Append("\n\n");
        text.Append(NotReadyMessage.Compose([], 2, 2)).Append("\n\n");
        text.Append(NotReadyMessage.OfEstimates([estimate])).Append('\n');
    }

    private static void AppendClaims(StringBuilder text)
    {
        var plan = DayEvidence.Plan(60);
        var good = ReadinessClaim.Of(DayEvidence.Evaluate(plan, DayEvidence.Of(60, 10_000, _ => 1)));
        var claims = new (string Name, ReadinessClaim Claim)[]
        {
            ("as it was made", good),
            ("without evidence", good with { Evidence = null }),
            ("without a plan", good with { Namespace = null }),
            ("of another service", good with { Evidence = good.Evidence! with { Service = "o'ther\n" } }),
            ("said to be ready", good with { Evidence = DayEvidence.Of(60, 10_000, _ => 900) }),
            ("said not to be ready", good with { Verdict = "NotReady", Issues = ["held back"] }),
            ("out of range", good with { Evidence = good.Evidence! with { Coverage = 3 } }),
            ("a day too many", good with { Evidence = DayEvidence.Of(61, 10_000, _ => 1) }),
            ("days too many", good with { Evidence = DayEvidence.Of(70, 10_000, _ => 1) }),
        };
        text.Append("\n## Results on their way to a plan\n");
        foreach (var (name, claim) in claims)
        {
            var v = claim.Replay(plan);
            text.Append(
                CultureInfo.InvariantCulture,
                $"{name}: {(v.Ready ? "ready" : "not ready")}, {v.Verdict}, {v.Basis}; ends {v.EvidenceEnd:yyyy-MM-dd}; "
                    + $"{string.Join("; ", v.Faults)} | {string.Join("; ", v.Issues)}\n"
            );
        }
    }

    private static void AppendImpossible(StringBuilder text)
    {
        text.Append("\n## Gates that nobody could pass on the planned day\n");
        foreach (var (days, window) in new[] { (1, 90), (2, 90), (40, 30), (62, 30), (30, 7) })
        {
            var gate = new GateSettings([new("consecutiveDays", (decimal)days)]);
            foreach (var p in GateFeasibility.Problems(TestProfiles.Default.Phases, gate, window))
                text.Append(CultureInfo.InvariantCulture, $"{days} in {window}: {p.Field}: {p.Message}. {p.Fix}\n");
        }
    }
}
