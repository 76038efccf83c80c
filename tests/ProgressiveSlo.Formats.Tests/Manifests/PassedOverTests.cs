using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Linting;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests;

/// <summary>What stands in a folder beside SLOs, and what was meant as one and misses every reader by a word.</summary>
public sealed class PassedOverTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replicas: 1}", "Deployment", "apps/v1 Deployment")]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: []}", "Service", "v1 Service")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\ndata: {rules.yaml: 'groups: []'}", "ConfigMap", "v1 ConfigMap")]
    [InlineData(
        "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]",
        "Kustomization",
        "kustomize.config.k8s.io/v1beta1 Kustomization"
    )]
    [InlineData("kind: Kustomization\nresources: [a.yaml]", "Kustomization", "Kustomization")]
    [InlineData("resources: [a.yaml]", "other YAML", "nothing in it begins an SLO manifest or a rule file")]
    [InlineData(
        "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec: {interval: 5m, chart: {spec: {chart: a}}}",
        "HelmRelease",
        "helm.toolkit.fluxcd.io/v2 HelmRelease"
    )]
    [InlineData(
        "apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nspec: {endpoints: []}",
        "ServiceMonitor",
        "monitoring.coreos.com/v1 ServiceMonitor"
    )]
    [InlineData(
        "apiVersion: networking.istio.io/v1\nkind: DestinationRule\nspec: {host: a}",
        "DestinationRule",
        "networking.istio.io/v1 DestinationRule"
    )]
    [InlineData(
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nrules: [{apiGroups: [''], resources: [pods], verbs: [get]}]",
        "Role",
        "rbac.authorization.k8s.io/v1 Role"
    )]
    [InlineData("apiVersion: dapr.io/v1alpha1\nkind: Component", "Component", "dapr.io/v1alpha1 Component")]
    [InlineData("apiVersion: aws.dev/v1\nkind: Bucket", "Bucket", "aws.dev/v1 Bucket")]
    [InlineData("apiVersion: progressiveslo/v1\nkind: SloPlan", "SloPlan", "progressiveslo/v1 SloPlan")]
    [InlineData(
        "apiVersion: sloth.slok.dev/v1\nkind: AlertWindows\nspec: {sloPeriod: 7d}",
        "AlertWindows",
        "sloth.slok.dev/v1 AlertWindows"
    )]
    [InlineData("apiVersion: v2\nname: chart\nversion: 1.0.0", "other YAML", "v2")]
    [InlineData("apiVersion: 1\nproviders: [{name: dashboards}]", "other YAML", "1")]
    [InlineData("version: '3.8'\nservices: {web: {image: a}}", "other YAML", "nothing in it")]
    [InlineData("{\"name\": \"a\", \"version\": \"1.2.3\"}", "other YAML", "nothing in it")]
    [InlineData("replicas: 3\ngroups: {admins: [a]}", "other YAML", "nothing in it")]
    [InlineData("- hosts: all\n  tasks: []\n- hosts: web", "other YAML", "nothing in it")]
    [InlineData("just words", "other YAML", "nothing in it")]
    [InlineData("{{- if .Values.on }}\nkind: Deployment\n{{- end }}", "no YAML", "no word of SLOs or rules")]
    [InlineData("bucket: !Ref Name", "no YAML", "no word of SLOs or rules")]
    public void What_is_about_something_else_is_passed_over_when_a_folder_brought_it_along(string text, string kind, string reason)
    {
        var found = Read(text, isFound: true);
        Assert.Empty(found.Problems);
        var document = Assert.Single(found.Skipped);
        Assert.Equal((kind, 1), (document.Kind, document.Line));
        Assert.StartsWith(
            reason,
            document.Reason.Replace("it is not YAML that can be read, and ", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );

        var named = Read(text, isFound: false);
        Assert.Empty(named.Skipped);
        Assert.True(Assert.Single(named.Problems).ToString().Length < 320);
        Assert.DoesNotContain("Known are", named.Problems[0].Problem.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apiVersion: slo.dev/v9\nkind: ServiceLevelObjective", "apiVersion", "Did you mean 'slo.dev/v1'?")]
    [InlineData("apiVersion: openslo.com/v2alpha\nkind: SLO", "apiVersion", "Known are ")]
    [InlineData("apiVersion: openslo/v1alph\nkind: SLO", "apiVersion", "Did you mean 'openslo/v1alpha'?")]
    [InlineData("apiVersion: open-slo/v1\nkind: Service", "apiVersion", "Did you mean 'openslo/v1'?")]
    [InlineData("apiVersion: sloth.slok.dev/v1alpha1\nkind: Anything", "apiVersion", "Did you mean 'sloth.slok.dev/v1'?")]
    [InlineData("apiVersion: sloth.dev/v1\nkind: PrometheusServiceLevel", "apiVersion", "Did you mean 'sloth.slok.dev/v1'?")]
    [InlineData("apiVersion: pyra.dev/v1alpha1\nkind: ServiceLevelObjectives", "apiVersion", "Did you mean 'pyrra.dev/v1alpha1'?")]
    [InlineData(
        "apiVersion: example.org/v1\nkind: ServiceLevelObjective",
        "apiVersion",
        "Did you mean 'slo.dev/v1' or 'pyrra.dev/v1alpha1'?"
    )]
    [InlineData("apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRules", "kind", "Did you mean kind 'PrometheusRule'?")]
    [InlineData("apiVersion: monitoring.core.com/v1\nkind: PrometheusRule", "apiVersion", "Did you mean 'monitoring.coreos.com/v1'?")]
    [InlineData(
        "apiVersion: rules.example.org/v1\nkind: RuleGroup\nspec: {groups: [{name: a, rules: [{record: b, expr: c}]}]}",
        "apiVersion",
        "Known are "
    )]
    [InlineData("apiVersion: datadoghq.com/v1alpha1\nkind: DatadogSLO", "apiVersion", "Known are ")]
    [InlineData("apiVersion: example.org/v1\nkind: Objective\nspec: {objectives: [{target: 0.9}]}", "apiVersion", "Known are ")]
    [InlineData("apiversion: slo.dev/v1\nkind: ServiceLevelObjective", "", "Did you mean 'apiVersion'?")]
    [InlineData("kind: ServiceLevelObjective\nspec: {target: '99'}", "", "Write the one of its tool: slo.dev/v1, pyrra.dev/v1alpha1")]
    [InlineData("metadata: {name: a}\nspec: {indicator: {}, target: '99'}", "", "Write the one of its tool: ")]
    [InlineData("version: prometheus/v2\nservice: a", "version", "Did you mean 'prometheus/v1'?")]
    [InlineData("version: '1'\nservice: a\nslos: []", "version", "Did you mean 'prometheus/v1'?")]
    [InlineData("service: a\nslos: []", "", "Write 'version: prometheus/v1'")]
    [InlineData("groups:\n  name: a\n  rules: [{record: b, expr: c}]", "groups", "Begin each group with '- '")]
    [InlineData("groups:", "groups", "Begin each group with '- '")]
    [InlineData("group:\n- name: a\n  rules: [{record: b, expr: c}]", "group", "Did you mean 'groups'?")]
    [InlineData("apiVersion: openslo/v1\nkind: SLO\nmetadata: {name: {{ .Values.name }}}", "", "render it first")]
    [InlineData("groups:\n- name: !Ref a", "", "without a tag")]
    public void What_was_meant_as_an_SLO_is_a_problem_wherever_it_came_from(string text, string field, string fix)
    {
        foreach (var isFound in new[] { true, false })
        {
            var result = Read(text, isFound);
            Assert.Empty(result.Skipped);
            var problem = Assert.Single(result.Problems).Problem;
            Assert.Equal(field, problem.Field);
            Assert.Contains(fix, problem.Fix, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_SLOs_of_a_file_are_read_among_other_objects()
    {
        const string Slo = """
            apiVersion: pyrra.dev/v1alpha1
            kind: ServiceLevelObjective
            metadata: {name: api}
            spec:
              target: "99"
              window: 4w
              indicator: {ratio: {errors: {metric: 'x_total{code="500"}'}, total: {metric: x_total}}}
            """;
        const string Other = "\n---\napiVersion: v1\nkind: Service\nmetadata: {name: api}\n---\n";
        var result = Read(Slo + Other + Slo.Replace("name: api", "name: web", StringComparison.Ordinal), isFound: true);
        Assert.Empty(result.Problems);
        Assert.Equal(["api", "web"], result.Definitions.Select(d => d.Name));
        Assert.Equal(("Service", 9), (Assert.Single(result.Skipped).Kind, result.Skipped[0].Line));
    }

    [Fact]
    public void The_lint_passes_over_the_same_and_knows_that_it_checked_nothing()
    {
        File.WriteAllText(_file, "apiVersion: apps/v1\nkind: Deployment\n");
        var linter = new Linter(LintOptions.Default);
        Assert.Equal("Deployment", Assert.Single(linter.AddFile(_file, "a.yaml", isFound: true)).Kind);
        Assert.Empty(linter.AddFile(_file, "again.yaml", isFound: true));
        Assert.True(linter.IsEmpty);
        Assert.Empty(linter.Complete(TestContext.Current.CancellationToken));

        linter = new Linter(LintOptions.Default);
        Assert.Empty(linter.AddFile(_file, "a.yaml"));
        Assert.False(linter.IsEmpty);
        Assert.Equal("ApiVersionUnknown", Assert.Single(linter.Complete(TestContext.Current.CancellationToken)).Code);
    }

    private ManifestReadResult Read(string text, bool isFound)
    {
        File.WriteAllText(_file, text);
        var importer = new ManifestImporter();
        var result = new ManifestReadResult();
        importer.ReadFile(_file, "a.yaml", result, isFound);
        importer.Complete(result);
        return result;
    }
}
