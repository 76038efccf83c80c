using System.Diagnostics;
using System.Threading.Tasks;
using ProgressiveSlo.Shell.Tests.Support;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.Shell.Tests;

/// <summary>pull-request.ps1 in a real repository that New-SloRepository laid out, as pipelines run it.</summary>
[Trait("Category", "Slow")]
public sealed class PullRequestScriptTests : IDisposable
{
    private const string Export =
        "Import-SloPlan plans | Get-SloPhase -Current | Export-SloManifest manifests/PrometheusRule -Format PrometheusRule -Prune";
    private const string Ready = "Service,Availability,LatencyP95\ncheckout,0.9965,450\n";
    private const string Broken = "groups:\n- name: g\n  rules:\n  - alert: A\n    expr: sum(rate(x[5m])\n";
    private const string NotReady = "Service,Availability,LatencyP95\ncheckout,0.98,450\n";

    private readonly ScratchFolder _folder = new();

    private string Repository => _folder["re po"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_new_plan_shows_its_rules_and_its_gate()
    {
        await Start();
        await Slo($"New-SloPlan checkout -StartDate 2026-01-05 | Export-SloPlan plans/; {Export}");
        Commit();
        var result = (await Run(NotReady)).Exited(0).WroteNoError();
        Assert.Contains("+++ manifests/PrometheusRule/checkout.yaml", result.OutputLines);
        Assert.Contains("+  - alert: SloErrorBudgetBurn", result.OutputLines);
        Assert.Contains("plans/checkout.yaml: new, in baseline.", result.OutputLines);
        Assert.Contains("- Verdict: **Not ready**", result.Output, StringComparison.Ordinal);
        Assert.Equal("0 problems.", result.OutputLines[^1]);
        Assert.Equal("", Git("status", "--porcelain"));
        Assert.Single(Git("worktree", "list").Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_promotion_shows_a_handful_of_lines_and_passes_with_an_open_gate()
    {
        await Promoted();
        var result = (await Run(Ready, reports: true)).Exited(0).WroteNoError();
        Assert.Contains("plans/checkout.yaml: from baseline to improvement.", result.OutputLines);
        var summary = File.ReadAllLines(Path.Combine(Repository, "reports/slo-pull-request.md"));
        Assert.Contains("-    expr: vector(0.99)", summary);
        Assert.Contains("+    expr: vector(0.995)", summary);
        Assert.InRange(summary.Count(l => l.StartsWith('+') && !l.StartsWith("+++", StringComparison.Ordinal)), 5, 25);
        Assert.Contains(
            "Verdict: **Ready**",
            File.ReadAllText(Path.Combine(Repository, "reports/gate-1/slo-readiness.md")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_promotion_with_a_closed_gate_fails_unless_its_plan_says_why()
    {
        await Promoted();
        var result = (await Run(NotReady)).Exited(1);
        Says(result, "GateClosed", "The branch promotes checkout to improvement, and it is not ready to leave baseline");
        Assert.Contains("- Verdict: **Not ready**", result.Output, StringComparison.Ordinal);
        Assert.Equal("1 problem.", result.OutputLines[^1]);

        // At the end of a long log, too, with what to do.
        Assert.StartsWith("- plans/checkout.yaml", result.OutputLines[^2], StringComparison.Ordinal);
        Assert.Contains(
            "Take the promotion out of this branch, and propose it again when baseline is ready",
            result.OutputLines[^2],
            StringComparison.Ordinal
        );
        Says((await Run("Service,Availability,LatencyP95\nother,0.9,1\n")).Exited(1), "GateNotJudged", "There is no evidence for checkout");
        Says((await Run(null)).Exited(1), "EvidenceMissing", "promotes checkout to improvement, and no evidence was given");

        Git("reset", "-q", "--hard", "main");
        await Slo($"Step-SloPlan plans/checkout.yaml -Force -Reason 'Launch of the shop' -By kim; {Export}");
        Commit();
        const string Forced = "goes from baseline to improvement, and that was forced: Launch of the shop";
        Says((await Run(NotReady)).Exited(1), "MoveForced", Forced);
        Says((await Run(NotReady, more: "-AllowForced")).Exited(0), "MoveForced", Forced);
    }

    [Fact]
    public async Task A_run_from_the_target_branch_believes_its_own_script_evidence_and_nothing_that_the_branch_brings_along()
    {
        await Promoted();
        foreach (var (path, text) in new[] { ("metrics.csv", Ready), ("pull-request.ps1", "exit 0\n"), ("manifests/own/x.yaml", Broken) })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Repository, path))!);
            await File.WriteAllTextAsync(Path.Combine(Repository, path), text, TestContext.Current.CancellationToken);
        }

        Commit();
        Git("checkout", "-q", "main");
        await File.WriteAllTextAsync(Path.Combine(Repository, "metrics.csv"), NotReady, TestContext.Current.CancellationToken);
        var result = (await Run(null, more: "-SourceBranch change -EvidencePath metrics.csv -AllowEstimate")).Exited(1);
        Says(result, "GateClosed", "it is not ready to leave baseline: Availability 98.00%");
        Says(result, "JudgeChangedWithMove", "the branch changes what judges it: metrics.csv, pull-request.ps1");
        Assert.Contains("PromQlSyntax", result.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Repository, "manifests/own")));
    }

    [Fact]
    public async Task A_server_is_not_asked_with_queries_that_only_the_branch_has()
    {
        await Start();
        await Slo($"New-SloPlan checkout -StartDate 2026-01-05 | Export-SloPlan plans/; {Export}");
        Commit();
        const string Nobody = "-PrometheusUri ftp://127.0.0.1";
        Assert.DoesNotContain("There is no evidence", await Said(), StringComparison.Ordinal);
        Git("branch", "-f", "main");
        await Slo($"Set-SloPlan plans/checkout.yaml -Owner team-a; {Export}");
        Commit();
        Assert.Contains("There is no evidence", await Said(), StringComparison.Ordinal);

        async Task<string> Said()
        {
            var result = (await Run(null, more: Nobody)).Exited(0);
            return result.Output + result.Error;
        }
    }

    [Fact]
    public async Task A_plan_under_another_name_is_the_plan_of_its_service_and_a_new_one_begins_at_the_beginning()
    {
        await Promoted();
        await Slo(
            "$plan = 'plans/checkout.yaml'; $text = [IO.File]::ReadAllText(\"$PWD/$plan\"); "
                + "[IO.File]::WriteAllText(\"$PWD/plans/shop.yaml\", $text.Substring(0, $text.IndexOf('history:'))); "
                + "[IO.File]::Delete(\"$PWD/$plan\")"
        );
        Commit();
        Says((await Run(Ready)).Exited(1), "MoveWithoutEntry", "The plan goes from baseline to improvement, and its history has no entry");

        await Slo(
            "$text = [IO.File]::ReadAllText(\"$PWD/plans/shop.yaml\"); "
                + "[IO.File]::WriteAllText(\"$PWD/plans/shop.yaml\", $text.Replace('service: checkout', 'service: other'))"
        );
        Commit();
        Says((await Run(null)).Exited(1), "PlanBeginsLate", "The plan is new and begins in improvement, and nothing says why");
    }

    [Fact]
    public async Task The_last_plan_takes_its_manifests_along_and_a_folder_that_is_not_there_is_an_error()
    {
        await Promoted();
        File.Delete(Path.Combine(Repository, "plans/checkout.yaml"));
        Commit();
        var result = (await Run(Ready)).Exited(1);
        Says(result, "ManifestsDoNotFit", "The manifests do not fit the plans: checkout.yaml");
        Says(result, "PlanRemoved", "No plan is left: remove these files");
        Assert.Contains(
            "The folder 'nowhere' does not exist here",
            (await Run(Ready, more: "-PlanPath nowhere")).Exited(1).Error.ReplaceLineEndings(" "),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_manifest_that_is_broken_or_does_not_fit_the_plans_fails_with_annotations()
    {
        await Start();
        await Slo($"New-SloPlan checkout -StartDate 2026-01-05 | Export-SloPlan plans/; {Export}");
        Directory.CreateDirectory(Path.Combine(Repository, "manifests/own"));
        await File.WriteAllTextAsync(Path.Combine(Repository, "manifests/own/broken.yaml"), Broken, TestContext.Current.CancellationToken);
        var rules = Path.Combine(Repository, "manifests/PrometheusRule/checkout.yaml");
        await File.WriteAllTextAsync(
            rules,
            (await File.ReadAllTextAsync(rules, TestContext.Current.CancellationToken)).Replace(
                "vector(0.99)",
                "vector(0.5)",
                StringComparison.Ordinal
            ),
            TestContext.Current.CancellationToken
        );
        Commit();
        var azure = (await Run(Ready, new() { ["TF_BUILD"] = "True" }, reports: true)).Exited(1);
        Assert.Contains(
            azure.OutputLines,
            l =>
                l.StartsWith("##vso[task.logissue type=error", StringComparison.Ordinal)
                && l.Contains("manifests/own/broken.yaml", StringComparison.Ordinal)
        );
        Assert.Contains(
            azure.OutputLines,
            l =>
                l.StartsWith("##vso[task.logissue type=error", StringComparison.Ordinal)
                && l.Contains("The manifests do not fit the plans: checkout.yaml. Run: Import-SloPlan plans", StringComparison.Ordinal)
        );
        Assert.Contains("##vso[task.uploadsummary]" + Path.Combine(Repository, "reports/slo-pull-request.md"), azure.OutputLines);

        var summary = _folder.Write("summary", "");
        var github = (await Run(Ready, new() { ["GITHUB_ACTIONS"] = "true", ["GITHUB_STEP_SUMMARY"] = summary })).Exited(1);
        Assert.Contains(
            github.OutputLines,
            l => l.StartsWith("::error ", StringComparison.Ordinal) && l.Contains("broken.yaml", StringComparison.Ordinal)
        );
        Assert.Contains(
            "# Rules that change",
            await File.ReadAllTextAsync(summary, TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_plan_that_cannot_be_read_fails_and_prunes_nothing()
    {
        await Start();
        await Slo($"New-SloPlan checkout, search -StartDate 2026-01-05 | Export-SloPlan plans/; {Export}");
        await File.WriteAllTextAsync(Path.Combine(Repository, "plans/search.yaml"), "kind: [\n", TestContext.Current.CancellationToken);
        Commit();
        var result = (await Run(Ready)).Exited(1);
        Says(result, "PlanInvalid", "plans/search.yaml");
        Assert.Contains("Definitions and manifests were not checked: fix the files first.", result.OutputLines);
        Assert.DoesNotContain("do not fit the plans", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_of_files_and_texts_of_manifests_are_no_commands()
    {
        await Start();
        await Slo(
            "New-SloPlan checkout -StartDate 2026-01-05 | Export-SloPlan -LiteralPath "
                + "\"plans/##vso[task.complete result=Succeeded]x.yaml\"; "
                + Export
        );
        Directory.CreateDirectory(Path.Combine(Repository, "manifests/own"));
        await File.WriteAllTextAsync(
            Path.Combine(Repository, "manifests/own/a.yaml"),
            "groups:\n- name: g\n  rules:\n  - record: a:b\n    expr: vector(1)\n    # ````` ##vso[task.complete]\n",
            TestContext.Current.CancellationToken
        );
        Commit();
        var result = (await Run(Ready, new() { ["TF_BUILD"] = "True" }, reports: true)).Exited(0);
        Assert.DoesNotContain("##vso[task.complete", result.Output + result.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("``````diff", File.ReadAllLines(Path.Combine(Repository, "reports/slo-pull-request.md")));
    }

    [Fact]
    public async Task A_link_leads_nowhere()
    {
        await Start();
        await Slo($"New-SloPlan checkout -StartDate 2026-01-05 | Export-SloPlan plans/; {Export}");
        Directory.CreateDirectory(Path.Combine(Repository, "manifests/docs"));
        File.CreateSymbolicLink(Path.Combine(Repository, "manifests/docs/leak.txt"), _folder.Write("secret", "a secret of the agent\n"));
        Directory.CreateSymbolicLink(Path.Combine(Repository, "manifests/a"), ".");
        Directory.CreateSymbolicLink(Path.Combine(Repository, "manifests/b"), ".");
        Commit();
        var result = (await Run(Ready, reports: true)).Exited(1);
        Says(result, "FileLink", "manifests/docs/leak.txt");
        Assert.Equal("3 problems.", result.OutputLines[^1]);
        Assert.DoesNotContain("a secret of the agent", result.Output + result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "a secret of the agent",
            await File.ReadAllTextAsync(Path.Combine(Repository, "reports/slo-pull-request.md"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("--output=x")]
    public async Task A_target_branch_that_is_not_there_says_what_to_do(string branch)
    {
        await Start();
        var result = (await Run(Ready, target: branch)).Exited(1);
        Assert.Contains("is not the name of a branch", result.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Repository, "x")));
    }

    private static void Says(ShellResult result, string code, string text)
    {
        Assert.Contains(code, result.Output, StringComparison.Ordinal);
        Assert.Contains(text, result.Output, StringComparison.Ordinal);
    }

    private async Task Start()
    {
        (await ShellProcess.Run("-Command", $"New-SloRepository '{Repository}' None")).Exited(0).WroteNoError();
        Git("init", "-q", "-b", "main");
        await File.WriteAllTextAsync(Path.Combine(Repository, ".gitignore"), "reports/\n", TestContext.Current.CancellationToken);
        Commit();
        Git("checkout", "-q", "-b", "change");
    }

    // main has the plan in baseline, and the pull request promotes it.
    private async Task Promoted()
    {
        // A record of thirty days up to now: an older one moves nothing.
        var begin = $"([datetime] '{DateTime.UtcNow.Date.AddDays(-30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}')";
        await Start();
        await Slo($"New-SloPlan checkout -StartDate {begin} -Profile source | Export-SloPlan plans/; {Export}");
        Commit();
        Git("branch", "-f", "main");
        await Slo(
            $"$days = 0..29 | ForEach-Object {{ @{{ date = {begin}.AddDays($_); "
                + "good_events = 9965; total_events = 10000 } }; "
                + "Test-SloPhaseReadiness -Plan (Import-SloPlan plans/checkout.yaml) -Evidence @{ service = 'checkout'; days = $days } | "
                + $"Step-SloPlan plans/checkout.yaml -By kim; {Export}"
        );
        Commit();
    }

    private async Task Slo(string script) =>
        (await ShellProcess.Run("-Command", $"[void] $ExecutionContext.SessionState.Path.SetLocation('{Repository}'); {script}")).Exited(0);

    private async Task<ShellResult> Run(
        string? evidence,
        Dictionary<string, string>? environment = null,
        bool reports = false,
        string target = "main",
        string more = ""
    )
    {
        var arguments =
            $"-TargetBranch '{target}' {more}"
            + (evidence is null ? "" : $" -AllowEstimate -EvidencePath '{_folder.Write("evidence.csv", evidence)}'")
            + (reports ? " -OutputPath reports" : "");
        var clean = new Dictionary<string, string>
        {
            ["TF_BUILD"] = "",
            ["GITHUB_ACTIONS"] = "",
            ["GITHUB_STEP_SUMMARY"] = "",
            ["NO_COLOR"] = "1",
        };
        foreach ((var name, var value) in environment ?? [])
        {
            clean[name] = value;
        }

        await using var shell = ShellProcess.Start(
            [
                "-Command",
                $"[void] $ExecutionContext.SessionState.Path.SetLocation('{Repository}'); "
                    + $"./pull-request.ps1 {arguments}; exit $LASTEXITCODE",
            ],
            clean
        );
        shell.Input.Close();
        return await shell.Finish();
    }

    private void Commit()
    {
        Git("add", "-A");
        Git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "change");
    }

    private string Git(params string[] arguments) => GitProcess.Run(Repository, [], arguments);
}
