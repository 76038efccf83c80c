using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.Completion;
using ProgressiveSlo.PowerShell.ErrorRecords;
using ProgressiveSlo.PowerShell.Output;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Prometheus.Rules;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Finds mistakes in manifests and definitions.</summary>
[Cmdlet(VerbsDiagnostic.Test, "SloManifest", DefaultParameterSetName = InputSet)]
[OutputType(typeof(SloFinding), typeof(bool))]
public sealed class TestSloManifestCommand : PrometheusCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string InputSet = "InputObject";

    private readonly SkippedSummary _passedOver = new();
    private readonly List<(string Full, string Display)> _files = [];
    private Linter? _linter;
    private KnownFindings? _known;
    private bool _refused;

    /// <summary>Paths, manifests, plans, phases of plans, or definitions.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = InputSet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public object? InputObject { get; set; }

    /// <summary>Manifests, or folders of them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Manifests, or folders of them; wildcard characters are only characters.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Read subfolders, too.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>A file with the team's own severities.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Settings { get; set; }

    /// <summary>Traffic of the services.</summary>
    [Parameter]
    [ValidateRange(0.000001, 1e9)]
    public double EventsPerSecond { get; set; }

    /// <summary>Upper bounds of the histograms' buckets.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ValidateRange(0.0, 1e9)]
    public double[] Bucket { get; set; } = [];

    /// <summary>How often Prometheus scrapes, for example 15s.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ScrapeInterval { get; set; }

    /// <summary>The least severity of the findings that are shown.</summary>
    [Parameter]
    public FindingSeverity MinimumSeverity { get; set; }

    /// <summary>A file of findings that are known.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Baseline { get; set; }

    /// <summary>Return findings that a comment or the baseline ignores, too.</summary>
    [Parameter]
    public SwitchParameter IncludeIgnored { get; set; }

    /// <summary>The version of the Prometheus that runs the queries, such as 2.42 or 3.14.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [PrometheusVersionText]
    public string? PrometheusVersion { get; set; }

    /// <summary>The language of queries whose document does not say it itself.</summary>
    [Parameter]
    public QueryDialect Dialect { get; set; }

    /// <summary>Alert-window sets of the team's own: paths of files, or sets.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AlertWindowSetCompleter))]
    [ValidateNotNullOrEmpty]
    public object[] AlertWindowSet { get; set; } = [];

    /// <summary>Address of a Prometheus that has the series.</summary>
    [Parameter]
    [ValidateNotNull]
    [WebAddress]
    public Uri? PrometheusUri { get; set; }

    /// <summary>Return only whether there is no error.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private Linter Lint => _linter!;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        RejectTwoCredentials(ManifestErrors.Parameters.FieldPrefix!);
        _known = Baseline is null ? null : GetOrStop(ManifestErrors.Baseline, Baseline, () => KnownFindings.Read(Baseline, SessionState));
        _linter = new Linter(
            new LintOptions
            {
                EventsPerSecond = MyInvocation.BoundParameters.ContainsKey(nameof(EventsPerSecond))
                    ? NumberText.Exact(EventsPerSecond)
                    : null,
                Buckets = Bucket.Length == 0 ? null : Bucket.Select(NumberText.Exact).ToArray(),
                ScrapeInterval = ScrapeInterval is null
                    ? null
                    : GetOrStop(
                        ManifestErrors.Parameters,
                        ScrapeInterval,
                        () => (TimeSpan?)WindowArgument.Resolve(ScrapeInterval, nameof(ScrapeInterval))
                    ),
                PrometheusVersion = PrometheusVersionTextAttribute.Read(PrometheusVersion) ?? AskVersion(),
                Dialect = Dialect,
                Today = Clock.UtcNow.Date,
                Severities = Settings is null ? LintOptions.Default.Severities : ReadSettings(Settings),
            }
        );
        foreach (var set in AlertWindowSet)
            Lint.Add(GetOrStop(ManifestErrors.AlertWindows, set, () => AlertWindowSetArgument.Resolve(set, SessionState.Path)));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == InputSet)
        {
            foreach (var input in LintArgument.Each(InputObject!))
                Add(input);
            return;
        }

        var literal = ParameterSetName == LiteralPathSet;
        foreach (var path in literal ? LiteralPath : Path)
            AddFiles(path, literal);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_passedOver.Any)
            WriteWarning(_passedOver.ToString());

        // A check of nothing must not look like one that passed.
        _refused |= _passedOver.Any && Lint.IsEmpty;
        var findings = Lint.CompleteAll(PrometheusUri is null ? null : Ask, StopToken);
        if (_known is not null)
            findings = _known.Apply(findings, _files);
        if (Quiet)
        {
            WriteObject(!_refused && findings.All(f => f.Severity != FindingSeverity.Error || f.IgnoredBy != FindingIgnore.None));
            return;
        }

        TellIgnored(findings.Where(f => f.IgnoredBy != FindingIgnore.None).ToArray());
        WriteObject(
            findings.Where(f => f.Severity >= MinimumSeverity && (IncludeIgnored || f.IgnoredBy == FindingIgnore.None)),
            enumerateCollection: true
        );
    }

    private void TellIgnored(SloFinding[] ignored)
    {
        if (ignored.Length == 0)
            return;
        WriteVerbose($"{CountText.Of(ignored.Length, "finding")} ignored; -IncludeIgnored returns them.");
        foreach (var finding in ignored)
            WriteVerbose(PrintableText.Escape($"{finding} Ignored ({finding.IgnoredBy}): {finding.IgnoreReason}."));
    }

    private PrometheusVersion? AskVersion()
    {
        PrometheusVersion? version = null;
        if (PrometheusUri is not null)
            UseConnection(PrometheusUri, ManifestErrors.Parameters.FieldPrefix!, c => version = ServerVersion.Find(c, StopToken));
        return version;
    }

    private LintOptions Ask(IReadOnlyList<SloDefinition> definitions, LintOptions options)
    {
        UseConnection(
            PrometheusUri!,
            ManifestErrors.Parameters.FieldPrefix!,
            c =>
            {
                var unseen = new PrometheusIndicatorCheck(c, WriteWarning).Find(definitions, Clock.UtcNow, StopToken);
                var buckets = options.Buckets is null
                    ? new PrometheusBuckets(c).Find(BucketMetrics.Of(definitions), Clock.UtcNow, StopToken)
                    : null;
                options = options with
                {
                    ErrorsNotSeen = d => unseen.TryGetValue(d, out var message) ? message : null,
                    BucketsOf = m => buckets is not null && buckets.TryGetValue(m, out var bounds) ? bounds : null,
                };
            }
        );
        return options;
    }

    private void Add(object input)
    {
        switch (input)
        {
            // No path has several lines: this is what ConvertTo-SloManifest writes.
            case string text when text.IndexOf('\n') >= 0:
                Lint.AddText(text);
                break;
            case string path:
                AddFiles(path, literal: false);
                break;
            case LiteralFile row:
                AddFiles(row.Path, literal: true, isFile: true);
                break;
            case FileSystemInfo file:
                AddFiles(file.FullName, literal: true, isFile: true);
                break;
            case SloPlan plan:
                Lint.AddPhases(plan.Phases.Select(p => p.Name));
                AddDefinitions(plan.Phases.SelectMany(p => p.Definitions));
                break;
            case PlannedPhase phase:
                AddDefinitions(phase.Definitions);
                break;
            case SloDefinition definition:
                Lint.Add(definition);
                break;
            default:
                _refused = true;
                var error = new SloValidationException(
                    "InputObject",
                    $"A value of type {input.GetType().Name} is not a path, manifest, plan, phase or definition",
                    "Give a path, or pipe the output of New-SloPlan, Get-SloPhase or Import-SloManifest"
                );
                WriteItemError(error, ManifestErrors.InvalidInput, ErrorCategory.InvalidType, input);
                break;
        }
    }

    private void AddFiles(string path, bool literal, bool isFile = false)
    {
        var files = ManifestFiles(path, literal, Recurse, () => _refused = true);
        var isFound = files.Count > 0 && IsFromSearch(path, literal, isFile);
        foreach (var (full, display) in files)
        {
            if (StopToken.IsCancellationRequested)
                return;
            _files.Add((full, display));
            WriteSkipped(_passedOver, Lint.AddFile(full, display, isFound));
        }
    }

    private void AddDefinitions(IEnumerable<SloDefinition> definitions)
    {
        foreach (var definition in definitions)
            Lint.Add(definition);
    }

    private IReadOnlyDictionary<string, FindingSeverity?> ReadSettings(string settings) =>
        GetOrStop(
            ManifestErrors.LintSettings,
            settings,
            () => LintSettings.ReadFile(FileSystemPath.Resolve(settings, SessionState.Path), settings)
        );
}
