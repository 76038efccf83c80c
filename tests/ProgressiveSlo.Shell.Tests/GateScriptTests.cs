using System.Reflection;
using System.Threading.Tasks;
using System.Xml.Linq;
using ProgressiveSlo.Shell.Tests.Support;
using Xunit;

namespace ProgressiveSlo.Shell.Tests;

/// <summary>docs/examples/gate.ps1 as pipelines run it: a process of its own, judged by its exit code, its files and its lines.</summary>
public sealed class GateScriptTests : IDisposable
{
    private const string Columns = "Service,Availability,LatencyP95\n";

    private static readonly Dictionary<string, string> _azure = new() { ["TF_BUILD"] = "True" };

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_ready_service_opens_the_gate()
    {
        await Plans("checkout");
        var result = (await Gate(Columns + "checkout,0.9965,450\n")).Exited(0).WroteNoError();
        Assert.Contains("- Verdict: **Ready** for improvement", result.OutputLines);
        Assert.Equal("1 of 1 ready.", result.OutputLines[^1]);
    }

    // A pipeline has nobody to ask, and a question without an answer may wait for ever.
    [Theory]
    [InlineData("There is no -PlanPath")]
    [InlineData("There is no evidence to judge. Give -EvidencePath, -CountsPath, -PrometheusUri or -Evidence", "-PlanPath", "plans")]
    [InlineData("There is no evidence to judge. Give -PrometheusUri", "-PlanPath", "plans", "-RecordPath", "records")]
    [InlineData("There is no -PlanPath", "-EvidencePath", "metrics.csv")]
    public async Task What_is_missing_is_an_error_and_no_question(string message, params string[] arguments)
    {
        string[] all = ["-File", Path.Combine(Repository, "docs", "examples", "gate.ps1"), .. arguments];
        await using var shell = ShellProcess.Start(all, new Dictionary<string, string> { ["NO_COLOR"] = "1" });
        shell.Input.Close();
        var result = (await shell.Finish()).Exited(1);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    // Coverage and criteria are shown only in the profile source: the gate opens whatever the date is.
    [Fact]
    public async Task Counts_of_days_are_evidence_of_their_own_basis()
    {
        await PlansOf("source", "checkout");
        var result = (await Run(["-CountsPath", Counts(), "-Strict"])).Exited(0).WroteNoError();
        Assert.Contains("- Verdict: **Ready** for improvement", result.OutputLines);
        Assert.Contains("- Basis: counts of days", result.OutputLines);
    }

    [Fact]
    public async Task Counts_of_days_that_miss_a_part_of_the_record_do_not_open_it()
    {
        await Plans("checkout");
        var result = (await Run(["-CountsPath", Counts()])).Exited(1).WroteNoError();
        Assert.Contains(
            result.OutputLines,
            l => l.StartsWith("- Only ", StringComparison.Ordinal) && l.Contains("of the record has data", StringComparison.Ordinal)
        );
        Assert.Equal("Not ready: checkout", result.OutputLines[^1]);
    }

    [Fact]
    public async Task An_estimate_opens_it_only_where_that_is_allowed()
    {
        await Plans("checkout");
        var evidence = _folder.Write("evidence.csv", Columns + "checkout,0.9965,450\n");
        var result = (await Run(["-EvidencePath", evidence])).Exited(1).WroteNoError();
        Assert.Equal("Not ready: checkout", result.OutputLines[^1]);
        Assert.Contains(result.OutputLines, l => l.StartsWith("Only an estimate of bare numbers: checkout.", StringComparison.Ordinal));
    }

    // A row of one namespace is no evidence for the plan of another one.
    [Fact]
    public async Task Plans_of_one_service_in_two_namespaces_are_judged_each_by_its_own_evidence()
    {
        var folder = _folder["plans"];
        (
            await ShellProcess.Run(
                "-Command",
                $"'production', 'staging' | ForEach-Object {{ New-SloPlan checkout -Namespace $_ -StartDate 2026-01-05 | "
                    + $"Export-SloPlan \"{folder}/$_.yaml\" }}"
            )
        ).Exited(0);
        const string Header = "Service,Namespace,Availability,LatencyP95\n";
        var both = await Gate(Header + "checkout,production,0.9965,450\ncheckout,staging,0.5,450\n", reports: true);
        both.Exited(1).WroteNoError().Wrote("1 of 2 ready.", "Not ready: checkout (staging)");
        (await Gate(Header + "checkout,production,0.9965,450\ncheckout,test,0.5,450\n"))
            .Exited(1)
            .WroteError("There is no evidence for checkout (staging).");
        (await Gate(Header + "checkout,production,0.9965,450\ncheckout,staging,0.9965,450\n")).Exited(0);
    }

    [Fact]
    public async Task One_service_that_is_not_ready_closes_it_for_all()
    {
        await Plans("checkout", "search");
        var result = (await Gate(Columns + "checkout,0.9965,450\nsearch,0.98,450\nanother,0.5,1\n", reports: true))
            .Exited(1)
            .WroteNoError();
        result.Wrote("1 of 2 ready.", "Not ready: search");

        var suites = XDocument.Load(_folder["reports/slo-readiness.xml"]).Root!;
        Assert.Equal(["checkout, baseline", "search, baseline"], suites.Elements().Select(s => s.Attribute("name")!.Value));
        Assert.Equal(["0", "1"], suites.Elements().Select(s => s.Attribute("failures")!.Value));
        Assert.Equal(
            2,
            File.ReadAllLines(_folder["reports/slo-readiness.md"]).Count(l => l.StartsWith("# Readiness: ", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task In_Azure_Pipelines_it_writes_commands_and_uploads_the_summary()
    {
        await Plans("checkout", "search");
        var result = (await Gate(Columns + "checkout,0.9965,450\nsearch,0.98,450\n", _azure, reports: true)).Exited(1).WroteNoError();
        Assert.Equal(
            ["##vso[task.logissue type=error]search, baseline: Availability 98.00%AZP25 below target 99.00%AZP25"],
            result.OutputLines.Where(l => l.Contains("type=error", StringComparison.Ordinal))
        );
        Assert.Contains("##vso[task.setvariable variable=SloReady;isOutput=true]false", result.OutputLines);
        Assert.Contains("##vso[task.setvariable variable=SloNotReady;isOutput=true]search", result.OutputLines);
        Assert.Contains("##vso[task.uploadsummary]" + _folder["reports/slo-readiness.md"], result.OutputLines);
        Assert.True(File.Exists(_folder["reports/slo-readiness.md"]));
        Assert.DoesNotContain("task.complete", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_GitHub_Actions_it_writes_commands_and_appends_to_the_files_of_the_step()
    {
        await Plans("checkout", "search");
        var outputs = _folder.Write("outputs", "before=1");
        var summary = _folder.Write("summary", "");
        var environment = new Dictionary<string, string>
        {
            ["GITHUB_ACTIONS"] = "true",
            ["GITHUB_OUTPUT"] = outputs,
            ["GITHUB_STEP_SUMMARY"] = summary,
        };
        var result = (await Gate(Columns + "checkout,0.9965,450\nsearch,0.98,450\n", environment)).Exited(1).WroteNoError();
        Assert.Contains("::error title=search%2C baseline::Availability 98.00%25 below target 99.00%25", result.OutputLines);
        Assert.Contains("::notice title=checkout%2C baseline::Ready for improvement", result.OutputLines);
        Assert.Equal("before=1\nSloReady<<SLO_END\nfalse\nSLO_END\nSloNotReady<<SLO_END\nsearch\nSLO_END\n", File.ReadAllText(outputs));
        Assert.StartsWith("# Readiness: checkout, baseline\n", File.ReadAllText(summary), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GitHubs_files_are_left_alone_where_they_are_not()
    {
        await Plans("checkout");
        var environment = new Dictionary<string, string>
        {
            ["GITHUB_ACTIONS"] = "true",
            ["GITHUB_OUTPUT"] = _folder["none"],
            ["GITHUB_STEP_SUMMARY"] = "",
        };
        (await Gate(Columns + "checkout,0.9965,450\n", environment)).Exited(0).WroteNoError();
        Assert.False(File.Exists(_folder["none"]));
    }

    [Theory]
    [InlineData("checkout,0.9965,450\n", "There is no evidence for search")]
    [InlineData("checkout,0.9965,450\nsearch,99.65,450\n", "99.65")]
    [InlineData("checkout,0.9965,450\nsearch,0.9965\n", "not 3 values")]
    [InlineData("checkout,0.9965,450\n\"search\",0.9965,450\n", "quotes")]
    [InlineData("", "no row")]
    public async Task Evidence_that_is_missing_or_wrong_never_opens_it(string rows, string message)
    {
        await Plans("checkout", "search");
        var result = (await Gate(Columns + rows, _azure)).Exited(1);
        Assert.Contains(message, result.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain("SloReady", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_file_that_is_not_there_never_opens_it()
    {
        var result = (await Gate(Columns + "checkout,0.9965,450\n")).Exited(1);
        Assert.Contains("plans", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pattern_that_stands_for_no_plan_says_so()
    {
        Directory.CreateDirectory(_folder["plans"]);
        var result = (await Gate(Columns + "checkout,0.9965,450\n")).Exited(1);
        Assert.Contains("There is no plan file", result.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strict_asks_for_a_strength_that_bare_numbers_have_not()
    {
        await Plans("checkout");
        var result = (await Gate(Columns + "checkout,0.9965,450\n", arguments: ["-Strict"])).Exited(1);
        Assert.Contains("bare numbers have none", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_that_would_be_commands_stay_texts()
    {
        const string Nasty = "##vso[task.complete result=Succeeded]";
        await Plans("checkout");
        var result = (await Gate(Columns + $"checkout,{Nasty},450\n", _azure)).Exited(1);
        Assert.DoesNotContain("##vso[", result.Output + result.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(@"\u0023#vso[task.complete", result.Error.ReplaceLineEndings(""), StringComparison.Ordinal);
    }

    private Task Plans(params string[] services) => PlansOf("default", services);

    private async Task PlansOf(string profile, params string[] services)
    {
        var folder = _folder["plans"].Replace("'", "''", StringComparison.Ordinal);
        (
            await ShellProcess.Run(
                "-Command",
                $"New-SloPlan {string.Join(',', services)} -StartDate 2026-01-05 -Profile {profile} | Export-SloPlan '{folder}/'"
            )
        ).Exited(0);
    }

    // The first 43 days of the phase.
    private string Counts()
    {
        var rows = string.Concat(
            Enumerable
                .Range(0, 43)
                .Select(day =>
                    string.Create(
                        System.Globalization.CultureInfo.InvariantCulture,
                        $"checkout,{new DateTime(2026, 1, 5).AddDays(day):yyyy-MM-dd},9960,10000,450\n"
                    )
                )
        );
        return _folder.Write("counts.csv", "Service,Date,Good,Total,LatencyP95\n" + rows);
    }

    private Task<ShellResult> Gate(
        string evidence,
        Dictionary<string, string>? environment = null,
        bool reports = false,
        params string[] arguments
    ) =>
        Run(
            [
                "-EvidencePath",
                _folder.Write("evidence.csv", evidence),
                "-AllowEstimate",
                .. reports ? ["-OutputPath", _folder["reports"]] : Array.Empty<string>(),
                .. arguments,
            ],
            environment
        );

    private async Task<ShellResult> Run(string[] arguments, Dictionary<string, string>? environment = null)
    {
        var script = Path.Combine(Repository, "docs", "examples", "gate.ps1");
        string[] all = ["-File", script, "-PlanPath", _folder["plans/*.yaml"], .. arguments];

        // These tests may run in a pipeline themselves.
        var clean = new Dictionary<string, string>
        {
            ["TF_BUILD"] = "",
            ["GITHUB_ACTIONS"] = "",
            ["NO_COLOR"] = "1",
        };
        foreach ((var name, var value) in environment ?? [])
        {
            clean[name] = value;
        }

        await using var shell = ShellProcess.Start(all, clean);
        shell.Input.Close();
        return await shell.Finish();
    }

    private static string Repository { get; } =
        typeof(GateScriptTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;
}
