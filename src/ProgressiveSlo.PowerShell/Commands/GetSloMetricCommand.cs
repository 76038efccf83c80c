using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Security;
using System.Threading;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Gets evidence: from a Prometheus, or from files of counts.</summary>
[Cmdlet(VerbsCommon.Get, "SloMetric", DefaultParameterSetName = PlanSet)]
[OutputType(typeof(SloMetric))]
public sealed class GetSloMetricCommand : SloCmdlet, IDisposable
{
    private const string ServiceSet = "Service";
    private const string PlanSet = "Plan";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private static readonly string[] _extensions = [".csv", ".json"];

    private readonly CancellationTokenSource _stop = new();
    private readonly EvidenceSubjects _subjects = new();
    private IReadOnlyList<EvidenceExclusion> _exclusions = [];
    private DateTime _at;
    private int? _days;

    /// <summary>Names of services.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ServiceSet)]
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
    public Uri? PrometheusUri { get; set; }

    /// <summary>Length of the window, whole days.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    [Parameter(ParameterSetName = PlanSet)]
    [ValidateNotNullOrEmpty]
    public string? Window { get; set; }

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
    [Parameter(ParameterSetName = PlanSet)]
    [AllowEmptyString]
    public string? Label { get; set; }

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

    /// <summary>Name and password.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    [Parameter(ParameterSetName = PlanSet)]
    [Credential]
    [ValidateNotNull]
    public PSCredential? Credential { get; set; }

    /// <summary>A bearer token.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    [Parameter(ParameterSetName = PlanSet)]
    [ValidateNotNull]
    public SecureString? Token { get; set; }

    /// <summary>Headers of each request.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    [Parameter(ParameterSetName = PlanSet)]
    [ValidateNotNull]
    public IDictionary? Header { get; set; }

    /// <summary>The most seconds that one request may take.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    [Parameter(ParameterSetName = PlanSet)]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 100;

    /// <summary>Take the server's certificate as it is.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    [Parameter(ParameterSetName = PlanSet)]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Credential is not null && Token is not null)
            Stop(new SloValidationException("Token", "A token and a credential were given, and a request has one of them", "Leave one out"), "SloMetricInvalidToken", ErrorCategory.InvalidArgument, null);
        try
        {
            _at = DateArgument.Resolve(At, nameof(At)) ?? Clock.UtcNow;
            _days = Window is null ? null : DaysArgument.Resolve(Window, nameof(Window));
            _exclusions = EvidenceArgument.Exclusions(Exclude, nameof(Exclude));
        }
        catch (SloValidationException e)
        {
            Stop(e, "SloMetricInvalid" + e.Problem.Field.Split('.', '[')[0], ErrorCategory.InvalidArgument, null);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case PlanSet:
                foreach (var plan in Plan)
                    Add(plan.Service, () => _subjects.Add(plan, _days, Label, IncidentQuery));
                break;
            case ServiceSet:
                foreach (var service in Service!)
                    Add(service, () => _subjects.Add(ServiceName.Check(service), IndicatorArgument.Resolve(Indicator), Indicator is null, Latency(), _days, Label, IncidentQuery));
                break;
            default:
                ReadFiles();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_subjects.ByDays.Count > 0)
            Ask();
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    private void Add(string service, Action add)
    {
        try
        {
            add();
        }
        catch (SloValidationException e)
        {
            WriteItemError(e, "SloMetricInvalid", service);
        }
    }

    private Objectives.LatencyMetric? Latency() =>
        string.IsNullOrWhiteSpace(LatencyMetric) ? null : Objectives.LatencyMetric.Parse(LatencyMetric!, NativeHistogram, nameof(LatencyMetric));

    private void ReadFiles()
    {
        var literal = ParameterSetName == LiteralPathSet;
        foreach (var path in literal ? LiteralPath : Path)
        {
            var refused = false;
            var files = FilesOrError(path, literal, "SloMetricNotFound", () => refused = true, extensions: _extensions);

            // No evidence at all must not look like evidence without trouble.
            if (files.Count == 0 && !refused)
                WriteWarning($"There is no {string.Join(" or ", _extensions)} file in '{PrintableText.Escape(path)}'.");
            foreach (var (full, display) in files)
            {
                try
                {
                    foreach (var metric in EvidenceFile.Read(full, display, warn: WriteWarning))
                    {
                        if (Service is null || (metric.Service is { } name && Service.Any(s => WildcardPattern.Get(s, WildcardOptions.IgnoreCase).IsMatch(name))))
                            WriteObject(metric);
                    }
                }
                catch (SloDocumentException e)
                {
                    WriteItemError(e, "SloMetricInvalidFile", ErrorCategory.InvalidData, display);
                }
            }
        }
    }

    private void Ask()
    {
        try
        {
            using var connection = new PrometheusConnection(PrometheusUri!, Options());
            foreach (var group in _subjects.ByDays)
            {
                var request = new EvidenceRequest(group.Value, _at, group.Key) { Exclusions = _exclusions };
                foreach (var item in new PrometheusEvidence(connection).Read(request, _stop.Token))
                    Take(item);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The pipeline is being stopped, and says so itself.
        }
        catch (SloValidationException e)
        {
            Stop(e, "SloMetricInvalid" + e.Problem.Field, ErrorCategory.InvalidArgument, null);
        }
        catch (PrometheusException e)
        {
            Stop(e, "SloPrometheus" + e.Kind, Category(e.Kind), PrometheusUri?.Host);
        }
    }

    private void Take(EvidenceItem item)
    {
        if (item.Metric is not null)
            WriteObject(item.Metric);
        if (item.Warning is not null)
            WriteWarning(item.Warning);
        if (item.Failure is { } failure)
            WriteItemError(failure.Error, "SloMetricFailed", ErrorCategory.InvalidResult, failure.Service);
        if (item.Progress is { } progress)
        {
            WriteProgress(new ProgressRecord(1, "Asking Prometheus", string.Format(CultureInfo.InvariantCulture, "{0} of {1} services, {2} queries", progress.Done, progress.Total, progress.Queries))
            {
                PercentComplete = progress.Total == 0 ? 100 : 100 * progress.Done / progress.Total,
                RecordType = progress.Done == progress.Total ? ProgressRecordType.Completed : ProgressRecordType.Processing,
            });
        }
    }

    private PrometheusOptions Options() => new()
    {
        Headers = Header is null ? [] : [.. Header.Cast<DictionaryEntry>().Select(h => new KeyValuePair<string, string>(LanguagePrimitives.ConvertTo<string>(h.Key), LanguagePrimitives.ConvertTo<string>(h.Value)))],
        Authorization = Token is not null ? PrometheusAuthorization.Bearer(Token) : Credential is not null ? PrometheusAuthorization.Basic(Credential.UserName, Credential.Password) : null,
        SkipCertificateCheck = SkipCertificateCheck,
        Timeout = TimeSpan.FromSeconds(TimeoutSec),
    };

    private static ErrorCategory Category(PrometheusErrorKind kind) => kind switch
    {
        PrometheusErrorKind.Unreachable => ErrorCategory.ConnectionError,
        PrometheusErrorKind.Timeout => ErrorCategory.OperationTimeout,
        PrometheusErrorKind.Unauthorized => ErrorCategory.AuthenticationError,
        PrometheusErrorKind.BadRequest => ErrorCategory.InvalidArgument,
        _ => ErrorCategory.InvalidResult,
    };
}
