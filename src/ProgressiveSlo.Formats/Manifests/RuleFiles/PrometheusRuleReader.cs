using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests.Rules;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.RuleFiles;

/// <summary>Reads rule files and PrometheusRule objects whose rules a known generator made, back to definitions.</summary>
internal sealed class PrometheusRuleReader : IManifestReader
{
    private readonly bool _isObject;

    private PrometheusRuleReader(bool isObject) => _isObject = isObject;

    /// <summary>Reads rule files: a mapping with <c>groups</c> and no apiVersion.</summary>
    public static PrometheusRuleReader OfFiles { get; } = new(isObject: false);

    /// <summary>Reads PrometheusRule objects of the operator.</summary>
    public static PrometheusRuleReader OfObjects { get; } = new(isObject: true);

    public string Format => _isObject ? PrometheusOperatorWriter.Name : PrometheusRuleWriter.Name;

    public IReadOnlyList<DocumentSignature> KnownHeads =>
        [
            _isObject
                ? new(DocumentSignature.ApiVersion, PrometheusOperatorWriter.ApiVersion, PrometheusOperatorWriter.Kind)
                {
                    OwnsGroup = false,
                }
                : new("groups", ""),
        ];

    public bool NeedsSiblings => false;

    public bool Recognises(ManifestDocument document) =>
        _isObject
            ? document.Head("apiVersion") == PrometheusOperatorWriter.ApiVersion && document.Head("kind") == PrometheusOperatorWriter.Kind
            : document.Root is YamlMap map && map.Find("groups") is YamlList && map.Find("apiVersion") is null;

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

    /// <summary>The rules of a document, or null with problems in the result.</summary>
    private RuleDocument? Open(ManifestDocument document, ManifestReadResult result)
    {
        var problems = new ProblemList(document.Path);
        var map = MapReader.Open(document.Root, "", problems);
        var metadata = _isObject ? map?.Map("metadata", required: true) : null;
        var spec = _isObject ? map?.Map("spec", required: true) : map;
        var groups = spec is null ? [] : RuleYaml.Read(spec, problems);
        var labels = metadata is null ? null : TextsYaml.Read(metadata, "labels", problems);
        var annotations = metadata is null ? null : TextsYaml.Read(metadata, "annotations", problems);
        var name = metadata?.OptionalText("name");
        var space = metadata?.Checked<string>("namespace", required: false, PlanText.Check);
        if (problems.Any)
        {
            result.Add(problems.InOrder);
            return null;
        }

        return new RuleDocument(document, Format, groups)
        {
            FieldPrefix = _isObject ? "spec." : "",
            SourceTraits = SourceTraits.AlertsAreGenerated | (_isObject ? SourceTraits.None : SourceTraits.NamesAreFree),
            ObjectName = name,
            ObjectNamespace = space,
            ObjectLabels = labels?.Where(l => !RuleFlavors.IsObjectLabel(l.Key, l.Value)).ToDictionary(l => l.Key, l => l.Value) ?? [],
            ObjectAnnotations = annotations?.ToDictionary(a => a.Key, a => a.Value) ?? [],
            Losses =
            [
                .. Others(map).Where(l => l.Field is not ("apiVersion" or "kind")),
                .. Others(metadata),
                .. _isObject ? Others(spec) : [],
            ],
        };
    }

    private static IEnumerable<ConversionLoss> Others(MapReader? map) =>
        map is null
            ? []
            : map.UnknownKeys()
                .Select(o => new ConversionLoss(o.Field, "A definition has no place for it, and it is not carried over").At(o.Key));
}
