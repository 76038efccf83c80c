using System.Text;
using CsCheck;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Planning;
using Xunit;

namespace ProgressiveSlo.Formats.Tests;

/// <summary>A plan file whose history was written by hand is refused, with the place.</summary>
public sealed class PlanHistoryFileTests
{
    private const string Fix = "Take the file back from Git as it was, and move and change plans with Step-SloPlan and Set-SloPlan alone.";
    private static readonly DateTime _at = new(2026, 2, 20, 8, 30, 0, DateTimeKind.Utc);

    private static string Good => TestPlans.Write(Moved());

    [Theory]
    [InlineData("  by: kim\n", "  by: eve\n", "history[0].digest", "  digest: ", "The entry was written or changed by hand.")]
    [InlineData("  by: kim\n", "  by: eve\n", "history[1].previous", "  previous: ", "The entry before this one was changed, or one was")]
    [InlineData("  by: lee\n", "  by: eve\n", "history[1].digest", "  digest: ", "The entry was written or changed by hand.")]
    [InlineData("08:30:00Z\n  by: kim", "08:30:01Z\n  by: kim", "history[0].digest", "  digest: ", "The entry was written or changed")]
    [InlineData("reason: second", "reason: third", "history[1].digest", "  digest: ", "The entry was written or changed by hand.")]
    [InlineData("  reason: first\n", "", "history[0].digest", "  digest: ", "The entry was written or changed by hand.")]
    [InlineData("  by: lee\n", "  by: lee\n  verdict: Ready\n", "history[1].digest", "  digest: ", "The entry was written or changed")]
    [InlineData("  by: lee\n", "  by: lee\n  verdict: Good\n", "history[1].verdict", "  verdict: ", "'Good' is not a verdict.")]
    [InlineData("  by: lee\n", "  by: lee\n  basis: None\n", "history[1].basis", "  basis: ", "'None' is not a basis of a verdict.")]
    [InlineData(
        "  by: lee\n",
        "  by: lee\n  evidenceDigest: sha256:00\n",
        "history[1].evidenceDigest",
        "  evidenceDigest: ",
        "'sha256:00' is not a digest of evidence."
    )]
    [InlineData("- from: improvement", "- from: baseline", "history[1].from", "- from: ", "The entry leaves baseline, and the one before")]
    [InlineData("2026-02-21T", "2026-02-19T", "history[1].at", "  at: ", "The entry is of 2026-02-19T08:30:00Z, before the one above it.")]
    [InlineData("2026-02-21T", "2199-02-21T", "history[1].at", "  at: ", "2199-02-21T08:30:00Z is in the future.")]
    [InlineData("  by: lee\n", "  by: lee\n  start: true\n", "history[1].start", "  start: ", "The plan began with the first entry")]
    [InlineData(
        "service: api-service",
        "service: web",
        "history[0].previous",
        "  previous: ",
        "The history was not begun by a cmdlet for web"
    )]
    [InlineData(
        "namespace: production",
        "namespace: x",
        "history[0].previous",
        "  previous: ",
        "not begun by a cmdlet for api-service in x."
    )]
    [InlineData(
        "currentPhase: production_ready",
        "currentPhase: excellence",
        "currentPhase",
        "currentPhase: ",
        "The plan is in excellence, and its history ends in production_ready."
    )]
    public void What_contradicts_itself_is_refused_where_it_stands(string old, string @new, string field, string key, string message)
    {
        var text = Good;
        Assert.Contains(old, text, StringComparison.Ordinal);
        text = text.Replace(old, @new, StringComparison.Ordinal);
        var problem = Assert.Single(Refused(text).Problems, p => p.Problem.Field == field);
        Assert.Contains($"{field}: ", problem.ToString(), StringComparison.Ordinal);
        Assert.Contains(message, problem.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(Fix, problem.ToString(), StringComparison.Ordinal);

        // The line of that key in that entry, and the column of its value.
        var lines = text.Split('\n');
        var number = field == "currentPhase" ? 0 : field[8] - '0';
        var first = field == "currentPhase" ? 0 : lines.Index().Where(l => l.Item.StartsWith("- from: ", Ordinal)).ElementAt(number).Index;
        var line = lines.Index().Skip(first).First(l => l.Item.StartsWith(key, Ordinal)).Index;
        Assert.Equal((line + 1, key.Length + 1), (problem.Line, problem.Column));
    }

    [Theory]
    [InlineData("previous")]
    [InlineData("digest")]
    public void An_entry_without_its_digests_is_refused_at_its_place(string key)
    {
        var lines = Good.Split('\n').Where(l => !l.StartsWith($"  {key}: ", Ordinal)).ToArray();
        var problems = Refused(string.Join("\n", lines)).Problems;
        int[] entries = [.. lines.Index().Where(l => l.Item.StartsWith("- from: ", Ordinal)).Select(l => l.Index + 1)];
        var found = problems.Where(p => p.Problem.Field.EndsWith(key, Ordinal)).ToArray();
        Assert.Equal(entries.Select(line => (line, 3)), found.Select(p => (p.Line, p.Column)));
    }

    [Fact]
    public void A_phase_without_a_move_is_refused_in_a_plan_without_a_history()
    {
        var text = TestPlans.Write(TestPlans.Make()).Replace("currentPhase: baseline", "currentPhase: improvement", Ordinal);
        var problem = Assert.Single(Refused(text).Problems);
        Assert.Contains(
            "currentPhase: The plan is in improvement, and no move in its history led there from baseline. " + Fix,
            problem.ToString(),
            Ordinal
        );
    }

    [Fact]
    public void Whoever_reviews_a_history_reads_it_as_it_is()
    {
        var text = Good.Replace("  by: kim\n", "  by: eve\n", Ordinal);
        Assert.Equal("eve", PlanReader.Read(Encoding.UTF8.GetBytes(text), "x").History[0].By);
        Assert.Equal("eve", PlanReader.Read(text, "x", checkHistory: false).History[0].By);
    }

    [Fact]
    public void Another_spelling_of_the_same_history_is_the_same_history()
    {
        var text = Good.Replace("  by: kim\n", "  by: \"k\\u0069m\" # who\n", Ordinal)
            .Replace("2026-02-21T08:30:00Z", "2026-02-21T10:30:00+02:00", Ordinal)
            .Replace("\n", "\r\n", Ordinal);
        Assert.Equal(Good, TestPlans.Write(PlanReader.Read(text, "x")));
    }

    [Fact]
    public void Any_reason_and_name_that_a_move_takes_read_back_as_the_same_chain()
    {
        var text = Gen.OneOf(
            Gen.String[Gen.OneOf(Gen.Char[' ', '~'], Gen.OneOf(Gen.Const('\n'), Gen.Const('\u00e9'), Gen.Const('\u2028'))), 1, 30],
            Gen.OneOf("null", "~", "1e3", "2026-01-01", " a ", "a\r\nb\n", "\ta", "a\n\n b\n", "a: b # c", "'", "\ud83d\ude00", "true", "|")
        );
        var moves = 0;
        Gen.Select(text, text)
            .Sample(
                (by, reason) =>
                {
                    SloPlan plan;
                    try
                    {
                        var move = new PlanTransition(by, _at.AddTicks(1234567)) { Force = true, Reason = reason };
                        plan = PlanTransitions.Apply(TestPlans.Make(), move);
                    }
                    catch (SloValidationException)
                    {
                        return;
                    }

                    System.Threading.Interlocked.Increment(ref moves);
                    Assert.Equal(plan.History[0].Digest, PlanReader.Read(TestPlans.Write(plan), "").History[0].Digest);
                },
                iter: 1000
            );
        Assert.True(moves > 20, $"Only {moves} moves were taken.");
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private static SloPlan Moved() =>
        PlanTransitions.Apply(
            PlanTransitions.Apply(TestPlans.Make(), new PlanTransition("kim", _at) { Force = true, Reason = "first" }),
            new PlanTransition("lee", _at.AddDays(1)) { Force = true, Reason = "second" }
        );

    private static SloDocumentException Refused(string text) =>
        Assert.Throws<SloDocumentException>(() => PlanReader.Read(text, "plans/x.yaml"));
}
