using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests.Rules;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.RuleFiles;

/// <summary>Reads rule files and PrometheusRule objects whose rules a known generator made, back to definitions.</summary>
internal sealed class PrometheusRuleReader : IManifestReader
{
    private readonly DocumentSignature _head;
    private readonly bool _isRuler;

    private PrometheusRuleReader(string format, DocumentSignature head, bool isRuler = false) =>
        (Format, _head, _isRuler) = (format, head, isRuler);

    /// <summary>Reads rule files: a mapping with <c>groups</c> and no apiVersion.</summary>
    public static PrometheusRuleReader OfFiles { get; } = new(PrometheusRuleWriter.Name, new("groups", ""));

    /// <summary>Reads rule files of a ruler of Mimir or Cortex: a mapping with <c>namespace</c> and <c>groups</c>.</summary>
    public static PrometheusRuleReader OfRulers { get; } = new(MimirRuleWriter.Name, new("groups", ""), isRuler: true);

    /// <summary>Reads PrometheusRule objects of the operator.</summary>
    public static PrometheusRuleReader OfObjects { get; } =
        OfObject(PrometheusOperatorWriter.Name, PrometheusOperatorWriter.ApiVersion, PrometheusOperatorWriter.Kind);

    /// <summary>Reads VMRule objects of the operator of VictoriaMetrics.</summary>
    public static PrometheusRuleReader OfVictoriaMetrics { get; } = OfObject(VmRuleWriter.Name, VmRuleWriter.ApiVersion, VmRuleWriter.Name);

    /// <summary>All of them. A document is of one at most.</summary>
    public static IReadOnlyList<PrometheusRuleReader> All { get; } = [OfFiles, OfObjects, OfVictoriaMetrics, OfRulers];

    public string Format { get; }

    // A file of a ruler begins as any rule file does.
    public IReadOnlyList<DocumentSignature> KnownHeads => _isRuler ? [] : [_head];

    public bool NeedsSiblings => false;

    /// <summary>Whether the rules stand in an object of Kubernetes, below <c>spec</c>.</summary>
    public bool IsObject => _head.Kind is not null;

    public bool Recognises(ManifestDocument document) =>
        IsObject
            ? document.Head("apiVersion") == _head.Value && document.Head("kind") == _head.Kind
            : document.Root is YamlMap map
                && map.Find("groups") is YamlList
                && map.Find("apiVersion") is null
                && document.Head(MimirRuleWriter.NamespaceKey) is not null == _isRuler;

    public void Read(ManifestDocument document, IReadOnlyList<ManifestDocument> siblings, ManifestReadResult result)
    {
        if (Open(document, result) is not { } rules)
            return;
        var origins = RuleFlavors.Readers.Where(o => o.Recognises(rules)).ToArray();
        if (origins.Length > 0)
        {
            var read = new ManifestReadResult();
            foreach (var origin in origins)
                origin.Read(rules, read);
            UnclaimedRules.Report(rules, origins, read, result);
        }

        if (origins.Length == 0)
        {
            var known = string.Join(", ", RuleFlavors.Readers.Select(o => o.Name));
            var problem = new FieldProblem(
                "",
                "The rules were not made by a generator that is known here",
                $"Known are {known}; write an SLO spec for hand-written rules"
            )
            {
                Code = UnclaimedRules.Code,
            };
            result.Add(new DocumentProblem(document.Path, document.Root.Line, document.Root.Column, problem));
        }
    }

    /// <summary>The one that reads a document, or null.</summary>
    public static PrometheusRuleReader? Find(ManifestDocument document) => All.FirstOrDefault(r => r.Recognises(document));

    private static PrometheusRuleReader OfObject(string format, string version, string kind) =>
        new(format, new(DocumentSignature.ApiVersion, version, kind) { OwnsGroup = false });

    /// <summary>The rules of a document, or null with problems in the result.</summary>
    private RuleDocument? Open(ManifestDocument document, ManifestReadResult result)
    {
        var problems = new ProblemList(document.Path);
        var map = MapReader.Open(document.Root, "", problems);
        var metadata = IsObject ? map?.Map("metadata", required: true) : null;
        var spec = IsObject ? map?.Map("spec", required: true) : map;
        var ruler = _isRuler ? map?.RequiredText(MimirRuleWriter.NamespaceKey) : null;
        var groups = spec is null ? [] : RuleYaml.Read(spec, problems);
        var labels = metadata is null ? null : TextsYaml.Read(metadata, "labels", problems);
        var annotations = metadata is null ? null : TextsYaml.Read(metadata, "annotations", problems);
        var name = metadata?.OptionalText("name");
        var space = metadata?.Checked<string>("namespace", required: false, PlanText.Check);
        if (metadata is not null)
            KubernetesObjects.SkipServerFields(metadata);
        if (problems.Any)
        {
            result.Add(problems.InOrder);
            return null;
        }

        return new RuleDocument(document, Format, groups)
        {
            FieldPrefix = IsObject ? "spec." : "",
            RulerNamespace = ruler,
            SourceTraits = SourceTraits.AlertsAreGenerated | (IsObject ? SourceTraits.None : SourceTraits.NamesAreFree),
            Object = metadata is null
                ? null
                : new ObjectMetadata
                {
                    Name = name,
                    Namespace = space,
                    Labels = labels!.Where(l => !RuleFlavors.IsObjectLabel(l.Key, l.Value)).ToDictionary(l => l.Key, l => l.Value),
                    Annotations = KubernetesObjects.WithoutLastApplied(annotations!),
                },
            Losses =
            [
                .. Others(map).Where(l => l.Field is not ("apiVersion" or "kind" or "status")),
                .. Others(metadata),
                .. IsObject ? Others(spec) : [],
            ],
        };
    }

    private static IEnumerable<ConversionLoss> Others(MapReader? map) =>
        map is null
            ? []
            : map.UnknownKeys()
                .Select(o => new ConversionLoss(o.Field, "A definition has no place for it, and it is not carried over").At(o.Key));
}
