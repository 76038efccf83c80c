using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests;

/// <summary>The templates of docs/examples call gate.ps1 as it is, and read the variables that there are.</summary>
public sealed class PipelineTemplateTests
{
    private static string Folder => Path.Combine(StagedModule.Repository, "docs", "examples");

    // The steps are run as they stand in the file, with a script in the place of the gate that says what it was given.
    [Theory]
    [InlineData("azure-pipelines.yml", "gate", 2, "PlanPath=plans ")]
    [InlineData("github-workflow.yml", "gate", 1, "PlanPath=plans ")]
    [InlineData("azure-pull-request.yml", "pull-request", 1, "SourceBranch=abc ")]
    [InlineData("github-pull-request.yml", "pull-request", 1, "SourceBranch=abc ")]
    public void Steps_give_the_server_with_the_record_or_the_file(string file, string script, int count, string first)
    {
        var blocks = Regex
            .Matches(File.ReadAllText(Path.Combine(Folder, file)), @"(?m)^( *)(?:script|run): \|\n((?:\1  .*\n)+)")
            .Select(m => m.Groups[2].Value)
            .Where(b => b.Contains($"./{script}.ps1 ", StringComparison.Ordinal))
            .ToArray();
        Assert.Equal(count, blocks.Length);
        var ast = Parser.ParseFile(Path.Combine(Folder, script + ".ps1"), out _, out var errors);
        Assert.Empty(errors);
        foreach (var block in blocks)
        {
            foreach (
                var (server, given) in new[]
                {
                    ("https://p.example", "PrometheusUri=https://p.example RecordPath=evidence "),
                    ("", "EvidencePath=metrics.csv "),
                }
            )
            {
                using var engine = Engine.Create();
                var text = $$"""
                    function Say {
                        {{ast.ParamBlock.Extent.Text}}
                        $names = 'PlanPath', 'SourceBranch', 'PrometheusUri', 'EvidencePath', 'RecordPath', 'OutputPath', 'Module'
                        -join ($names | Where-Object { $PSBoundParameters.ContainsKey($_) } | ForEach-Object { "$_=$($PSBoundParameters[$_]) " })
                    }
                    $saved = @{}
                    $set = @{ SLO_PROMETHEUS_URI = '{{server}}'; HEAD = 'abc'; BUILD_SOURCEVERSION = 'abc'; BUILD_ARTIFACTSTAGINGDIRECTORY = 'out' }
                    foreach ($name in $set.Keys) {
                        $saved[$name] = [Environment]::GetEnvironmentVariable($name)
                        [Environment]::SetEnvironmentVariable($name, $set[$name])
                    }
                    try {
                    {{block.Replace($"./{script}.ps1", "Say", StringComparison.Ordinal)}}
                    }
                    finally { foreach ($name in $set.Keys) { [Environment]::SetEnvironmentVariable($name, $saved[$name]) } }
                    """;
                var said = Assert.Single(engine.Run(text).Strings)!;
                Assert.StartsWith(first + given + "OutputPath=", said, StringComparison.Ordinal);
                Assert.EndsWith("Module=./modules/ProgressiveSlo ", said, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("azure-pull-request.yml", "fetchDepth: 0")]
    [InlineData("github-pull-request.yml", "fetch-depth: 0")]
    public void Templates_for_pull_requests_have_the_whole_history(string file, string depth) =>
        Assert.Contains(depth, File.ReadAllText(Path.Combine(Folder, file)), StringComparison.Ordinal);

    public static TheoryData<string> Pipelines =>
        new(
            Directory
                .EnumerateFiles(Folder, "*.y*ml")
                .Where(f => Regex.IsMatch(File.ReadAllText(f), "^(jobs|stages):", RegexOptions.Multiline))
                .Select(f => Path.GetFileName(f)!)
                .Order()
                .ToArray()
        );

    [Fact]
    public void There_are_four_pipelines() => Assert.Equal(4, Pipelines.Count);

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void Pipelines_have_no_more_rights_than_they_need(string file)
    {
        var text = Regex.Replace(File.ReadAllText(Path.Combine(Folder, file)), "^ *#.*\n", "", RegexOptions.Multiline);
        var isGitHub = text.Contains("runs-on:", StringComparison.Ordinal);
        var checkouts = Regex.Matches(text, isGitHub ? @"uses: actions/checkout@.*\n.*" : @"checkout: self\n(.*\n){2}");
        Assert.NotEmpty(checkouts);
        Assert.All(
            checkouts.Select(c => c.Value),
            c => Assert.Contains(isGitHub ? "persist-credentials: false" : "persistCredentials: false", c, StringComparison.Ordinal)
        );
        if (!isGitHub)
            return;

        // A tag can be moved, and a value in the text of a script is a script.
        Assert.Matches(@"(?m)^permissions:\n  contents: read\n\n", text);
        Assert.DoesNotContain("write", Regex.Replace(text, "(?m)^ *(- )?name:.*$", ""), StringComparison.Ordinal);
        Assert.DoesNotContain("secrets.", text, StringComparison.Ordinal);
        Assert.All(
            Regex.Matches(text, @"uses: (.*)").Select(m => m.Groups[1].Value),
            u => Assert.Matches(@"^[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", u)
        );
        foreach (Match run in Regex.Matches(text, @"(?m)^( *)run: (\|\n(\1  .*\n)+|.*)"))
            Assert.DoesNotContain("${{", run.Value, StringComparison.Ordinal);
    }

    // What builds the packages is held to what they recommend.
    [Fact]
    public void The_workflow_of_this_project_has_no_more_rights_than_it_needs()
    {
        var text = File.ReadAllText(Path.Combine(StagedModule.Repository, ".github", "workflows", "ci.yml"));
        Assert.Matches(@"(?m)^permissions:\n  contents: read\n\n", text);
        Assert.DoesNotContain("pull_request_target", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secrets.", text, StringComparison.Ordinal);
        var uses = Regex.Matches(text, @"uses: (.*)").Select(m => m.Groups[1].Value).ToArray();
        Assert.NotEmpty(uses);
        Assert.All(uses, u => Assert.Matches(@"^[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", u));
        Assert.All(
            Regex.Matches(text, @"uses: actions/checkout@.*\n.*").Select(c => c.Value),
            c => Assert.Contains("persist-credentials: false", c, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Pull_requests_are_judged_from_the_target_branch()
    {
        var github = File.ReadAllText(Path.Combine(Folder, "github-pull-request.yml"));
        Assert.Contains("pull_request_target:\n", github, StringComparison.Ordinal);
        Assert.Equal(
            "ref: \"refs/heads/${{ github.base_ref }}\"",
            Assert.Single(Regex.Matches(github, "ref: \"[^\"]*\"").Select(m => m.Value))
        );
        var azure = File.ReadAllText(Path.Combine(Folder, "azure-pull-request.yml"));
        Assert.True(
            azure.IndexOf("checkout --force --detach \"refs/remotes/origin/", StringComparison.Ordinal)
                < azure.IndexOf("./pull-request.ps1 ", StringComparison.Ordinal)
        );
        Assert.All([github, azure], t => Assert.DoesNotContain("-AllowForced", t, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("azure-pipelines.yml", @"outputs\['(?:\w+\.)*(\w+)'\]")]
    [InlineData("github-workflow.yml", @"steps\.slo\.outputs\.(\w+)")]
    public void Templates_read_variables_that_a_report_sets(string file, string pattern)
    {
        using var engine = Engine.Create();
        var report = engine
            .Run("Test-SloPhaseReadiness baseline @{ availability = 1; latency_p95 = 1 } | ConvertTo-SloReport -Format AzurePipelines")
            .Strings.Single()!;
        var set = Regex.Matches(report, "variable=(\\w+);").Select(m => m.Groups[1].Value).ToHashSet();
        var read = Regex.Matches(File.ReadAllText(Path.Combine(Folder, file)), pattern).Select(m => m.Groups[1].Value).ToHashSet();
        Assert.Equal(set.Order(), read.Order());
    }
}
