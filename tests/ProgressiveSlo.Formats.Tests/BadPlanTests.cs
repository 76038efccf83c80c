using System.Text;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Plans;
using Xunit;

namespace ProgressiveSlo.Formats.Tests;

public sealed class BadPlanTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    private static string Good => TestPlans.Write(TestPlans.Make());

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("tier: critical\n", "ownr: x\n", "ownr: The key is unknown. Did you mean 'owner'?")]
    [InlineData("window: 30d\n", "window: 30 days\n", "window: '30 days' is not a duration.")]
    [InlineData(
        "availability: 0.995\n",
        "availability: 99.5\n",
        "phases[1].targets.availability: 99.5 is not a ratio between 0 and 1. Write 0.995 for 99.5 %."
    )]
    [InlineData("availability: 0.995\n", "availability: 0,995\n", "phases[1].targets.availability: '0,995' is not a number.")]
    [InlineData(
        "currentPhase: baseline\n",
        "currentPhase: later\n",
        "currentPhase: 'later' is not a phase of this plan. Write one of baseline, improvement, production_ready, excellence."
    )]
    [InlineData("service: api-service\n", "service: ../../x\n", "service: '../../x' is not a service name")]
    [InlineData("service: api-service\n", "service: [a]\n", "service: Expected a single value, found a list.")]
    [InlineData("service: api-service\n", "", "service: The key is missing or has no value. Add it.")]
    [InlineData("kind: SloPlan\n", "kind: PhaseProfile\n", "kind: Expected a SloPlan, found 'PhaseProfile'.")]
    [InlineData(
        "apiVersion: progressiveslo/v1\n",
        "apiVersion: progressiveslo/v9\n",
        "apiVersion: 'progressiveslo/v9' is not a version known here."
    )]
    [InlineData("startDate: 2026-01-05\n", "startDate: 2026-13-05\n", "phases[0].startDate: '2026-13-05' is not a date from 1970 to 2199.")]
    [InlineData("startDate: 2026-01-05\n", "startDate: 9999-01-05\n", "phases[0].startDate: '9999-01-05' is not a date from 1970 to 2199.")]
    [InlineData("startDate: 2026-01-05\n", "startDate: 2027-01-05\n", "phases[1].startDate: The phase starts before the one ahead of it.")]
    [InlineData(
        "startDate: 2026-01-05\n",
        "startDate: 2026-01-05\n  durationDays: 0\n",
        "phases[0].durationDays: 0 days is out of range. Give whole days from 1 to 3650."
    )]
    [InlineData("startDate: 2026-01-05\n", "startDate: 2026-01-05T08:00:00Z\n", "phases[0].startDate: The start has a time of day.")]
    [InlineData("namespace: production\n", "namespace: production\nonwer: x\n", "onwer: The key is unknown. Did you mean 'owner'?")]
    [InlineData(
        "incidentsLast30dMax: 5\n",
        "incidentsLast30dMax: many\n",
        "gate.incidentsLast30dMax: 'many' is not a number from 0 to 10000."
    )]
    [InlineData(
        "incidentsLast30dMax: 5\n",
        "incidentLast30dMax: 5\n",
        "gate.incidentLast30dMax: The gate has no such setting. Perhaps 'incidentsLast30dMax' is meant."
    )]
    [InlineData("burnRate: 8\n", "burnRate: 200\n", "phases[1].alerting[0].burnRate: The alert can never fire")]
    [InlineData(
        "longWindow: 1d\n",
        "longWindow: 30m\n",
        "phases[0].alerting[0].longWindow: The long window 30m is not longer than the short window 1h."
    )]
    [InlineData("type: ratio\n", "type: feeling\n", "indicator.type: 'feeling' is not a type of indicator known here.")]
    [InlineData("metric: http_requests_total\n", "metric: 5xx\n", "indicator.ratio.good.metric: '5xx' is not a metric name")]
    [InlineData("namespace: production\n", "namespace: production\nnamespace: twice\n", "The key 'namespace' is duplicated.")]
    [InlineData("namespace: production\n", "namespace: *nowhere\n", "The alias 'nowhere' has no anchor before it.")]
    [InlineData("namespace: production\n", "namespace: 'open\n", "This is not valid YAML")]
    [InlineData("namespace: production\n", "\tnamespace: x\n", "(6,1): A tab stands in the indentation")]
    [InlineData(
        "namespace: production\n",
        "namespace: !!python/object:os.system x\n",
        "The tag 'tag:yaml.org,2002:python/object:os.system' is not known here."
    )]
    [InlineData("namespace: production\n", "namespace: a\u001b[2Jb\n", "A control character stands here")]
    [InlineData(
        "profile: default\n",
        "profile: \"x\\n##vso[task.complete]\"\n",
        "profile: 'x\\u000a\\u0023#vso[task.complete]' has characters that do not print"
    )]
    [InlineData(
        "severity: info\n",
        "severity: \"i\\e[2J\"\n",
        "phases[0].alerting[0].severity: 'i\\u001b[2J' has characters that do not print"
    )]
    public void Each_error_names_place_field_and_mend(string was, string now, string message)
    {
        var good = Good.Replace("namespace: production\n", "namespace: production\ntier: critical\n", StringComparison.Ordinal);
        Assert.Contains(was, good, StringComparison.Ordinal);
        var at = good.IndexOf(was, StringComparison.Ordinal);
        var error = Refused(good[..at] + now + good[(at + was.Length)..]);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Matches(@"^plans/x\.yaml\(\d+,\d+\): ", error.Message);
    }

    [Fact]
    public void The_place_is_that_of_the_value()
    {
        var problem = Assert.Single(Refused(Good.Replace("burnRate: 8\n", "burnRate: x\n", StringComparison.Ordinal)).Problems);
        var line = Good.Split('\n').Select((text, i) => (text, i)).Single(l => l.text.Contains("burnRate: 8", StringComparison.Ordinal));
        Assert.Equal((line.i + 1, line.text.IndexOf('8', StringComparison.Ordinal) + 1), (problem.Line, problem.Column));
    }

    [Fact]
    public void History_names_phases_of_the_plan()
    {
        var error = Refused(Good + "history:\n- from: nonsense\n  to: baseline\n  at: 2026-01-06T00:00:00Z\n  by: me\n");
        Assert.Contains(
            "history[0].from: 'nonsense' is not a phase of this plan.",
            Assert.Single(error.Problems).ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_current_phase_is_refused_where_it_stands()
    {
        var error = Refused(Good.Replace("currentPhase: baseline", "currentPhase: later", StringComparison.Ordinal));
        Assert.Equal(
            Good.Split('\n').TakeWhile(l => !l.StartsWith("currentPhase", StringComparison.Ordinal)).Count() + 1,
            Assert.Single(error.Problems).Line
        );
    }

    [Fact]
    public void All_problems_are_told_at_once() =>
        Assert.Equal(
            3,
            Refused(
                Good.Replace("window: 30d", "window: x", StringComparison.Ordinal)
                    .Replace("burnRate: 8\n", "burnRate: x\n    speed: 3\n", StringComparison.Ordinal)
            ).Problems.Count
        );

    [Theory]
    [InlineData("", "The file is empty")]
    [InlineData("# only a comment\n", "The file is empty")]
    [InlineData("just text\n", "Expected a mapping, found a single value")]
    [InlineData("- a\n- b\n", "Expected a mapping, found a list")]
    public void What_is_no_plan_at_all_is_said_so(string text, string message) =>
        Assert.Contains(message, Refused(text).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_documents_are_one_too_many() =>
        Assert.Contains("A second document begins here", Refused(Good + "---\n" + Good).Message, StringComparison.Ordinal);

    [Fact]
    public void A_bomb_of_aliases_is_refused_before_it_unfolds()
    {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 12; i++)
            bomb.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"
            );
        Assert.Contains("unfolds to more than", Refused(bomb.ToString()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{a: ", "}")]
    public void Deep_nesting_is_refused(string open, string close)
    {
        var deep = "x: " + string.Concat(Enumerable.Repeat(open, 10_000)) + string.Concat(Enumerable.Repeat(close, 10_000));
        Assert.Contains("nested more than", Refused(deep).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_huge_file_is_refused_unread()
    {
        using (var stream = File.OpenWrite(_file))
            stream.SetLength(100L * 1024 * 1024);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("larger than 4 MiB", RefusedFile().Message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10 * 1024 * 1024);
    }

    [Fact]
    public void A_NUL_byte_is_named_with_its_place()
    {
        File.WriteAllText(_file, "kind: SloPlan\nservice: a\0b\n");
        var problem = Assert.Single(RefusedFile().Problems);
        Assert.Equal((2, 11), (problem.Line, problem.Column));
        Assert.Contains("NUL", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_encoding_is_named()
    {
        File.WriteAllBytes(_file, [.. Encoding.ASCII.GetBytes("service: Gr"), 0xF6, 0xDF, .. Encoding.ASCII.GetBytes("e\n")]);
        var problem = Assert.Single(RefusedFile().Problems);
        Assert.Contains("not valid UTF-8. Save it as UTF-8.", problem.ToString(), StringComparison.Ordinal);
        Assert.Equal((1, 12), (problem.Line, problem.Column));
    }

    [Fact]
    public void Byte_order_marks_are_understood()
    {
        foreach (var encoding in new Encoding[] { new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32 })
        {
            File.WriteAllText(_file, Good, encoding);
            Assert.Equal("api-service", PlanReader.ReadFile(_file, "x").Service);
        }
    }

    [Fact]
    public void A_missing_file_is_an_error_of_the_document() =>
        Assert.Contains(
            "cannot be read",
            Assert.Throws<SloDocumentException>(() => PlanReader.ReadFile(_file + ".none", "x.yaml")).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void No_mutation_crashes_the_reader()
    {
        // Seeded, so that a failure comes back.
        var random = new Random(20260105);
        var good = Good;
        var alphabet = "\n\t :-[]{}'\"#&*!|>%@`,?\\\0\u0085é😀019.e~";
        for (var i = 0; i < 3000; i++)
        {
            var text = new StringBuilder(good);
            for (var edit = random.Next(1, 4); edit > 0; edit--)
            {
                var at = random.Next(text.Length);
                var length = Math.Min(random.Next(0, 30), text.Length - at);
                switch (random.Next(3))
                {
                    case 0:
                        text.Remove(at, length);
                        break;
                    case 1:
                        text.Insert(at, alphabet[random.Next(alphabet.Length)]);
                        break;
                    default:
                        text.Insert(at, text.ToString(random.Next(text.Length - length), length));
                        break;
                }
            }

            try
            {
                PlanReader.Read(text.ToString(), "x");
            }
            catch (SloDocumentException e)
            {
                Assert.NotEmpty(e.Problems);
            }
        }
    }

    private static SloDocumentException Refused(string text) =>
        Assert.Throws<SloDocumentException>(() => PlanReader.Read(text, "plans/x.yaml"));

    private SloDocumentException RefusedFile() => Assert.Throws<SloDocumentException>(() => PlanReader.ReadFile(_file, "plans/x.yaml"));
}
