using System.Threading;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.AlertWindows;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Profiles;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Linting;

/// <summary>
/// Checks manifests and definitions as one set: duplicates, references and phases are looked up in all that was added. Documents
/// are read and let go; only their definitions and findings are kept.
/// </summary>
public sealed class Linter
{
    private readonly LintOptions _options;
    private readonly FindingList _findings;
    private readonly ManifestImporter _importer;
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private readonly List<string> _paths = [];
    private readonly List<string> _phases;
    private readonly List<TimeSpan> _periods;
    private readonly List<SloDefinition> _definitions = [];
    private readonly HashSet<(string Path, int Line, int Column)> _places = [];
    private readonly HashSet<(string Path, int Line, int Column)> _unread = [];
    private readonly List<(Finding Finding, int Line)> _ofRules = [];
    private readonly HashSet<string> _watched = new(StringComparer.Ordinal);
    private readonly IgnoreSet _ignores;
    private bool _hasDocuments;

    /// <summary>Whether nothing was added that can be checked: what was skipped does not count.</summary>
    public bool IsEmpty => !_hasDocuments && _definitions.Count == 0;

    /// <summary>Starts a set.</summary>
    /// <param name="options">What the lint knows besides.</param>
    public Linter(LintOptions options)
    {
        _options = options ?? throw new ArgumentNullException(nameof(options));
        _phases = [.. options.Phases];
        _periods = [.. options.Periods ?? AlertWindowSets.All.Select(s => s.Period)];
        _findings = new FindingList(options);
        _ignores = new IgnoreSet(options);
        _importer = new ManifestImporter(Look, _ignores.Add) { Dialect = options.Dialect, PrometheusVersion = options.PrometheusVersion };
    }

    /// <summary>Checks a text alone.</summary>
    /// <param name="text">YAML or JSON, one document or several.</param>
    /// <param name="options">What the lint knows besides.</param>
    public static IReadOnlyList<SloFinding> LintText(string text, LintOptions options)
    {
        var linter = new Linter(options);
        linter.AddText(text);
        return linter.Complete();
    }

    /// <summary>Adds a file; one that was added already is skipped.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="displayPath">The path as the user knows it.</param>
    /// <param name="isFound">Whether a folder or a wildcard brought the file along, so that what is about something else than SLOs is
    /// skipped.</param>
    /// <returns>What was skipped.</returns>
    public IReadOnlyList<SkippedDocument> AddFile(string path, string displayPath, bool isFound = false)
    {
        if (!_files.Add(path))
            return [];
        _paths.Add(displayPath);
        return Read(result => _importer.ReadFile(path, displayPath, result, isFound));
    }

    /// <summary>Adds a file whose bytes came from elsewhere.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="displayPath">The path as the user knows it.</param>
    /// <param name="isFound">As of <see cref="AddFile"/>.</param>
    /// <returns>What was skipped.</returns>
    public IReadOnlyList<SkippedDocument> AddContent(byte[] content, string displayPath, bool isFound = false)
    {
        _paths.Add(displayPath);
        return Read(result => _importer.ReadContent(content, displayPath, result, isFound));
    }

    /// <summary>Adds a text.</summary>
    /// <param name="text">YAML or JSON, one document or several.</param>
    public void AddText(string text) => Read(result => _importer.Read(text, "", result));

    /// <summary>Adds a definition.</summary>
    /// <param name="definition">The definition.</param>
    public void Add(SloDefinition definition) => _definitions.Add(definition ?? throw new ArgumentNullException(nameof(definition)));

    /// <summary>Adds an alert-window set of the user's own: its period has a set then.</summary>
    /// <param name="set">The set.</param>
    public void Add(AlertWindowSet set) => _periods.Add((set ?? throw new ArgumentNullException(nameof(set))).Period);

    /// <summary>Says in which order phases come; those that are known already keep their place.</summary>
    /// <param name="phases">Names, in order.</param>
    public void AddPhases(IEnumerable<string> phases) =>
        _phases.AddRange((phases ?? throw new ArgumentNullException(nameof(phases))).Except(_phases).ToArray());

    /// <summary>Ends the set.</summary>
    /// <param name="cancellation">Ends the checks early.</param>
    /// <returns>The findings in the order of the files and lines; those of definitions without a document come last. What a comment
    /// ignores is not among them.</returns>
    public IReadOnlyList<SloFinding> Complete(CancellationToken cancellation = default) =>
        [.. CompleteAll(null, cancellation).Where(f => f.IgnoredBy == FindingIgnore.None)];

    /// <summary>Ends the set, and asks a server about its definitions.</summary>
    /// <param name="ask">Asks about all of them, and gives the options with the answers; null asks nobody.</param>
    /// <param name="cancellation">Ends the checks early.</param>
    /// <returns>As without a server, and what comments ignore is among the findings.</returns>
    public IReadOnlyList<SloFinding> CompleteAll(
        Func<IReadOnlyList<SloDefinition>, LintOptions, LintOptions>? ask,
        CancellationToken cancellation = default
    )
    {
        Read(_importer.Complete);
        foreach (var definition in _definitions)
        {
            foreach (var loss in definition.Losses.Where(l => !IsOfImport(l)))
                _findings.Add(definition, loss);
        }

        AddLossesOfImport();

        if (_phases.Count == 0)
            AddPhases(BuiltInProfiles.Find(BuiltInProfiles.DefaultName)!.Phases.Select(p => p.Name));
        var options = _options with { Phases = _phases, Periods = _periods, IsWatched = d => _watched.Contains(d.Name) };
        options = ask?.Invoke(_definitions, options) ?? options;
        foreach (var remark in DefinitionLint.Run(_definitions, options))
        {
            if (cancellation.IsCancellationRequested)
                break;

            // The reader has said so where it kept the SLO.
            if (remark.Code != "PromQlSyntax" || !_unread.Contains((remark.Place.Path, remark.Place.Line, remark.Place.Column)))
                _findings.Add(remark);
        }

        foreach (var remark in _ignores.Check(_findings.InOrder(_paths)))
            _findings.Add(remark);
        return [.. _ignores.Apply(_findings.InOrder(_paths))];
    }

    // What an import leaves behind says nothing about the file itself: once is enough to know it.
    private void AddLossesOfImport()
    {
        var losses = _definitions.SelectMany(d => d.Losses.Where(IsOfImport).Select(l => (Definition: d, Loss: l)));
        foreach (var file in losses.GroupBy(l => (l.Definition.Source?.Path ?? "", l.Loss.Code)))
        {
            var (definition, first) = file.First();
            var more = file.Select(l => l.Loss.Message + l.Loss.Field).Distinct().Count() - 1;
            _findings.Add(
                definition,
                more == 0
                    ? first
                    : first with
                    {
                        Message = $"{first.Message}; an import leaves out {more.ToString(CultureInfo.InvariantCulture)} more like it",
                    }
            );
        }
    }

    private static bool IsOfImport(ConversionLoss loss) => loss.Code is "" or "NotCarriedOver" or "PluginNotCarriedOver";

    // A set among the manifests is the team's own, and is checked like them.
    private void Look(ManifestDocument document)
    {
        _hasDocuments = true;
        foreach (var problem in DocumentLint.Run(document, _options))
        {
            _findings.Add(Finding.FromProblem(problem));
            _places.Add((problem.Path, problem.Line, problem.Column));
        }

        _ofRules.AddRange(RuleFindings.Find(document, _options, _watched));
        if (!AlertWindowsReader.Recognises(document))
            return;
        var problems = new ProblemList(document.Path);
        if (AlertWindowsReader.Read(document.Root, document.Path, problems) is { } set)
            Add(set);
        _findings.AddRange(problems.InOrder);
    }

    private IReadOnlyList<SkippedDocument> Read(Action<ManifestReadResult> read)
    {
        var result = new ManifestReadResult();
        read(result);

        // What keeps the reader from reading on was said already where a check has found it, with what a tool makes of it.
        _findings.AddRange(result.Problems.Where(p => p.Problem.Code.Length > 0 || !_places.Contains((p.Path, p.Line, p.Column))));
        _places.Clear();

        // Of generated rules, their definition says it once.
        foreach (var (finding, line) in _ofRules)
        {
            if (!result.IsGenerated(finding.Place.Path, line))
                _findings.Add(finding);
        }

        _ofRules.Clear();
        _unread.UnionWith(result.Problems.Where(p => p.Problem.IsKept).Select(p => (p.Path, p.Line, p.Column)));
        _definitions.AddRange(result.Definitions);
        return result.Skipped;
    }
}
