using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests;

/// <summary>
/// Name, labels and annotations of Kubernetes objects are kept by formats of such objects, and named as lost by the others.
/// </summary>
public sealed class ObjectMetadataTests
{
    private const string Pyrra = """
        apiVersion: pyrra.dev/v1alpha1
        kind: ServiceLevelObjective
        metadata:
          name: web-errors
          namespace: shop
          labels:
            prometheus: k8s
            role: alert-rules
            helm.sh/chart: slo-1.2.3
            pyrra.dev/team: pay
          annotations:
            argocd.argoproj.io/sync-wave: "3"
            runbook: https://runbooks.example/web
            kubectl.kubernetes.io/last-applied-configuration: "{}"
          ownerReferences: [{kind: Deployment, name: web}]
          finalizers: [foregroundDeletion]
          uid: 0000
        spec:
          target: "99"
          window: 4w
          indicator:
            ratio:
              errors: {metric: 'http_requests_total{code=~"5.."}'}
              total: {metric: http_requests_total}
        """;

    private const string Sloth = """
        apiVersion: sloth.slok.dev/v1
        kind: PrometheusServiceLevel
        metadata:
          name: web-slos
          namespace: shop
          labels:
            release: prometheus-stack
          annotations:
            note: kept
          ownerReferences: [{kind: Deployment, name: web}]
        spec:
          service: web
          labels: {team: pay}
          slos:
            - name: errors
              objective: 99.9
              sli:
                events:
                  errorQuery: sum(rate(errors_total[{{.window}}]))
                  totalQuery: sum(rate(requests_total[{{.window}}]))
              alerting:
                name: WebErrors
        """;

    public static TheoryData<string> Objects => ["PrometheusOperator", "VMRule", "Pyrra", "SlothOperator"];

    public static TheoryData<string> Others => ["SloDev", "OpenSlo", "Sloth", "PrometheusRule", "MimirRule"];

    [Fact]
    public void An_object_of_Pyrra_has_labels_of_its_own_and_labels_of_the_SLO()
    {
        var definition = Read(Pyrra);
        Assert.Equal([new("team", "pay")], definition.Labels);
        Assert.Equal([new("runbook", "https://runbooks.example/web")], definition.Annotations);
        var metadata = definition.ObjectMetadata!;
        Assert.Equal(("web-errors", "shop"), (metadata.Name, metadata.Namespace));
        Assert.Equal(["prometheus", "role", "helm.sh/chart"], metadata.Labels.Keys);
        Assert.Equal([new("argocd.argoproj.io/sync-wave", "3")], metadata.Annotations);
        Assert.Empty(definition.Losses);
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public void Another_object_keeps_the_labels_of_the_one_that_was_read(string format)
    {
        var (text, losses) = Write(format, Read(Pyrra));
        Assert.DoesNotContain(losses, l => l.Field.StartsWith("objectMetadata.labels", StringComparison.Ordinal));
        Assert.Contains("    prometheus: k8s\n    role: alert-rules\n".Replace("    ", "    "), Sorted(text), StringComparison.Ordinal);
        Assert.Contains("argocd.argoproj.io/sync-wave: '3'", text, StringComparison.Ordinal);
        Assert.Contains("  name: web-errors\n  namespace: shop\n", text, StringComparison.Ordinal);

        var again = Read(text);
        Assert.Equal("k8s", again.ObjectMetadata!.Labels["prometheus"]);
        Assert.DoesNotContain("prometheus", again.Labels.Keys);
    }

    [Theory]
    [InlineData("PrometheusRule")]
    [InlineData("PrometheusOperator")]
    [InlineData("VMRule")]
    public void No_rule_has_a_label_of_the_object(string format)
    {
        foreach (var flavor in new[] { RuleFlavor.Exact, RuleFlavor.Sloth })
        {
            var (text, _) = Write(format, Read(Pyrra), new ManifestOptions { Flavor = flavor });
            var rules = text[text.IndexOf("groups:", StringComparison.Ordinal)..];
            Assert.DoesNotContain("k8s", rules, StringComparison.Ordinal);
            Assert.DoesNotContain("helm", rules, StringComparison.Ordinal);
            Assert.Contains("team: pay", rules, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void A_format_without_objects_names_what_it_leaves_out(string format)
    {
        foreach (
            var (source, words) in new[]
            {
                (Pyrra, "web-errors, labels prometheus, role, helm.sh/chart"),
                (Sloth, "web-slos, labels release"),
            }
        )
        {
            var loss = Assert.Single(Write(format, Read(source)).Losses, l => l.Field == "objectMetadata");
            Assert.Contains(words, loss.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_object_of_Sloth_is_written_as_one()
    {
        var definition = Read(Sloth);
        Assert.Empty(definition.Losses);
        var (text, losses) = Write("SlothOperator", definition);
        Assert.Empty(losses);
        Assert.StartsWith("---\napiVersion: sloth.slok.dev/v1\nkind: PrometheusServiceLevel\n", text, StringComparison.Ordinal);
        Assert.Contains("errorQuery:", text, StringComparison.Ordinal);
        var again = Read(text);
        Assert.Equal(definition, again);
        Assert.Equal(definition.ObjectMetadata, again.ObjectMetadata);
    }

    [Fact]
    public void A_label_of_the_SLO_without_a_prefix_comes_back_as_one()
    {
        var definition = new SloDefinition("errors", "web", RatioIndicator.Http("x_total"), 0.99m, TimeSpan.FromDays(28))
        {
            Labels = new Dictionary<string, string>
            {
                ["app.kubernetes.io/part-of"] = "shop",
                ["severity"] = "high",
                ["team"] = "pay",
            },
            Annotations = new Dictionary<string, string> { ["example.org/runbook"] = "x" },
        };
        var again = Read(Write("Pyrra", definition).Text);
        Assert.Equal(definition.Labels.OrderBy(l => l.Key), again.Labels.OrderBy(l => l.Key));
        Assert.Equal(definition.Annotations, again.Annotations);
        Assert.Empty(again.ObjectMetadata!.Labels);
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public void Labels_for_objects_are_written_and_win(string format)
    {
        var options = new ManifestOptions
        {
            ObjectLabels = new Dictionary<string, string> { ["prometheus"] = "main", ["release"] = "x" },
        };
        var metadata = Read(Write(format, Read(Pyrra), options).Text).ObjectMetadata!;
        Assert.Equal(("main", "x"), (metadata.Labels["prometheus"], metadata.Labels["release"]));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void Labels_for_objects_are_told_where_there_is_no_object(string format)
    {
        var options = new ManifestOptions { ObjectLabels = new Dictionary<string, string> { ["release"] = "x" } };
        var definition = new SloDefinition("errors", "web", RatioIndicator.Http("x_total"), 0.99m, TimeSpan.FromDays(28));
        Assert.Contains(Write(format, definition, options).Losses, l => l.Field == "objectLabels");
    }

    [Fact]
    public void Objects_that_become_one_keep_the_first_value_and_name_the_other()
    {
        var first = Read(Sloth);
        var second = Read(
            Sloth
                .Replace("web-slos", "more-slos", StringComparison.Ordinal)
                .Replace("prometheus-stack", "other", StringComparison.Ordinal)
                .Replace("name: errors", "name: more", StringComparison.Ordinal)
        );
        using var text = new StringWriter();
        var losses = ManifestFormats.FindWriter("PrometheusOperator")!.Write([first, second], ManifestOptions.Default, text);
        Assert.Equal(
            ["objectMetadata.labels.release", "objectMetadata.name"],
            losses.Select(l => l.Field).Where(f => f.StartsWith("objectMetadata", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        );
        Assert.Contains("  name: web\n", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("release: prometheus-stack", text.ToString(), StringComparison.Ordinal);
    }

    // Whatever other labels stand between them.
    private static string Sorted(string text) =>
        string.Join(
            '\n',
            text.Split('\n')
                .Where(l => l.StartsWith("    prometheus", StringComparison.Ordinal) || l.StartsWith("    role", StringComparison.Ordinal))
        ) + "\n";

    private static SloDefinition Read(string text)
    {
        var result = ManifestImporter.ReadText(text);
        Assert.Empty(result.Problems);
        return Assert.Single(result.Definitions);
    }

    private static (string Text, IReadOnlyList<ConversionLoss> Losses) Write(
        string format,
        SloDefinition definition,
        ManifestOptions? options = null
    )
    {
        using var text = new StringWriter();
        var losses = ManifestFormats.FindWriter(format)!.Write([definition], options ?? ManifestOptions.Default, text);
        return (text.ToString(), losses);
    }
}
