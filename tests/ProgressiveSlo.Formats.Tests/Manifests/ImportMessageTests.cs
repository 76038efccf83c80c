using ProgressiveSlo.Formats.Manifests.Import;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests;

/// <summary>What people hand over by mistake, or out of other tools, and what they are told.</summary>
public sealed class ImportMessageTests
{
    private const string Spec = """
        version: prometheus/v1
        service: checkout
        labels:
          owner: payments
        slos:
        - name: availability
          objective: 99.9
          description: Answers
          sli:
            events:
              error_query: sum(rate(http_requests_total{code=~"5.."}[{{.window}}]))
              total_query: sum(rate(http_requests_total[{{.window}}]))
          alerting:
            name: CheckoutErrors

        """;

    private const string Pyrra = """
        apiVersion: pyrra.dev/v1alpha1
        kind: ServiceLevelObjective
        metadata: {name: api, namespace: monitoring, uid: 1-2, resourceVersion: "7"}
        spec:
          target: "99"
          window: 4w
          indicator:
            ratio:
              errors: {metric: 'http_requests_total{code=~"5.."}'}
              total: {metric: http_requests_total}

        """;

    [Theory]
    [InlineData("  objective: 99.9", "\tobjective: 99.9", 7, "A tab stands in the indentation", "Replace the tab with spaces")]
    [InlineData("owner: payments", "owner: {{ .Values.team }}", 4, "A key is a list or a mapping", "render it first")]
    [InlineData("version:", "{{- range .Values.services }}\nversion:", 1, "This is not valid YAML", "render it first")]
    [InlineData("description: Answers", "description: Share: of answers", 8, "This is not valid YAML", "Put the value in quotes")]
    [InlineData("objective: 99.9", "objective:\u00a099.9", 7, "A no-break space stands here", "Replace it with a space")]
    [InlineData("objective:", "objektive:", 6, "The key is missing", "'objektive' here may be meant")]
    [InlineData("prometheus/v1", "prometheus/v2", 1, "The version 'prometheus/v2' is not known here", "Did you mean 'prometheus/v1'?")]
    [InlineData("- name: availability\n  objective", "  availability:\n  objective", 6, "Expected a list, found a mapping", "'- '")]
    public void A_message_names_the_line_the_mistake_and_the_mend(string right, string wrong, int line, string message, string fix)
    {
        var text = Spec.Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(Spec, text);
        var problem = Assert.Single(ManifestImporter.ReadText(text).Problems);
        Assert.Equal(line, problem.Line);
        Assert.StartsWith(message, problem.Problem.Message, StringComparison.Ordinal);
        Assert.Contains(fix, problem.Problem.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_data_source_that_is_defined_elsewhere_is_asked_for()
    {
        const string Text = """
            apiVersion: openslo/v1
            kind: SLI
            metadata: {name: requests}
            spec:
              ratioMetric:
                counter: true
                good: {metricSource: {metricSourceRef: prom, type: Prometheus, spec: {query: 'sum(rate(good[{{.window}}]))'}}}
                total: {metricSource: {metricSourceRef: prom, spec: {query: 'sum(rate(all[{{.window}}]))'}}}
            """;
        Assert.Contains(
            "give the file that defines the DataSource too",
            Assert.Single(ManifestImporter.ReadText(Text).Problems).Problem.Fix,
            StringComparison.Ordinal
        );
        const string Source =
            "\n---\napiVersion: openslo/v1\nkind: DataSource\nmetadata: {name: prom}\nspec: "
            + "{type: Prometheus, connectionDetails: {url: 'http://a'}}\n";
        Assert.Empty(ManifestImporter.ReadText(Text + Source).Problems);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n---\n# at all\n")]
    public void A_file_without_a_document_is_a_problem(string text) =>
        Assert.StartsWith(
            "There is no document",
            Assert.Single(ManifestImporter.ReadText(text).Problems).Problem.Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_list_as_kubectl_writes_it_is_as_many_documents()
    {
        var items = string.Join('\n', Pyrra.Split('\n').Select((l, i) => l.Length == 0 ? l : (i == 0 ? "- " : "  ") + l));
        var result = ManifestImporter.ReadText(
            "apiVersion: v1\nitems:\n"
                + items
                + items.Replace("name: api", "name: web", StringComparison.Ordinal)
                + "kind: List\nmetadata: {resourceVersion: ''}\n"
        );
        Assert.Empty(result.Problems);
        Assert.Equal([("api", 3), ("web", 13)], result.Definitions.Select(d => (d.Name, d.Source!.Line)));
        Assert.All(result.Definitions, d => Assert.Empty(d.Losses));
    }

    [Fact]
    public void A_merge_key_takes_the_keys_that_a_mapping_lacks()
    {
        var text =
            Spec.Replace("- name", "- &base\n  name", StringComparison.Ordinal)
            + """
                - <<: *base
                  name: internal
                  objective: 99
                - <<: [{objective: 98}, *base]
                  name: third
                """;
        var result = ManifestImporter.ReadText(text);
        Assert.Empty(result.Problems);
        Assert.Equal(
            [("availability", 0.999m), ("internal", 0.99m), ("third", 0.98m)],
            result.Definitions.Select(d => (d.ShortName, d.Target))
        );
        Assert.All(result.Definitions, d => Assert.Equal(result.Definitions[0].Indicator, d.Indicator));
        Assert.All(result.Definitions, d => Assert.Empty(d.Losses));
    }

    [Theory]
    [InlineData("<<: text")]
    [InlineData("<<: [{a: 1}, text]")]
    public void A_merge_key_of_something_else_is_refused(string wrong)
    {
        var problem = Assert.Single(
            ManifestImporter.ReadText(Spec.Replace("  owner: payments", "  " + wrong, StringComparison.Ordinal)).Problems
        );
        Assert.Equal(4, problem.Line);
        Assert.Contains(
            "'<<' takes the keys of other mappings, and here is a single value",
            problem.Problem.Message,
            StringComparison.Ordinal
        );
    }
}
