using CsCheck;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Planning;

/// <summary>The history of a plan is a chain, and says nothing that cannot be.</summary>
public sealed class PlanHistoryTests
{
    private const string Evidence = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static readonly DateTime _now = FixedClock.Default.UtcNow;

    // Three moves with all that an entry can have.
    private static readonly PlanHistoryEntry[] _entries =
    [
        new("baseline", "improvement", _now.AddDays(-60), "kim")
        {
            Verdict = "Ready",
            Basis = "Counts",
            EvidenceDigest = Evidence,
            EvaluatedAt = _now.AddDays(-60).AddHours(-1),
            Exclusions = [new PlanExclusion(_now.AddDays(-70), _now.AddDays(-69), "move"), new(_now.AddDays(-66), _now.AddDays(-65), "")],
        },
        new("improvement", "improvement", _now.AddDays(-30), "lee") { Reason = "Changed: the window\nfrom 30d to 28d" },
        new("improvement", "production_ready", _now.AddDays(-1), "kim") { Reason = "x" },
    ];

    private static readonly SloPlan _plan = Linked(_entries);

    // Each changes one field of an entry.
    public static TheoryData<string, Func<PlanHistoryEntry, PlanHistoryEntry>> Changes { get; } =
        new()
        {
            { "from", e => e with { From = "production_ready" } },
            { "to", e => e with { To = "excellence" } },
            { "at", e => e with { At = e.At.AddSeconds(1) } },
            { "by", e => e with { By = e.By + " " } },
            { "verdict", e => e with { Verdict = e.Verdict is null ? "Ready" : null } },
            { "another verdict", e => e with { Verdict = "NotReady" } },
            { "basis", e => e with { Basis = "Ratio" } },
            { "digest of the evidence", e => e with { EvidenceDigest = "sha256:" + new string('0', 64) } },
            { "when the evidence was judged", e => e with { EvaluatedAt = (e.EvaluatedAt ?? e.At).AddSeconds(-1) } },
            { "exclusions", e => e with { Exclusions = e.Exclusions.Count == 0 ? [new PlanExclusion(_now, _now, "")] : [] } },
            { "one exclusion more", e => e with { Exclusions = [.. e.Exclusions, new PlanExclusion(_now, _now, "")] } },
            { "reason", e => e with { Reason = e.Reason + "." } },
            { "reason that is empty", e => e with { Reason = e.Reason is null ? "" : null } },
            { "start", e => e with { Start = true } },
            { "previous", e => e with { Previous = Evidence } },
            { "no previous", e => e with { Previous = null } },
            { "digest", e => e with { Digest = Evidence } },
            { "no digest", e => e with { Digest = null } },
            { "digest in capitals", e => e with { Digest = e.Digest!.ToUpperInvariant() } },
        };

    [Fact]
    public void A_history_of_moves_contradicts_nothing()
    {
        Assert.Empty(PlanHistory.Contradictions(_plan, _now));
        Assert.Empty(PlanHistory.Contradictions(Linked([], "baseline"), _now));
        var moved = PlanTransitions.Apply(Linked([], "baseline"), new PlanTransition("kim", _now) { Force = true, Reason = "x" });
        var edited = PlanEdits.Apply(moved, new PlanEdit("lee", _now.AddDays(2)) { Window = TimeSpan.FromDays(28) }).Plan;
        Assert.Equal(2, edited.History.Count);
        Assert.Empty(PlanHistory.Contradictions(edited, _now.AddDays(2)));
        var begun = SloPlanner.Plan(_plan.Spec, _now, new PlanStart("excellence", "kim", _now, null));
        Assert.Empty(PlanHistory.Contradictions(begun, _now));
    }

    [Theory]
    [MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public void One_changed_field_of_any_entry_shows(string what, Func<PlanHistoryEntry, PlanHistoryEntry> change)
    {
        for (var i = 0; i < _entries.Length; i++)
        {
            PlanHistoryEntry[] history = [.. _plan.History];
            history[i] = change(history[i]);
            var broken = Broken(With(history));
            Assert.True(broken.Contains(i), $"{what} of entry {i} breaks {string.Join(", ", broken)}");

            // What the entry before holds is not touched; the entry behind holds the digest that was.
            Assert.All(broken, at => Assert.InRange(at, i, i + 1));
        }
    }

    [Fact]
    public void Any_two_histories_that_differ_have_different_digests()
    {
        var text = Gen.OneOf(Gen.Const((string?)null), Gen.String[Gen.OneOf(Gen.Const('\n'), Gen.Const('-'), Gen.Char['0', ':']), 0, 4]!);
        var exclusion = Gen.Select(Gen.Int[0, 1], text, (day, reason) => new PlanExclusion(_now, _now.AddDays(day), reason ?? ""));
        var entry = Gen.Select(
            text,
            text,
            Gen.Int[-1, 1],
            text,
            exclusion.Array[0, 2],
            Gen.Bool,
            (verdict, basis, judged, reason, exclusions, start) =>
                new PlanHistoryEntry("a", "b", _now, "kim")
                {
                    Verdict = verdict,
                    Basis = basis,
                    Reason = reason,
                    EvaluatedAt = judged < 0 ? null : _now.AddDays(judged),
                    Exclusions = exclusions,
                    Start = start,
                }
        );
        Gen.Select(entry, entry)
            .Sample(
                (a, b) =>
                {
                    var isSame =
                        (a.Verdict, a.Basis, a.EvaluatedAt, a.Reason, a.Start) == (b.Verdict, b.Basis, b.EvaluatedAt, b.Reason, b.Start)
                        && a.Exclusions.SequenceEqual(b.Exclusions);
                    Assert.Equal(isSame, PlanHistory.DigestOf(a) == PlanHistory.DigestOf(b));
                },
                iter: 20_000
            );
    }

    [Fact]
    public void An_entry_that_is_gone_shows_in_the_one_behind_it_or_in_the_phase()
    {
        Assert.Equal([0], Broken(With(_plan.History.Skip(1))));
        Assert.Equal([1], Broken(With([_plan.History[0], _plan.History[2]])));
        Assert.Equal("currentPhase", Assert.Single(PlanHistory.Contradictions(With(_plan.History.Take(2)), _now)).Field);
        Assert.Equal("currentPhase", Assert.Single(PlanHistory.Contradictions(With([]), _now)).Field);
    }

    [Fact]
    public void An_entry_that_was_added_or_moved_shows()
    {
        var (a, b, c) = (_plan.History[0], _plan.History[1], _plan.History[2]);
        Assert.Equal([1], Broken(With([a, a, b, c])));
        Assert.Equal([2], Broken(With([a, b, b, c])));
        Assert.Equal([3], Broken(With([a, b, c, b])));
        Assert.Equal([0, 1, 2], Broken(With([b, a, c])));
        Assert.Equal([1, 2], Broken(With([a, c, b])));
        var other = Linked([_entries[0] with { By = "eve" }, .. _entries.Skip(1)]);
        Assert.Equal([1], Broken(With([a, .. other.History.Skip(1)])));
    }

    [Theory]
    [InlineData("web", "production")]
    [InlineData("api", "staging")]
    [InlineData("Api", "production")]
    public void The_history_of_another_service_shows(string service, string @namespace)
    {
        var other = Linked(_entries, service: service, @namespace: @namespace);
        Assert.Empty(PlanHistory.Contradictions(other, _now));
        var found = Assert.Single(PlanHistory.Contradictions(With(other.History), _now));
        Assert.Equal(("history[0].previous", "The history was not begun by a cmdlet for api in production"), found);
    }

    [Theory]
    [InlineData("history[1].from", "The entry leaves baseline, and the one before it went to improvement")]
    [InlineData("history[2].at", "The entry is of 2026-01-01T00:00:00Z, before the one above it")]
    [InlineData("history[2].at", "2199-01-01T00:00:00Z is in the future")]
    [InlineData("history[1].start", "The plan began with the first entry, and this is another one")]
    [InlineData("history[0].verdict", "'ready' is not a verdict")]
    [InlineData("history[0].verdict", "'0' is not a verdict")]
    [InlineData("history[0].basis", "'Counts\\u001b' is not a basis of a verdict")]
    [InlineData("history[0].evidenceDigest", "'sha256:0' is not a digest of evidence")]
    [InlineData("history[0].evaluatedAt", "The evidence was judged at 2026-01-01T00:00:00Z, after the move")]
    public void What_cannot_be_is_told_whatever_the_digests_say(string field, string message)
    {
        var index = field[8] - '0';
        var entry = _entries[index];
        PlanHistoryEntry[] history = [.. _entries];
        history[index] = field[11..] switch
        {
            "from" => entry with { From = "baseline" },
            "at" when message.Contains("2199", StringComparison.Ordinal) => entry with { At = Day(2199) },
            "at" => entry with { At = Day(2026) },
            "start" => entry with { Start = true },
            "verdict" => entry with { Verdict = message.Split('\'')[1] },
            "evaluatedAt" => entry with { EvaluatedAt = Day(2026) },
            "basis" => entry with { Basis = "Counts\u001b" },
            _ => entry with { EvidenceDigest = "sha256:0" },
        };
        Assert.Equal((field, message), Assert.Single(PlanHistory.Contradictions(Linked(history), _now)));
    }

    [Fact]
    public void The_words_are_those_of_the_gate()
    {
        Assert.Equal(Enum.GetNames<Verdict>(), PlanHistory.Verdicts);
        Assert.Equal(Enum.GetNames<Basis>(), PlanHistory.Bases);
    }

    [Fact]
    public void The_phase_is_that_of_the_last_move_or_the_first_one()
    {
        Assert.Equal(
            ("currentPhase", "The plan is in excellence, and its history ends in production_ready"),
            Assert.Single(PlanHistory.Contradictions(Linked(_entries, "excellence"), _now))
        );
        Assert.Equal(
            ("currentPhase", "The plan is in improvement, and no move in its history led there from baseline"),
            Assert.Single(PlanHistory.Contradictions(Linked([], "improvement"), _now))
        );
    }

    [Fact]
    public void Nobody_has_attested_anything_in_the_future()
    {
        SloPlan Attested(DateTime at)
        {
            var plan = Linked([], "baseline");
            var phase = plan.Phases[2];
            return plan.With(
                phase,
                [
                    new("a"),
                    new("b")
                    {
                        Completed = true,
                        Note = "n",
                        By = "kim",
                        At = at,
                    },
                ]
            );
        }

        Assert.Empty(PlanHistory.Contradictions(Attested(_now.AddMinutes(5)), _now));
        Assert.Equal(
            ("phases[2].successCriteria[1].at", "2027-03-01T12:00:00Z is in the future, and nobody has attested anything then"),
            Assert.Single(PlanHistory.Contradictions(Attested(_now.AddYears(1)), _now))
        );
    }

    [Fact]
    public void Clocks_may_differ_by_five_minutes()
    {
        var plan = Linked([_entries[0] with { At = _now }], "improvement");
        Assert.Empty(PlanHistory.Contradictions(plan, _now.AddMinutes(-5)));
        Assert.Single(PlanHistory.Contradictions(plan, _now.AddMinutes(-5).AddSeconds(-1)));
    }

    [Fact]
    public void A_move_before_the_last_one_is_refused_and_one_at_the_same_time_is_not()
    {
        SloPlan Moved(DateTime at) => PlanTransitions.Apply(_plan, new PlanTransition("kim", at) { Force = true, Reason = "x" });

        Assert.Equal(4, Moved(_entries[2].At).History.Count);
        var error = Assert.Throws<SloValidationException>(() => Moved(_entries[2].At.AddSeconds(-1)));
        Assert.Equal("Plan", error.Problem.Field);
        Assert.Contains("The last move of 'api' is of", error.Message, StringComparison.Ordinal);
    }

    private static DateTime Day(int year) => new(year, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    // The entries whose digests are not those of a chain; what else is wrong with them does not count here.
    private static int[] Broken(SloPlan plan)
    {
        int[] broken = [.. Enumerable.Range(0, plan.History.Count).Where(i => !PlanHistory.IsLinked(plan, i))];
        var told = PlanHistory
            .Contradictions(plan, _now)
            .Where(c => c.Field.EndsWith("].previous", StringComparison.Ordinal) || c.Field.EndsWith("].digest", StringComparison.Ordinal));
        Assert.Equal(broken, told.Select(c => c.Field[8] - '0').Distinct());
        return broken;
    }

    private static SloPlan With(IEnumerable<PlanHistoryEntry> history) =>
        _plan.With([.. _plan.Phases.Select(p => p.StartDate)], _plan.CurrentPhase, [.. history]);

    private static SloPlan Linked(
        IEnumerable<PlanHistoryEntry> entries,
        string phase = "production_ready",
        string service = "api",
        string @namespace = "production"
    )
    {
        var plan = SloPlanner.Plan(
            SloPlanner.CreateSpec(service, TestProfiles.Default, RatioIndicator.Default, SloPlanner.DefaultWindow, @namespace),
            new DateTime(2025, 6, 1, 0, 0, 0, DateTimeKind.Utc)
        );
        return plan.With([.. plan.Phases.Select(p => p.StartDate)], phase, HistoryChain.Link(plan, entries));
    }
}
