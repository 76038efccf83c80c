using ProgressiveSlo.Errors;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Manifests.RuleFiles;
using ProgressiveSlo.Formats.Manifests.RuleNodes;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Migration.Recognition;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Migration.Inventory;

/// <summary>
/// Reads what an inventory is made of, one file after the other: rule files, definitions, and dashboards. Files are let go once they are
/// read; rules are kept, because they refer to each other. What is wrong with one file, document or rule is a finding, and the next goes
/// on.
/// </summary>
public sealed class InventoryReader
{
    /// <summary>Code of the finding for a file or document that cannot be read.</summary>
    public const string UnreadableCode = "DocumentUnreadable";

    /// <summary>Code of the finding for a rule that Prometheus would refuse.</summary>
    public const string RuleCode = "RuleInvalid";

    /// <summary>Code of the finding for rules outside of groups, which no tool loads.</summary>
    public const string StrayCode = StrayText.Code;

    /// <summary>Code of the finding for a template that has not been rendered.</summary>
    public const string TemplateCode = TemplateProblem.Code;

    /// <summary>Code of the finding for rules in another language.</summary>
    public const string LanguageCode = "RuleNotPromQl";

    /// <summary>Code of the finding for a dashboard of a schema that is not known.</summary>
    public const string DashboardCode = "DashboardUnknown";

    private static readonly DocumentLimits _limits = DocumentLimits.Default with { Bytes = 64 * 1024 * 1024, Nodes = 5_000_000 };

    private readonly RuleRecognition _recognition;
    private readonly QueryDialect _dialect;
    private readonly ManifestImporter _importer;
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private readonly List<ObservedRule> _rules = [];
    private readonly List<SloDefinition> _written = [];
    private readonly List<SloDefinition> _generated = [];
    private readonly List<SloFinding> _findings = [];
    private int _taken;

    /// <summary>Starts an inventory.</summary>
    /// <param name="mapping">Which rules belong to which service, or null.</param>
    /// <param name="dialect">The language of the queries where a document does not say it itself.</param>
    /// <param name="version">The version of the Prometheus that runs the queries; null for the newest.</param>
    public InventoryReader(ServiceMapping? mapping = null, QueryDialect dialect = QueryDialect.PromQl, PrometheusVersion? version = null)
    {
        _recognition = new RuleRecognition(mapping) { PrometheusVersion = version };
        _dialect = dialect;
        _importer = new ManifestImporter { Dialect = dialect, PrometheusVersion = version };
    }

    /// <summary>Says the version of the Prometheus that runs the queries which are read from now on.</summary>
    /// <param name="version">The version.</param>
    public void SetVersion(PrometheusVersion version) => _recognition.PrometheusVersion ??= version;

    /// <summary>What was read so far, in numbers.</summary>
    public InventoryCounts Counts { get; } = new();

    /// <summary>Reads a file; one that was read already is skipped.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="displayPath">The path as the user knows it.</param>
    /// <param name="isNamed">Whether the user named this very file, so that every reason why it cannot be read is worth a finding.</param>
    public void ReadFile(string path, string displayPath, bool isNamed = false)
    {
        if (!_files.Add(path))
            return;
        var findings = new InventoryFindings(displayPath);
        long size = 0;
        try
        {
            size = Read(() => DocumentFile.Open(path, displayPath, _limits), displayPath, isNamed, findings);
        }
        catch (SloDocumentException e)
        {
            foreach (var problem in e.Problems)
                findings.Add(problem);
        }

        _findings.AddRange(findings.Complete());
        LargeDocument.Release(size);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="displayPath">Name for findings.</param>
    public void ReadText(string text, string displayPath)
    {
        var source = DocumentText.Of(text);
        var findings = new InventoryFindings(displayPath);
        Read(() => source, displayPath, isNamed: true, findings);
        _findings.AddRange(findings.Complete());
    }

    /// <summary>Adds the rules of a running Prometheus. One that stands in the files, too, is taken once, with its place there.</summary>
    /// <param name="rules">The rules.</param>
    public void AddLoaded(IReadOnlyList<ObservedRule> rules)
    {
        var twins = new DuplicateRules(_rules);
        foreach (var rule in rules ?? throw new ArgumentNullException(nameof(rules)))
        {
            if (twins.Contains(rule))
                Counts.Loaded++;
            else
                AddRule(rule);
        }
    }

    /// <summary>The findings since they were last taken.</summary>
    public IReadOnlyList<SloFinding> TakeFindings()
    {
        var recognised = new FindingCollector(InventoryFindings.CreateRule);
        for (; _taken < _recognition.Findings.Count; _taken++)
            recognised.Add(_recognition.Findings[_taken]);
        _findings.AddRange(recognised.Complete());
        var taken = _findings.ToArray();
        _findings.Clear();
        return taken;
    }

    /// <summary>Makes the items. Call it once, after everything is read; it may add findings.</summary>
    /// <returns>What rules say, in the order in which they were read, and then the definitions of which no rules were found.</returns>
    public IReadOnlyList<SloInventoryItem> Complete()
    {
        var result = new ManifestReadResult();
        _importer.Complete(result);
        AddResult(result, isGenerated: false, sink: null);
        var merge = new InventoryMerge(_recognition.Complete());
        foreach (var definition in _generated)
            merge.AddGenerated(definition);
        foreach (var definition in _written)
            merge.AddWritten(definition);
        return merge.Complete();
    }

    // Returns the size of the text.
    private long Read(Func<DocumentText> open, string path, bool isNamed, InventoryFindings findings)
    {
        var problems = new List<DocumentProblem>();
        var (roots, size, isRelevant) = Load(open, path, isNamed, problems);
        LargeDocument.Release(size);
        var before = Counts with { };
        foreach (var root in roots.SelectMany(DocumentItems.Expand))
            Read(
                new ManifestDocument(root, path, 0, 1) { Dialect = _dialect, PrometheusVersion = _recognition.PrometheusVersion },
                findings
            );
        foreach (var problem in problems.Where(_ => isRelevant))
            findings.Add(problem);
        if (roots.Count == 0 && problems.Count == 0)
            findings.Add(
                new DocumentProblem(
                    path,
                    0,
                    0,
                    new FieldProblem(
                        "",
                        "There is no document, nothing but empty lines or comments",
                        "Check how the file was made, or remove it"
                    )
                ),
                FindingSeverity.Warning
            );
        else if (Counts == before && findings.IsEmpty)
            Counts.Skipped++;
        return size;
    }

    // The text is let go before the rules in it are read: of a large file it is as much again as they are.
    private (IReadOnlyList<YamlNode> Roots, long Size, bool IsRelevant) Load(
        Func<DocumentText> open,
        string path,
        bool isNamed,
        List<DocumentProblem> problems
    )
    {
        var text = open();
        Counts.Files++;
        var roots = Load(text, path, problems);

        // A repository is full of other YAML, such as templates of charts; only what may hold rules is worth a finding.
        var isRelevant = isNamed || roots.Count > 0 || problems.Count == 0 || RuleTextDetector.MayHoldRules(text.ToString());
        return (roots, text.Size, isRelevant);
    }

    private void Read(ManifestDocument document, InventoryFindings findings)
    {
        var isRules = RuleForms.Find(document) is not null || IsValues(document);
        var result = new ManifestReadResult();
        if (!isRules && _importer.TryRead(document, result))
        {
            AddResult(result, isGenerated: false, findings);
            return;
        }

        var walk = new DocumentWalk(document, findings, AddRule);
        walk.Read();
        Counts.OtherLanguage += walk.OtherLanguage;

        // One that misses every reader by a word must not look like one that is about something else.
        if (!isRules && !walk.HasFound && NearMissDetector.Problem(document) is { } meant)
            findings.Add(meant);
        if (isRules && walk.HasMarks && _importer.TryRead(document, result))
            AddResult(result, isGenerated: true, findings);
    }

    // What no other format takes, and has rules in it, as far as it is not a dashboard.
    private static bool IsValues(ManifestDocument document) =>
        RuleForms.MayBeValues(document) && document.Head("version") is null && RuleContent.Read(document, Dashboards.IsDashboard).HasRules;

    private void AddResult(ManifestReadResult result, bool isGenerated, InventoryFindings? sink)
    {
        (isGenerated ? _generated : _written).AddRange(result.Definitions);
        Counts.Definitions += isGenerated ? 0 : result.Definitions.Count;
        foreach (var problem in result.Problems)
        {
            // People's own rules stand beside those of a generator; that is what an inventory is for.
            if (isGenerated && problem.Problem.Code == UnclaimedRules.Code)
                continue;
            var to = sink ?? new InventoryFindings(problem.Path);
            to.Add(problem, isGenerated || problem.Problem.IsKept ? FindingSeverity.Warning : FindingSeverity.Error);
            if (sink is null)
                _findings.AddRange(to.Complete());
        }
    }

    private void AddRule(ObservedRule rule)
    {
        _rules.Add(rule);
        _recognition.Add(rule, _dialect == QueryDialect.MetricsQl || rule.Format == RuleForms.VmRule);
        if (rule.Kind == ObservedRuleKind.Panel)
            Counts.Queries++;
        else
            Counts.Rules++;
    }

    internal static IReadOnlyList<YamlNode> Load(DocumentText text, string path, ICollection<DocumentProblem> problems)
    {
        if (EmbeddedText.IsJson(text) || EmbeddedText.IsJsonName(path))
        {
            try
            {
                return [JsonTree.Load(text, path, _limits)];
            }
            catch (SloDocumentException e) when (EmbeddedText.IsJsonName(path))
            {
                foreach (var problem in e.Problems)
                    problems.Add(problem);
                return [];
            }
            catch (SloDocumentException)
            {
                // Mappings of YAML may begin with a brace, and templates do.
            }
        }

        return YamlLoader.LoadReadable(text, path, _limits, problems);
    }
}

/// <summary>What was read for an inventory, in numbers.</summary>
public sealed record InventoryCounts
{
    /// <summary>Files that were read, or tried.</summary>
    public int Files { get; internal set; }

    /// <summary>Files in which there is neither a rule nor a definition nor a dashboard; nothing is wrong with them.</summary>
    public int Skipped { get; internal set; }

    /// <summary>Recording and alerting rules in PromQL.</summary>
    public int Rules { get; internal set; }

    /// <summary>Rules in other languages, such as LogQL, which are skipped.</summary>
    public int OtherLanguage { get; internal set; }

    /// <summary>Queries on dashboards.</summary>
    public int Queries { get; internal set; }

    /// <summary>Definitions in files of some SLO format.</summary>
    public int Definitions { get; internal set; }

    /// <summary>Rules of a running Prometheus that stand in the files, too, and are taken once.</summary>
    public int Loaded { get; internal set; }
}
