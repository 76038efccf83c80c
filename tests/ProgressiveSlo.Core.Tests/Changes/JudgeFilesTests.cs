using ProgressiveSlo.Changes;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Changes;

/// <summary>Files that judge a branch are known by kind, wherever the layout lies and however they are spelled.</summary>
public sealed class JudgeFilesTests
{
    [Theory]
    [InlineData("gate.ps1", "", true)]
    [InlineData("GATE.PS1", "", true)]
    [InlineData("helper.psm1", "", true)]
    [InlineData("Metrics.CSV", "", true)]
    [InlineData("Evidence/production/checkout.csv", "", true)]
    [InlineData("modules/ProgressiveSlo/ProgressiveSlo.psd1", "", true)]
    [InlineData("teams/slo/gate.ps1", "teams/slo/", true)]
    [InlineData("Teams/SLO/metrics.csv", "teams/slo/", true)]
    [InlineData("gate.ps1", "teams/slo/", false)]
    [InlineData("teams/slo/.gitlab-ci.yml", "teams/slo/", false)]
    [InlineData(".gitlab-ci.yml", "teams/slo/", true)]
    [InlineData(".gitlab/CODEOWNERS", "", true)]
    [InlineData("azure-pipelines-slo.yaml", "", true)]
    [InlineData("Jenkinsfile", "", true)]
    [InlineData("release.jenkinsfile", "", true)]
    [InlineData("bitbucket-pipelines.yml", "", true)]
    [InlineData(".circleci/config.yml", "", true)]
    [InlineData(".GitHub/workflows/a.yml", "", true)]
    [InlineData("docs/codeowners", "", true)]
    [InlineData(".gitattributes", "", true)]
    [InlineData("plans/checkout.yaml", "", false)]
    [InlineData("manifests/PrometheusRule/checkout.yaml", "", false)]
    [InlineData("docs/gate.md", "", false)]
    [InlineData("src/deploy/run.sh", "", false)]
    [InlineData("metrics.csv.txt", "", false)]
    [InlineData("evidence-of-2025/a.csv", "", false)]
    [InlineData("src/.gitlab-ci.yml", "", false)]
    [InlineData("azure-pipelines.yml.md", "", false)]
    public void A_list_by_kind(string path, string layout, bool judges) => Assert.Equal(judges, JudgeFiles.Has(path, layout));

    [Theory]
    [InlineData("scripts/gate.ps1", true)]
    [InlineData("src/deploy/run.sh", true)]
    [InlineData("Makefile", true)]
    [InlineData("tools/GNUmakefile", true)]
    [InlineData("Dockerfile", true)]
    [InlineData("images/gate.Dockerfile", true)]
    [InlineData(".husky/pre-push", true)]
    [InlineData("hooks/pre-commit", true)]
    [InlineData("azure-templates.yml", true)]
    [InlineData("build/steps.yml", true)]
    [InlineData("eng/Pipelines/gate.yaml", true)]
    [InlineData(".pre-commit-config.yaml", true)]
    [InlineData("plans/checkout.yaml", false)]
    [InlineData("manifests/PrometheusRule/checkout.yaml", false)]
    [InlineData("build/notes.md", false)]
    [InlineData("docs/gate.md", false)]
    [InlineData("src/build.cs", false)]
    public void What_a_pipeline_may_run(string path, bool mayRun) => Assert.Equal(mayRun, JudgeFiles.MayRun(path));

    // e with an accent, as one character and as two.
    [Fact]
    public void A_layout_is_the_same_in_either_spelling_of_an_accent() =>
        Assert.True(JudgeFiles.Has("e\u0301quipe/gate.ps1", "\u00e9quipe/"));
}
