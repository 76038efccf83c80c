using CsCheck;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Reporting;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Reporting;

public sealed class PipelineReportTests
{
    private static readonly Gen<string> AnyText = ReportSamples.AnyText;

    private static readonly Gen<ReadinessCheck> AnyCheck = Gen.Select(AnyText, AnyText, AnyText, Gen.Enum<CheckStatus>(), Gen.Bool)
        .Select(
            (name, message, unit, status, blocks) =>
                ReportSamples.Check(name, status, message, blocks && status is CheckStatus.Fail or CheckStatus.Unknown, unit)
        );

    private static readonly Gen<object> Subject = Gen.OneOf<object>(
        Gen.Select(AnyText, AnyText, AnyText, AnyCheck.Array[0, 4])
            .Select((service, phase, next, checks) => (object)ReportSamples.Raw(service, phase, next, checks)),
        Gen.Select(AnyText, AnyText, AnyText, Gen.Enum<FindingSeverity>(), Gen.Int[0, 9], AnyText)
            .Select(
                (code, message, path, severity, line, field) =>
                    (object)new SloFinding(code, severity, message, path, line, field, message) { Column = line }
            )
    );

    [Fact]
    public void Azure_reads_exactly_the_intended_commands_whatever_the_texts_are() =>
        Subject
            .Array[1, 4]
            .Sample(subjects =>
            {
                var lines = AgentCommand.Lines(ReportSamples.Write("AzurePipelines", subjects)).Where(l => l.Length > 0).ToArray();
                var commands = lines.Select(l => AgentCommand.OfAzure(l)).Where(c => c is not null).ToArray();
                var issues = commands.Where(c => c!.Name == "task.logissue").ToArray();
                Assert.Equal(Count(subjects, errors: true), issues.Count(c => c!.Properties["type"] == "error"));
                Assert.Equal(Count(subjects, errors: false), issues.Count(c => c!.Properties["type"] == "warning"));
                Assert.All(
                    issues,
                    c =>
                        Assert.Subset(
                            new HashSet<string> { "type", "sourcepath", "linenumber", "columnnumber", "code" },
                            c!.Properties.Keys.ToHashSet()
                        )
                );

                var variables = commands.Where(c => c!.Name == "task.setvariable").Select(c => c!.Properties["variable"]);
                Assert.Equal(subjects.OfType<ReadinessResult>().Any() ? ["SloReady", "SloNotReady"] : [], variables);
                Assert.Equal(commands.Length, issues.Length + variables.Count());

                // A line is a command from its first character on, a mark of a group, or begins with a dash; "##" stands nowhere else.
                Assert.All(
                    lines,
                    l =>
                        Assert.True(
                            l.StartsWith("##vso[", StringComparison.Ordinal)
                                || l.StartsWith("##[group]", StringComparison.Ordinal)
                                || l == "##[endgroup]"
                                || l.StartsWith("- ", StringComparison.Ordinal),
                            l
                        )
                );
                Assert.All(
                    lines,
                    l =>
                        Assert.True(
                            l.LastIndexOf("##vso[", StringComparison.OrdinalIgnoreCase) <= 0
                                && l.LastIndexOf("##[", StringComparison.Ordinal) <= 0,
                            l
                        )
                );
            });

    [Fact]
    public void GitHub_reads_exactly_the_intended_commands_whatever_the_texts_are() =>
        Subject
            .Array[1, 4]
            .Sample(subjects =>
            {
                var lines = AgentCommand.Lines(ReportSamples.Write("GitHubActions", subjects)).Where(l => l.Length > 0).ToArray();
                var commands = lines.Select(AgentCommand.OfGitHub).Where(c => c is not null).ToArray();
                Assert.Equal(Count(subjects, errors: true), commands.Count(c => c!.Name == "error"));
                Assert.Equal(Count(subjects, errors: false), commands.Count(c => c!.Name == "warning"));
                Assert.Equal(
                    subjects.OfType<ReadinessResult>().Count(r => r.Ready)
                        + subjects.OfType<SloFinding>().Count(f => f.Severity == FindingSeverity.Information),
                    commands.Count(c => c!.Name == "notice")
                );
                Assert.Subset(
                    new HashSet<string> { "error", "warning", "notice", "group", "endgroup" },
                    commands.Select(c => c!.Name).ToHashSet()
                );
                Assert.All(
                    lines,
                    l => Assert.True(l.StartsWith("::", StringComparison.Ordinal) || l.StartsWith("- ", StringComparison.Ordinal), l)
                );
                Assert.All(
                    commands,
                    c => Assert.Subset(new HashSet<string> { "file", "line", "col", "title" }, c!.Properties.Keys.ToHashSet())
                );
            });

    [Fact]
    public void A_finding_is_told_at_its_file_line_and_code()
    {
        var finding = new SloFinding(
            "ObjectiveUnit",
            FindingSeverity.Error,
            "99.5 is 100% wrong",
            "slo/a;b],c:d.yaml",
            12,
            "spec.x",
            "Write 0.995"
        )
        {
            Column = 3,
        };
        var azure = AgentCommand.OfAzure(ReportSamples.Write("AzurePipelines", [finding]).TrimEnd())!;
        Assert.Equal(
            ("error", "slo/a;b],c:d.yaml", "12", "3", "ObjectiveUnit"),
            (
                azure.Properties["type"],
                azure.Properties["sourcepath"],
                azure.Properties["linenumber"],
                azure.Properties["columnnumber"],
                azure.Properties["code"]
            )
        );
        Assert.Equal("spec.x: 99.5 is 100% wrong. Write 0.995.", azure.Data);

        var github = AgentCommand.OfGitHub(ReportSamples.Write("GitHubActions", [finding]).TrimEnd())!;
        Assert.Equal(
            ("slo/a;b],c:d.yaml", "12", "3", "ObjectiveUnit"),
            (github.Properties["file"], github.Properties["line"], github.Properties["col"], github.Properties["title"])
        );
        Assert.Equal(azure.Data, github.Data);
    }

    [Fact]
    public void A_file_whose_name_begins_with_an_equals_sign_keeps_its_name()
    {
        var finding = new SloFinding("X", FindingSeverity.Error, "m", "=x.yaml", 1, "", "g");
        Assert.Equal(
            "./=x.yaml",
            AgentCommand.OfAzure(ReportSamples.Write("AzurePipelines", [finding]).TrimEnd())!.Properties["sourcepath"]
        );
        Assert.Equal("./=x.yaml", AgentCommand.OfGitHub(ReportSamples.Write("GitHubActions", [finding]).TrimEnd())!.Properties["file"]);
    }

    [Fact]
    public void Outputs_say_whether_all_are_ready_and_who_is_not()
    {
        Assert.Equal([("SloReady", "false"), ("SloNotReady", "grossenberater,newsletter")], Variables(ReportSamples.Fleet));
        Assert.Equal([("SloReady", "true"), ("SloNotReady", "")], Variables([ReportSamples.Fleet[0]]));
        Assert.Empty(Variables(ReportSamples.Findings));
        Assert.Empty(Variables([]));
        Assert.Equal(
            [("SloReady", "false"), ("SloNotReady", "rm-rf")],
            Variables([ReportSamples.Raw("$(rm -rf /)", "p", null, ReportSamples.Check("c", CheckStatus.Fail, "m", blocks: true))])
        );
        Assert.Equal(
            [("SloReady", "false"), ("SloNotReady", "")],
            Variables([ReportSamples.Raw(null, "p", null, ReportSamples.Check("c", CheckStatus.Fail, "m", blocks: true))])
        );
    }

    [Fact]
    public void GitHub_gets_the_same_outputs_and_the_summary_in_its_files()
    {
        var files = new GitHubActionsReport().Files(ReportSamples.Fleet, "# Summary\n");
        Assert.Equal(["GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"], files.Select(f => f.Variable));
        Assert.Equal(Variables(ReportSamples.Fleet), AgentOutputs.Read(files[0].Text).Select(o => (o.Key, o.Value)));
        Assert.Equal("# Summary\n", files[1].Text);
        Assert.Equal(["GITHUB_STEP_SUMMARY"], new GitHubActionsReport().Files(ReportSamples.Findings, "").Select(f => f.Variable));
        Assert.Empty(new AzurePipelinesReport().Files(ReportSamples.Fleet, "# Summary\n"));
    }

    [Fact]
    public void Azure_uploads_a_summary_by_its_path()
    {
        var command = AgentCommand.OfAzure(new AzurePipelinesReport().SummaryCommand("/a;b]/100%/s\n.md"))!;
        Assert.Equal(("task.uploadsummary", "/a;b]/100%/s\n.md"), (command.Name, command.Data));
        Assert.Null(new GitHubActionsReport().SummaryCommand("/a"));
    }

    [Theory]
    [InlineData("TF_BUILD", "True", "AzurePipelines")]
    [InlineData("TF_BUILD", "true", "AzurePipelines")]
    [InlineData("GITHUB_ACTIONS", "true", "GitHubActions")]
    [InlineData("GITHUB_ACTIONS", "false", null)]
    [InlineData("TF_BUILD", "", null)]
    [InlineData("CI", "true", null)]
    public void The_environment_tells_the_agent(string name, string value, string? format) =>
        Assert.Equal(
            format,
            CoreReports.All.OfType<PipelineReport>().FirstOrDefault(r => r.Runs(n => n == name ? value : null))?.Format.Name
        );

    [Fact]
    public void A_plan_has_nothing_that_passed_or_failed()
    {
        var plan = SloPlanner.Plan(
            SloPlanner.CreateSpec("checkout", TestProfiles.Default, RatioIndicator.Default, SloPlanner.DefaultWindow),
            new DateTime(2026, 1, 5)
        );
        Assert.Equal(["Markdown"], CoreReports.All.Where(r => r.Accepts(plan)).Select(r => r.Format.Name));
    }

    private static IEnumerable<(string, string)> Variables(IReadOnlyList<object> subjects) =>
        AgentCommand
            .Lines(ReportSamples.Write("AzurePipelines", subjects))
            .Select(l => AgentCommand.OfAzure(l))
            .Where(c => c?.Name == "task.setvariable")
            .Select(c => (c!.Properties["variable"], c.Data));

    private static int Count(IEnumerable<object> subjects, bool errors) =>
        subjects.Sum(s =>
            s switch
            {
                ReadinessResult r => r.Checks.Count(c => errors ? c.Blocks : !c.Blocks && c.Outcome == CheckStatus.Advice),
                SloFinding f => f.Severity == (errors ? FindingSeverity.Error : FindingSeverity.Warning) ? 1 : 0,
                _ => 0,
            }
        );
}
