using CsCheck;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Formats.Profiles;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PromQL;
using Xunit;

namespace ProgressiveSlo.Formats.Tests;

public sealed class PlanFileTests
{
    [Fact]
    public void A_plan_file_is_the_golden_one() =>
        Assert.Equal(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "plan.yaml")),
            TestPlans.Write(TestPlans.Make("Order API", "team: orders", "best-effort"))
        );

    [Fact]
    public void A_plan_reads_back_to_the_same_bytes()
    {
        var text = TestPlans.Write(TestPlans.Make());
        Assert.Equal(text, TestPlans.Write(PlanReader.Read(text, "")));
    }

    [Fact]
    public void State_and_history_read_back()
    {
        var plan = TestPlans.Make();
        var at = new DateTime(2026, 2, 20, 8, 30, 0, DateTimeKind.Utc);
        var criteria = plan.Phases.Select(p => p.SuccessCriteria).ToArray();
        criteria[0] =
        [
            criteria[0][0] with
            {
                Completed = true,
                Note = "https://example.org/run?id=1#x",
                By = "ops: on call",
                At = at,
            },
            .. criteria[0].Skip(1),
        ];
        var subject = SloPlanner.CreateSpec("api-service", plan.GetProfile(), plan.Indicator, plan.Window);
        var starts = plan.Phases.Select(p => p.StartDate.AddDays(p.Order > 1 ? 7 : 0)).ToArray();
        var history = new PlanHistoryEntry("baseline", "improvement", at, "pipeline")
        {
            Verdict = "Ready",
            Basis = "Counts",
            EvidenceDigest = "sha256:" + new string('0', 64),
            EvaluatedAt = at.AddHours(-3),
            Reason = "line one\nline two",
            Previous = PlanHistory.Link(plan, 0),
        };
        history = history with { Digest = PlanHistory.DigestOf(history) };

        var read = PlanReader.Read(TestPlans.Write(SloPlanner.Restore(subject, starts, criteria, "improvement", [history])), "");

        Assert.Equal("improvement", read.CurrentPhase);
        Assert.Equal(history, Assert.Single(read.History));
        Assert.Equal(criteria[0][0], read.Phases[0].SuccessCriteria[0]);
        Assert.Equal(37, read.Phases[0].DurationDays);
        Assert.Equal(187, read.TotalDurationDays);
    }

    [Fact]
    public void An_attestation_of_the_future_is_refused_with_its_place()
    {
        var text = TestPlans
            .Write(TestPlans.Make())
            .Replace(
                "  - Basic alerts configured\n",
                "  - { text: Basic alerts configured, completed: true, note: OPS-1, by: kim, at: 2199-01-01T00:00:00Z }\n",
                StringComparison.Ordinal
            );
        var problem = Assert.Single(Assert.Throws<SloDocumentException>(() => PlanReader.Read(text, "p.yaml")).Problems);
        Assert.Equal("phases[0].successCriteria[1].at", problem.Problem.Field);
        Assert.True(problem.Line > 1);
        Assert.Contains("is in the future, and nobody has attested anything then", problem.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_phase_may_be_left_on_the_day_it_was_entered()
    {
        var text = TestPlans.Write(TestPlans.Make()).Replace("startDate: 2026-02-04", "startDate: 2026-01-05", StringComparison.Ordinal);
        var plan = PlanReader.Read(text, "");
        Assert.Equal(0, plan.Phases[0].DurationDays);
        Assert.Equal("improvement", plan.FindAt(plan.StartDate)!.Name);
        Assert.Equal(text, TestPlans.Write(plan));
    }

    [Fact]
    public void Thresholds_of_a_phase_read_back()
    {
        var text = TestPlans.Write(TestPlans.Make()).Replace("consecutiveDays: 60", "consecutiveDays: 61", StringComparison.Ordinal);
        var plan = PlanReader.Read(text, "");
        Assert.NotSame(BuiltInProfiles.Find("default"), plan.GetProfile());
        Assert.Equal(61m, plan.GetProfile().Phases[2].Gate.Values["consecutiveDays"]);
        Assert.Equal(text, TestPlans.Write(plan));
    }

    [Theory]
    [InlineData("99.99999999999999999999999", "100")]
    [InlineData("24", "24")]
    [InlineData("0.1", "0.1")]
    [InlineData("3.3333333333333335", "3.3333333333333335")]
    [InlineData("1439.9999999999998", "1439.9999999999998")]
    public void The_trials_of_a_day_read_back(string written, string read)
    {
        var text = TestPlans
            .Write(TestPlans.Make())
            .Replace("profile: default", $"trialsPerDay: {written}\nprofile: default", StringComparison.Ordinal);
        var again = TestPlans.Write(PlanReader.Read(text, ""));
        Assert.Contains($"\ntrialsPerDay: {read}\n", again, StringComparison.Ordinal);
        Assert.Equal(again, TestPlans.Write(PlanReader.Read(again, "")));
    }

    [Fact]
    public void Plans_of_the_built_in_profile_share_it() =>
        Assert.Same(BuiltInProfiles.Find("default"), PlanReader.Read(TestPlans.Write(TestPlans.Make()), "").GetProfile());

    [Fact]
    public void Plans_that_say_only_in_words_what_shows_a_criterion_are_read_and_written_as_before()
    {
        var lines = TestPlans
            .Write(TestPlans.Make())
            .Split('\n')
            .Where(l => !l.StartsWith("    verifiedBy:", StringComparison.Ordinal) && !l.StartsWith("    days:", StringComparison.Ordinal));
        var text = string.Join("\n", lines).Replace("  - text: ", "  - ", StringComparison.Ordinal);
        var plan = PlanReader.Read(text, "");
        Assert.All(plan.Phases.SelectMany(p => p.SuccessCriteria), c => Assert.Null(c.VerifiedBy));
        Assert.Equal(text, TestPlans.Write(plan));
        Assert.Same(BuiltInProfiles.Find("default"), plan.GetProfile());
    }

    [Fact]
    public void An_attested_criterion_keeps_the_check_that_shows_it()
    {
        var plan = TestPlans.Make();
        var done = PlanCriteria.Complete(
            plan,
            plan.Phases[0],
            plan.Phases[0].SuccessCriteria[0],
            "OPS-1",
            "kim",
            plan.StartDate,
            replace: false
        );
        var read = PlanReader.Read(TestPlans.Write(done), "").Phases[0].SuccessCriteria[0];
        Assert.Equal(done.Phases[0].SuccessCriteria[0], read);
        Assert.Equal(("Coverage", 30, true), (read.VerifiedBy, read.Days, read.Completed));
    }

    [Fact]
    public void Any_text_reads_back_as_it_was()
    {
        var text = Gen.OneOf<string>(
            Gen.String[Gen.Char[' ', '~'], 0, 20],
            Gen.String[0, 12],
            Gen.OneOf(
                "true",
                "null",
                "~",
                "1e3",
                "0x1F",
                "2026-01-01",
                "- a",
                "a: b",
                "a #b",
                "'",
                "\"",
                "=",
                "<<",
                "yes",
                "!x",
                "&a",
                "*a",
                "%a",
                "@a",
                "`a",
                "{a",
                "[a",
                "|",
                ">",
                "?",
                " a ",
                "é",
                "日本",
                "😀",
                "no",
                "Off",
                ".inf",
                "12:30:45",
                "_1"
            )
        );
        Gen.Select(text, text)
            .Sample(
                (owner, tier) =>
                {
                    SloPlan plan;
                    try
                    {
                        plan = TestPlans.Make(owner: owner, tier: tier);
                    }
                    catch (ProgressiveSlo.Errors.SloValidationException)
                    {
                        return;
                    }

                    var read = PlanReader.Read(TestPlans.Write(plan), "");
                    Assert.Equal(plan.Owner, read.Owner);
                    Assert.Equal(plan.Tier, read.Tier);
                }
            );
    }

    [Fact]
    public void Any_filter_reads_back_as_it_was()
    {
        var matcher = Gen.Select(
            Gen.OneOf("code", "job", "_x1"),
            Gen.OneOf("=", "!=", "=~", "!~"),
            Gen.String[Gen.Char[' ', '~'], 0, 20],
            (l, o, v) => new LabelMatcher(l, o, v)
        );
        matcher
            .Array[0, 4]
            .Sample(filters =>
            {
                var indicator = new RatioIndicator(new MetricSelector("good_total", filters), new MetricSelector("all_total"));
                Assert.Equal(indicator, PlanReader.Read(TestPlans.Write(TestPlans.Make(indicator: indicator)), "").Indicator);
            });
    }

    [Fact]
    public void Lines_end_with_LF_whatever_the_writer_says() => Assert.DoesNotContain('\r', TestPlans.Write(TestPlans.Make()));
}
