using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests.RuleNodes;
using ProgressiveSlo.Formats.Manifests.Rules;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.RuleFiles;

/// <summary>
/// Reads documents with rules that a known generator made, back to definitions: rule files, objects of Kubernetes, and what charts and
/// Jsonnet have of rules.
/// </summary>
internal sealed class PrometheusRuleReader : IManifestReader
{
    private readonly Func<RuleForm, bool> _isMine;

    private PrometheusRuleReader(string format, IReadOnlyList<DocumentSignature> heads, Func<RuleForm, bool> isMine)
    {
        Format = format;
        KnownHeads = heads;
        _isMine = isMine;
    }

    /// <summary>Reads rule files: a mapping with <c>groups</c> and no apiVersion.</summary>
    public static PrometheusRuleReader OfFiles { get; } = new(RuleForms.FileFormat, [new("groups", "")], f => f.IsFile);

    /// <summary>Reads PrometheusRule objects of the operator, and objects of others that are made like them.</summary>
    public static PrometheusRuleReader OfObjects { get; } =
        new(RuleForms.ObjectFormat, Heads(RuleForms.ObjectFormat), f => f.IsObject && f.Format == RuleForms.ObjectFormat && !f.IsLogQl);

    /// <summary>Reads VMRule objects of the VictoriaMetrics operator.</summary>
    public static PrometheusRuleReader OfVmRules { get; } =
        new(RuleForms.VmRule, Heads(RuleForms.VmRule), f => f.Format == RuleForms.VmRule);

    /// <summary>Reads rule files of a ruler of Mimir or Cortex: a mapping with <c>namespace</c> and <c>groups</c>.</summary>
    public static PrometheusRuleReader OfRulers { get; } = new(RuleForms.RulerFormat, [], f => f.IsRuler);

    /// <summary>Reads what charts and Jsonnet have of rules: values, and lists.</summary>
    public static PrometheusRuleReader OfValues { get; } = new(RuleForms.FileFormat, [], f => ReferenceEquals(f, RuleForms.Values));

    public string Format { get; }

    public IReadOnlyList<DocumentSignature> KnownHeads { get; }

    public bool NeedsSiblings => false;

    public bool Recognises(ManifestDocument document) =>
        RuleForms.Find(document) is { } form
            ? _isMine(form)
            : this == OfValues && RuleForms.MayBeValues(document) && RuleContent.Read(document).HasRules;

    public void Read(ManifestDocument document, IReadOnlyList<ManifestDocument> siblings, ManifestReadResult result)
    {
        var content = RuleContent.Read(document);
        if (content.Template is { } template)
        {
            result.Add(TemplateProblem.Create(document, template));
            return;
        }

        var ofRules = new ProblemList(document.Path);
        var opened = Open(content, ofRules, result);
        result.Add(ofRules.InOrder);
        if (opened is not { } rules)
            return;
        var origins = RuleFlavors.Readers.Where(o => o.Recognises(rules)).ToArray();
        if (origins.Length > 0)
        {
            var read = new ManifestReadResult();
            foreach (var origin in origins)
                origin.Read(rules, read);
            UnclaimedRules.Report(rules, origins, read, result);
            var said = new HashSet<int>(read.Problems.Select(p => p.Line));
            result.Add(KeptRuleProblems.Find(content, said).ToArray());
        }
        else if (ofRules.Any)
        {
            // Whose rules they are can be said once they can be read.
        }
        else if (content.Rules.Any(r => r.Expression is { } e && !LogQl.IsLogQl(e.Value)) || !content.Rules.Any())
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

    private static DocumentSignature[] Heads(string format) =>
        RuleForms
            .Objects.Where(f => f.Format == format && !f.IsLogQl)
            .Select(f => new DocumentSignature(DocumentSignature.ApiVersion, f.ApiVersion, f.Kind) { OwnsGroup = false })
            .ToArray();

    /// <summary>The rules of a document, or null with problems in the result.</summary>
    private RuleDocument? Open(RuleContent content, ProblemList ofRules, ManifestReadResult result)
    {
        var document = content.Document;
        var form = content.Form;
        var problems = new ProblemList(document.Path);
        var map = document.Root is YamlMap ? MapReader.Open(document.Root, "", problems) : null;
        var metadata = form.IsObject ? map?.Map("metadata", required: true) : null;
        var spec =
            form.IsObject ? map?.Map("spec", required: true)
            : form.IsFile || form.IsRuler ? map
            : null;
        var ruler = form.IsRuler ? map?.RequiredText(RuleForms.RulerKey) : null;
        spec?.Items("groups", required: true);
        var groups = FaultyRules.SetAside(RuleYaml.Read(content.Groups, problems, ofRules));
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
            FieldPrefix = form.Prefix,
            RulerNamespace = ruler,
            SourceTraits = SourceTraits.AlertsAreGenerated | (form.IsObject ? SourceTraits.None : SourceTraits.NamesAreFree),
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
                .. Others(spec is null ? null : map).Where(l => l.Field is not ("apiVersion" or "kind" or "status")),
                .. Others(metadata),
                .. form.IsObject ? Others(spec) : [],
            ],
        };
    }

    private static IEnumerable<ConversionLoss> Others(MapReader? map) =>
        map is null
            ? []
            : map.UnknownKeys()
                .Select(o => new ConversionLoss(o.Field, "A definition has no place for it, and it is not carried over").At(o.Key));
}

/// <summary>Skips rules of Loki, whose queries are not of metrics.</summary>
internal sealed class LokiRuleReader : IManifestReader
{
    public string Format => "LokiRule";

    public IReadOnlyList<DocumentSignature> KnownHeads => [];

    public bool NeedsSiblings => false;

    public bool Recognises(ManifestDocument document) => RuleForms.Find(document) is { IsLogQl: true };

    public void Read(ManifestDocument document, IReadOnlyList<ManifestDocument> siblings, ManifestReadResult result) =>
        result.Add(
            new SkippedDocument(
                document.Path,
                document.Root.Line,
                document.Head("kind") ?? Format,
                "its rules are LogQL, the language of Loki, which is not read here"
            )
        );
}
