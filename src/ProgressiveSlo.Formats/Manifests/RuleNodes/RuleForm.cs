using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.RuleNodes;

/// <summary>A form of documents that hold rules: whose they are, and what becomes of a key that is unknown to it.</summary>
/// <param name="Name">What people call it, with its article: <c>a rule file</c>.</param>
/// <param name="Format">The format of the rules in it.</param>
internal sealed record RuleForm(string Name, string Format)
{
    /// <summary>The value of <c>apiVersion</c>; empty for what is not an object of Kubernetes.</summary>
    public string ApiVersion { get; init; } = "";

    /// <summary>The kind of the object; empty for what is not one.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Whether Kubernetes takes it: its API drops unknown keys, and takes no number where text belongs.</summary>
    public bool IsObject => ApiVersion.Length > 0;

    /// <summary>Whether Prometheus itself loads the document as it is.</summary>
    public bool IsFile => ReferenceEquals(this, RuleForms.File);

    /// <summary>Whether its queries are MetricsQL, of which PromQL is the greater part.</summary>
    public bool IsMetricsQl { get; init; }

    /// <summary>Whether its queries are LogQL, which is not read here.</summary>
    public bool IsLogQl { get; init; }

    /// <summary>The path to its groups, with a dot at the end; empty for a rule file.</summary>
    public string Prefix => IsObject ? "spec." : "";
}

/// <summary>
/// All forms of documents that hold rules. To add an object of Kubernetes: a row here. Sources: the CRDs of the Prometheus operator, of
/// Red Hat's observability operator, of the VictoriaMetrics operator, of OpenShift, of Google's managed service and of the Loki operator.
/// </summary>
internal static class RuleForms
{
    /// <summary>The format of rule files.</summary>
    public const string FileFormat = "PrometheusRule";

    /// <summary>The format of objects of the Prometheus operator, and of those that others made like them.</summary>
    public const string ObjectFormat = "PrometheusOperator";

    /// <summary>The format of rules of the VictoriaMetrics operator.</summary>
    public const string VmRule = "VMRule";

    private const string PrometheusRule = "PrometheusRule";

    /// <summary>A mapping with groups and no apiVersion.</summary>
    public static RuleForm File { get; } = new("a rule file", FileFormat);

    /// <summary>What a chart or a program makes rules of: their values, or lists of rules by themselves.</summary>
    public static RuleForm Values { get; } = new("values of a chart", FileFormat);

    /// <summary>The objects of Kubernetes.</summary>
    public static IReadOnlyList<RuleForm> Objects { get; } =
    [
        Object(PrometheusRule, "monitoring.coreos.com/v1"),
        Object(PrometheusRule, "monitoring.rhobs/v1"),
        Object("VMRule", "operator.victoriametrics.com/v1beta1", VmRule) with
        {
            IsMetricsQl = true,
        },
        Object("VMRule", "operator.victoriametrics.com/v1", VmRule) with
        {
            IsMetricsQl = true,
        },
        Object("AlertingRule", "monitoring.openshift.io/v1"),
        Object("Rules", "monitoring.googleapis.com/v1"),
        Object("ClusterRules", "monitoring.googleapis.com/v1"),
        Object("GlobalRules", "monitoring.googleapis.com/v1"),
        Object("AlertingRule", "loki.grafana.com/v1") with
        {
            IsLogQl = true,
        },
        Object("RecordingRule", "loki.grafana.com/v1") with
        {
            IsLogQl = true,
        },
        Object("AlertingRule", "loki.grafana.com/v1beta1") with
        {
            IsLogQl = true,
        },
        Object("RecordingRule", "loki.grafana.com/v1beta1") with
        {
            IsLogQl = true,
        },
    ];

    /// <summary>The form of a document by its head alone; null for one that is neither a rule file nor an object with rules.</summary>
    public static RuleForm? Find(ManifestDocument document)
    {
        if (document.Root is not YamlMap map)
            return null;
        if (document.Head(DocumentSignature.ApiVersion) is not { } version)
            return map.Find("groups") is YamlList && map.Find(DocumentSignature.ApiVersion) is null ? File : null;
        if (document.Head("kind") is not { } kind)
            return null;
        foreach (var form in Objects)
        {
            if (form.ApiVersion == version && form.Kind == kind)
                return form;
        }

        return null;
    }

    /// <summary>
    /// Whether the head of a document leaves open that it is values with rules: a rule file whose key is misspelt is not.
    /// </summary>
    public static bool MayBeValues(ManifestDocument document) =>
        document.Root switch
        {
            YamlList => true,
            YamlMap map => map.Find(DocumentSignature.ApiVersion) is null
                && !map.Entries.Any(e => Spelling.IsNear(e.Key.Value, "groups", 2)),
            _ => false,
        };

    private static RuleForm Object(string kind, string apiVersion, string? format = null) =>
        new($"an object of kind {kind}", format ?? ObjectFormat) { ApiVersion = apiVersion, Kind = kind };
}
