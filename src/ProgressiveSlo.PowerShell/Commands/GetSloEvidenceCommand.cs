using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Formats.Evidence;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.ErrorRecords;
using ProgressiveSlo.PowerShell.Output;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Prometheus.Series;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.Series;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Gets evidence: from a Prometheus, or from files of counts.</summary>
[Cmdlet(VerbsCommon.Get, "SloEvidence", SupportsShouldProcess = true, DefaultParameterSetName = PlanSet)]
[OutputType(typeof(SloEvidence), typeof(EventSeries))]
public sealed partial class GetSloEvidenceCommand : PrometheusCmdlet
{
    private static readonly string[] _extensions = [".csv", ".json"];

    private EvidenceSubjects? _subjects;
    private readonly UnknownKeys _unknown = new("key", static key => EvidenceReader.SuggestOfExclusion(key));
    private KeptRecords? _records;
    private string? _serviceLabel;
    private TimeSpan _step;
    private readonly EvidenceOfFiles _files = new();

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        RejectTwoCredentials(EvidenceErrors.Get.FieldPrefix!);
        _step = GetOrStop(EvidenceErrors.Get, Step, () => SeriesArgument.Step(Series, Step, MyInvocation.BoundParameters.Keys));
        _subjects = GetOrStop(
            EvidenceErrors.Get,
            null,
            () =>
                new EvidenceSubjects(DateArgument.Resolve(At, nameof(At)) ?? Clock.UtcNow)
                {
                    Days = Window is null ? null : DaysArgument.Resolve(Window, nameof(Window)),
                    Hourly = Hourly,
                    IncidentQuery = IncidentQuery,
                    Exclusions = Exclusions(),
                }
        );
        if (RecordPath is not null)
            _records = GetOrStop(EvidenceErrors.Get, RecordPath, Records);
        _serviceLabel = GetOrStop(
            EvidenceErrors.Get,
            null,
            () => ServiceLabel is null ? null : ServiceCondition.CheckLabel(ServiceLabel, nameof(ServiceLabel)) ?? ""
        );
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case PlanSet:
                foreach (var plan in Plan)
                    Try(EvidenceErrors.Record, plan.Service, () => Add(plan));
                break;
            case ServiceSet:
                foreach (var service in Service!)
                    Try(
                        EvidenceErrors.Get,
                        service,
                        () =>
                            _subjects!.Add(
                                ServiceName.Check(service),
                                IndicatorArgument.Resolve(Indicator).Measure(service, Latency(), _serviceLabel, usual: null)
                            )
                    );
                break;
            default:
                ReadFiles();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // Which of several files is the last one is not known before: the first one alone would go through every gate behind it.
        foreach (var (evidence, display) in _files.All)
        {
            if (_files.Problem(evidence) is { } problem)
                WriteItemError(new SloDocumentException(problem), EvidenceErrors.InvalidFile, ErrorCategory.InvalidData, display);
            else
                WriteObject(evidence);
        }

        if (_subjects!.Any || _records?.Any == true)
            UseConnection(PrometheusUri!, EvidenceErrors.Get.FieldPrefix!, Collect);
    }

    // A key that means nothing was meant to say something about the interval.
    private IReadOnlyList<EvidenceExclusion> Exclusions()
    {
        var exclusions = EvidenceArgument.Exclusions(Exclude, nameof(Exclude), _unknown.Add);
        foreach (var warning in _unknown.Take())
            WriteWarning(warning);
        return exclusions;
    }

    private KeptRecords Records()
    {
        RecordArgument.CheckOthers(MyInvocation.BoundParameters.Keys);
        return new KeptRecords(
            new KeptDaysFiles(OutputPath.Resolve(RecordPath!, literal: true, nameof(RecordPath), SessionState)),
            DateArgument.Resolve(At, nameof(At)) ?? Clock.UtcNow,
            Clock.UtcNow,
            IncidentQuery,
            Exclusions()
        );
    }

    private void Add(SloPlan plan)
    {
        if (_records is null)
        {
            _subjects!.Add(plan);
            if (_subjects.IsBeforeFirstDay(plan))
                WriteWarning(
                    EvidenceSubjects.FirstDayText(plan) + " What there is now is of the day before, which its gate does not judge."
                );
        }
        else if (!_records.Add(plan))
        {
            // Nothing is measured yet, and the gate says from when on something can be.
            WriteWarning(EvidenceSubjects.FirstDayText(plan));
            WriteObject(new SloEvidence { Service = plan.Service, Namespace = plan.Namespace });
        }
    }

    private void Keep(KeptRecord record, CountedDays counted)
    {
        if (record.NotKept(counted) is { } reason)
            WriteWarning(reason);
        else if (record.Added(counted) is { Count: > 0 } added && ShouldProcess(record.Path, KeptRecord.Describe(added)))
            record.Store(counted, StopToken);
        WriteObject(record.Evidence(counted, WriteWarning));
    }

    private LatencyMetric? Latency() =>
        string.IsNullOrWhiteSpace(LatencyMetric)
            ? null
            : ProgressiveSlo.Objectives.LatencyMetric.Parse(LatencyMetric!, NativeHistogram, nameof(LatencyMetric));

    private void ReadFiles()
    {
        var literal = ParameterSetName == LiteralPathSet;
        WildcardPattern[]? wanted = null;
        if (!Try(EvidenceErrors.Get, Service, () => wanted = Service?.Select(s => NamePattern.Create(s, nameof(Service))).ToArray()))
            return;
        foreach (var path in literal ? LiteralPath : Path)
        {
            var refused = false;
            var files = FilesOrError(path, literal, EvidenceErrors.NotFound, () => refused = true, extensions: _extensions);

            // No evidence at all must not look like evidence without trouble.
            if (files.Count == 0 && !refused)
                WarnOfNoFile(path, _extensions);
            foreach (var (full, display) in files)
                Try(FileErrors.Document(EvidenceErrors.InvalidFile), display, () => ReadFile(full, display, wanted));
        }
    }

    private void ReadFile(string full, string display, WildcardPattern[]? wanted)
    {
        _files.BeginFile();
        foreach (var metric in EvidenceFile.Read(full, display, warn: WriteWarning, hourly: Hourly))
        {
            if (wanted is not null && !(metric.Service is { } name && wanted.Any(p => p.IsMatch(name))))
                continue;
            _files.Add(metric, full, display);
        }
    }

    private void Collect(PrometheusConnection connection)
    {
        if (Series)
        {
            CollectSeries(connection);
            return;
        }

        var evidence = new PrometheusEvidence(connection);
        foreach (var (request, recordOf) in _records?.Requests() ?? [])
        {
            foreach (var item in evidence.Read(request, StopToken))
            {
                if (item.Counted is { } counted)
                    Try(EvidenceErrors.Record, counted.Evidence.Service, () => Keep(recordOf(counted.Evidence.Service!), counted));
                Handle(item);
            }
        }

        foreach (var (request, namespaceOf) in _records is null ? _subjects!.Requests() : [])
        {
            foreach (var item in evidence.Read(request, StopToken))
            {
                if (item.Evidence is { } found)
                    WriteObject(found with { Namespace = namespaceOf(found.Service!) });
                Handle(item);
            }
        }
    }

    private void CollectSeries(PrometheusConnection connection)
    {
        var source = new PrometheusEventSeries(connection);
        foreach (var (request, _) in _subjects!.Requests())
        {
            foreach (var item in source.Read(request, _step, StopToken))
            {
                if (item.Series is { } series)
                    WriteObject(series);
                Handle(
                    new EvidenceItem
                    {
                        Warning = item.Warning,
                        Failure = item.Failure,
                        Progress = item.Progress,
                    }
                );
            }
        }
    }

    private void Handle(EvidenceItem item)
    {
        if (item.Warning is not null)
            WriteWarning(item.Warning);
        if (item.Failure is { } failure)
            WriteItemError(failure.Error, EvidenceErrors.Failed, ErrorCategory.InvalidResult, failure.Service);
        if (item.Progress is { } progress)
            WriteProgress("Asking Prometheus", progress);
    }
}

/// <content>What Get-SloEvidence takes.</content>
public sealed partial class GetSloEvidenceCommand
{
    private const string ServiceSet = "Service";
    private const string PlanSet = "Plan";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    /// <summary>Names of services.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = ServiceSet
    )]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    public string[]? Service { get; set; }

    /// <summary>Plans: each says what is measured, and how long a window its gate needs.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = PlanSet)]
    [ValidateNotNull]
    public SloPlan[] Plan { get; set; } = [];

    /// <summary>Files of daily or hourly counts, CSV or JSON.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>As Path; wildcard characters are only characters.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Address of the Prometheus.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ServiceSet)]
    [Parameter(Mandatory = true, ParameterSetName = PlanSet)]
    [ValidateNotNull]
    [WebAddress]
    public Uri? PrometheusUri { get; set; }

    /// <summary>The record of a plan, a CSV file, or a folder for the records of several.</summary>
    [Parameter(ParameterSetName = PlanSet)]
    [ValidateNotNullOrEmpty]
    public string? RecordPath { get; set; }

    /// <summary>Length of the window, whole days.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    [Parameter(ParameterSetName = PlanSet)]
    [ValidateNotNullOrEmpty]
    public string? Window { get; set; }

    /// <summary>Get the events of each step instead, for backtests.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    [Parameter(ParameterSetName = PlanSet)]
    public SwitchParameter Series { get; set; }

    /// <summary>Length of these steps.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    [Parameter(ParameterSetName = PlanSet)]
    [ValidateNotNullOrEmpty]
    public string? Step { get; set; }

    /// <summary>Count the events of hours, too.</summary>
    [Parameter]
    public SwitchParameter Hourly { get; set; }

    /// <summary>The end of the window.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    [Parameter(ParameterSetName = PlanSet)]
    public object? At { get; set; }

    /// <summary>What is measured.</summary>
    [Parameter(ParameterSetName = ServiceSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public object? Indicator { get; set; }

    /// <summary>The histogram of latencies.</summary>
    [Parameter(ParameterSetName = ServiceSet, ValueFromPipelineByPropertyName = true)]
    public string? LatencyMetric { get; set; }

    /// <summary>Whether that histogram is a native one.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    public SwitchParameter NativeHistogram { get; set; }

    /// <summary>The label whose value is the service.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    [AllowEmptyString]
    public string? ServiceLabel { get; set; }

    /// <summary>What is above 0 while there is an incident.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    [Parameter(ParameterSetName = PlanSet)]
    [ValidateNotNullOrEmpty]
    public string? IncidentQuery { get; set; }

    /// <summary>Intervals whose events do not count.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    [Parameter(ParameterSetName = PlanSet)]
    [ValidateNotNull]
    public object[] Exclude { get; set; } = [];
}
