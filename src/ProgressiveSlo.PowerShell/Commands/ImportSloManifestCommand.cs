using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Manifests.Sloth;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.Completion;
using ProgressiveSlo.PowerShell.ErrorRecords;
using ProgressiveSlo.PowerShell.Output;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Reads SLO definitions from manifests of any format that is known.</summary>
[Cmdlet(VerbsData.Import, "SloManifest", DefaultParameterSetName = PathSet)]
[OutputType(typeof(SloDefinition))]
public sealed class ImportSloManifestCommand : PathCmdlet
{
    private const string TextSet = "Text";

    private readonly SkippedSummary _passedOver = new();
    private readonly HashSet<(string Path, int Line, int Column, string Field, string Message)> _told = [];
    private readonly PipelineLines _lines = new();
    private ManifestImporter? _importer;
    private TimeSpan? _window;
    private volatile bool _stopped;

    /// <summary>Manifests, or folders of them; from the pipeline also the text of one, whole or line by line.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNull]
    [AllowEmptyString]
    public string[] Path { get; set; } = [];

    /// <summary>A manifest itself.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TextSet)]
    [AllowEmptyString]
    public string Text { get; set; } = "";

    /// <summary>Read subfolders, too.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter Recurse { get; set; }

    /// <summary>The window of SLOs whose document states none.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Window { get; set; }

    /// <summary>The format that every document must have.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ManifestFormatCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Format { get; set; }

    /// <summary>The version of the Prometheus that runs the queries, such as 2.42 or 3.14.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [PrometheusVersionText]
    public string? PrometheusVersion { get; set; }

    /// <summary>The language of queries whose document does not say it itself.</summary>
    [Parameter]
    public QueryDialect Dialect { get; set; }

    private ManifestImporter Importer => _importer!;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Format is not null && !ManifestFormats.ReadableNames.Contains(Format, StringComparer.OrdinalIgnoreCase))
        {
            var error = new SloValidationException(
                "Format",
                $"'{ServiceName.Printable(Format)}' is not a format that can be read",
                "Give one of " + string.Join(", ", ManifestFormats.ReadableNames)
            );
            Stop(error, ManifestErrors.Parameters.FieldPrefix + "Format", ErrorCategory.InvalidArgument, Format);
        }

        _importer = new ManifestImporter(Format)
        {
            Dialect = Dialect,
            PrometheusVersion = PrometheusVersionTextAttribute.Read(PrometheusVersion),
        };
        if (Window is not null)
            _window = GetOrStop(ManifestErrors.Parameters, Window, () => WindowArgument.Resolve(Window, nameof(Window)));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == TextSet)
        {
            ReadText(Text);
            return;
        }

        foreach (var (path, literal) in Given(Path))
        {
            if (!literal && MyInvocation.ExpectingInput && _lines.TryAdd(path))
                continue;
            if (path.Length == 0)
            {
                WriteItemError(
                    new SloValidationException("Path", "The path is empty", "Give a file or a folder"),
                    ManifestErrors.Parameters,
                    path
                );
                continue;
            }

            // No path has several lines: this is what ConvertTo-SloManifest writes.
            if (!literal && path.IndexOf('\n') >= 0)
                ReadText(path);
            else
                ReadFiles(path, literal);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_lines.Text is { } text)
            ReadText(text);
        var result = new ManifestReadResult();
        Importer.Complete(result);
        Write(result);
        if (_passedOver.Any)
            WriteWarning(_passedOver.ToString());
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopped = true;

    private void ReadText(string text)
    {
        var result = new ManifestReadResult();
        Importer.Read(text, "", result);
        Write(result);
    }

    private void ReadFiles(string path, bool literal)
    {
        var files = ManifestFiles(path, literal, Recurse);
        var isFound = files.Count > 0 && IsFromSearch(path, literal, isFile: literal);
        foreach (var (full, display) in files)
        {
            if (_stopped)
                return;
            var result = new ManifestReadResult();
            Importer.ReadFile(full, display, result, isFound);
            Write(result);
        }
    }

    private void Write(ManifestReadResult result)
    {
        WriteSkipped(_passedOver, result.Skipped);
        foreach (var problem in result.Problems.Where(p => p.Problem.IsKept))
            WriteWarning($"{problem} The SLO is kept, with its query as text.");
        foreach (var problem in result.Problems.Where(p => !p.Problem.IsKept))
            WriteItemError(new SloDocumentException(problem), ManifestErrors.InvalidDocument, ErrorCategory.InvalidData, problem.Path);
        foreach (var definition in result.Definitions)
        {
            Report(definition);
            WriteObject(_window is { } window ? SlothPeriod.Apply(definition, window) : definition);
        }
    }

    // What has no place is said of the format, and told once for a thousand definitions; Losses has it for each.
    private void Report(SloDefinition definition)
    {
        var news = definition
            .Losses.Where(l =>
                _told.Add(
                    l.Line > 0 ? (definition.Source?.Path ?? "", l.Line, l.Column, l.Field, l.Message) : ("", 0, 0, l.Field, l.Message)
                )
            )
            .ToArray();
        if (news.Length > 0)
            WriteWarning(
                $"{definition.Source}: {ServiceName.Printable(definition.Id)}: not all was "
                    + $"carried over. {string.Join("; ", news.Select(Placed))}."
            );
    }

    private static string Placed(ConversionLoss loss) =>
        loss.Line > 0 ? string.Format(CultureInfo.InvariantCulture, "{0} (line {1})", loss, loss.Line) : loss.ToString();
}
