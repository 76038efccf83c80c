using System.Management.Automation;
using System.Threading;
using ProgressiveSlo.Backtesting;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Series;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.Completion;
using ProgressiveSlo.PowerShell.ErrorRecords;
using ProgressiveSlo.Series;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Replays burn-rate alerts over the events of services.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "SloBacktest", DefaultParameterSetName = SeriesSet)]
[OutputType(typeof(BacktestResult), typeof(BacktestComparison))]
public sealed class InvokeSloBacktestCommand : PathCmdlet, IDisposable
{
    private const string SeriesSet = "Series";

    private readonly CancellationTokenSource _stop = new();
    private readonly List<IReadOnlyList<KeyValuePair<string, object?>>> _rows = [];
    private BacktestRun? _run;
    private TimeSpan? _step;
    private Func<EventSeries, IReadOnlyList<BacktestPolicy>>? _policies;
    private Func<BacktestPolicy, BacktestPolicy?>? _other;
    private IReadOnlyList<BacktestIncident>? _incidents;
    private int _done;

    /// <summary>Series, or the events of steps.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = SeriesSet)]
    [AllowNull]
    public object? Series { get; set; }

    /// <summary>Files of series, CSV or JSON, or folders of them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The service of rows that name none.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Service { get; set; }

    /// <summary>Plans: each phase of the service's plan is replayed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public SloPlan[] Plan { get; set; } = [];

    /// <summary>A profile whose phases are replayed.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [ValidateNotNull]
    public object? Profile { get; set; }

    /// <summary>Names of the phases.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Phase { get; set; } = [];

    /// <summary>A target instead of phases.</summary>
    [Parameter]
    public decimal Target { get; set; }

    /// <summary>The alerts: a set of alert windows, or alerts.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AlertWindowSetCompleter))]
    [ValidateNotNull]
    public object? AlertWindowSet { get; set; }

    /// <summary>The SLO's window, where no plan says it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Window { get; set; }

    /// <summary>Length of the steps.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Step { get; set; }

    /// <summary>How long a condition must hold before its alert fires.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? For { get; set; }

    /// <summary>How long an alert goes on after its condition.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KeepFiringFor { get; set; }

    /// <summary>Bad events below which a page stays silent.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int MinimumBadEvents { get; set; }

    /// <summary>Windows of a day and more as the exact rules record them.</summary>
    [Parameter]
    public SwitchParameter RecordedWindows { get; set; }

    /// <summary>Incidents, or files of them.</summary>
    [Parameter]
    [ValidateNotNull]
    public object[] Incident { get; set; } = [];

    /// <summary>Another policy, to be replayed beside.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? Compare { get; set; }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        DoOrStop(BacktestErrors.Parameters, null, Prepare);
        _run = new BacktestRun(Replay, _stop.Token);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName != SeriesSet)
        {
            foreach (var (path, literal) in Given(Path))
                ReadFiles(path, literal);
            return;
        }

        foreach (var item in EvidenceArgument.Each(Series))
        {
            switch (item.Unwrap())
            {
                case EventSeries series:
                    Add(series);
                    break;
                case FileInfo file:
                    ReadFiles(file.FullName, literal: true);
                    break;
                default:
                    Try(BacktestErrors.Parameters, item, () => _rows.Add(SeriesRowArgument.Resolve(item)));
                    break;
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_rows.Count > 0 && TryGet(BacktestErrors.Parameters, null, () => SeriesFile.ReadObjects(_rows, Service, _step)) is { } found)
        {
            foreach (var series in found)
                Add(series);
        }

        Write(_run!.Finish);
        if (_done > 1)
            WriteProgress(new ProgressRecord(1, "Replaying", "Done") { RecordType = ProgressRecordType.Completed });
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    private void Prepare()
    {
        var given = MyInvocation.BoundParameters;
        var subjects = new[] { nameof(Plan), nameof(Profile), nameof(Target) }.Where(given.ContainsKey).ToArray();
        if (subjects.Length > 1)
            throw new SloValidationException(
                subjects[1],
                $"-{subjects[0]} and -{subjects[1]} both say what is replayed",
                "Give one of -Plan, -Profile and -Target"
            );
        _step = Step is null ? null : WindowArgument.Resolve(Step, nameof(Step));
        _incidents = given.ContainsKey(nameof(Incident)) ? IncidentArgument.Resolve(Incident, SessionState.Path) : null;
        var policies = new BacktestPolicies(SessionState.Path)
        {
            Window = Window is null ? null : WindowArgument.Resolve(Window, nameof(Window)),
            For = For is null ? TimeSpan.Zero : WindowArgument.Resolve(For, nameof(For)),
            KeepFiringFor = KeepFiringFor is null ? TimeSpan.Zero : WindowArgument.Resolve(KeepFiringFor, nameof(KeepFiringFor)),
            MinimumBadEvents = given.ContainsKey(nameof(MinimumBadEvents)) ? MinimumBadEvents : null,
            RecordedWindows = RecordedWindows,
            Phases = [.. Phase.Select(p => NamePattern.Create(p, nameof(Phase)))],
        };
        _policies =
            given.ContainsKey(nameof(Target)) ? policies.OfTarget(Target, AlertWindowSet)
            : Plan.Length > 0 ? policies.OfPlans(Plan, AlertWindowSet)
            : policies.OfProfile(ProfileArgument.Resolve(Profile, SessionState.Path), AlertWindowSet);
        _other = Compare is null ? null : policies.Other(Compare);
    }

    private void ReadFiles(string path, bool literal)
    {
        foreach (var (full, display) in FilesOrError(path, literal, BacktestErrors.NotFound, extensions: BacktestErrors.Extensions))
            Try(
                FileErrors.Document(BacktestErrors.InvalidFile),
                display,
                () =>
                {
                    foreach (var series in SeriesFile.Read(full, display, Service, _step))
                        Add(series);
                }
            );
    }

    private void Add(EventSeries series) => Write(() => _run!.Add(series));

    // Called on several threads; the cmdlet itself writes.
    private BacktestOutcome Replay(EventSeries series)
    {
        series = _step is { } step ? series.Resample(step) : series;
        var policies = _policies!(series);
        var results = Backtest.Run(series, policies, _incidents);
        if (_other is null)
            return new BacktestOutcome(series, results, []);
        var others = policies.Select(p => _other(p)).ToArray();
        var after = Backtest.Run(series, [.. others.Where(o => o is not null).Select(o => o!)], _incidents);
        var next = 0;
        return new BacktestOutcome(
            series,
            [],
            [.. results.Zip(others, (r, o) => (r, o)).Where(p => p.o is not null).Select(p => new BacktestComparison(p.r, after[next++]))]
        );
    }

    private void Write(Func<IReadOnlyList<BacktestOutcome>> replay)
    {
        foreach (var outcome in TryGet(BacktestErrors.Parameters, null, replay) ?? [])
        {
            if (outcome.Refused is { } refused)
                WriteItemError(refused, BacktestErrors.Parameters, outcome.Series);
            WriteObject(outcome.Results, enumerateCollection: true);
            WriteObject(outcome.Comparisons, enumerateCollection: true);
            if (++_done % 50 == 0)
                WriteProgress(new ProgressRecord(1, "Replaying", CountText.Of(_done, "service")));
        }
    }
}
