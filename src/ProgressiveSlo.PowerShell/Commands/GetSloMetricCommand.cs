using System;
using System.Linq;
using System.Management.Automation;
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
public sealed partial class GetSloMetricCommand : PrometheusCmdlet
{
    private static readonly string[] _extensions = [".csv", ".json"];

    private EvidenceSubjects _subjects = null!;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        RefuseTwoCredentials("SloMetricInvalid");
        try
        {
            _subjects = new EvidenceSubjects(DateArgument.Resolve(At, nameof(At)) ?? Clock.UtcNow)
            {
                Days = Window is null ? null : DaysArgument.Resolve(Window, nameof(Window)),
                GateDays = GateWindow is null ? null : DaysArgument.Resolve(GateWindow, nameof(GateWindow)),
                Hourly = Hourly,
                Label = Label,
                IncidentQuery = IncidentQuery,
                Exclusions = EvidenceArgument.Exclusions(Exclude, nameof(Exclude)),
            };
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
                    Add(plan.Service, () => _subjects.Add(plan));
                break;
            case ServiceSet:
                foreach (var service in Service!)
                    Add(service, () => _subjects.Add(ServiceName.Check(service), IndicatorArgument.Resolve(Indicator), Indicator is null, Latency()));
                break;
            default:
                ReadFiles();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_subjects.Any)
            Ask(PrometheusUri!, "SloMetricInvalid", Ask);
    }

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

    private LatencyMetric? Latency() =>
        string.IsNullOrWhiteSpace(LatencyMetric) ? null : Objectives.LatencyMetric.Parse(LatencyMetric!, NativeHistogram, nameof(LatencyMetric));

    private void ReadFiles()
    {
        var literal = ParameterSetName == LiteralPathSet;
        if (!Wanted(out var wanted))
            return;
        foreach (var path in literal ? LiteralPath : Path)
        {
            var refused = false;
            var files = FilesOrError(path, literal, "SloMetricNotFound", () => refused = true, extensions: _extensions);

            // No evidence at all must not look like evidence without trouble.
            if (files.Count == 0 && !refused)
                WriteWarning($"There is no {string.Join(" or ", _extensions)} file in '{PrintableText.Escape(path)}'.");
            foreach (var (full, display) in files)
                ReadFile(full, display, wanted);
        }
    }

    private bool Wanted(out WildcardPattern[]? wanted)
    {
        wanted = null;
        try
        {
            wanted = Service?.Select(s => NamePattern.Of(s, nameof(Service))).ToArray();
            return true;
        }
        catch (SloValidationException e)
        {
            WriteItemError(e, "SloMetricInvalid", Service);
            return false;
        }
    }

    private void ReadFile(string full, string display, WildcardPattern[]? wanted)
    {
        try
        {
            foreach (var metric in EvidenceFile.Read(full, display, warn: WriteWarning, hourly: Hourly))
            {
                if (wanted is null || (metric.Service is { } name && wanted!.Any(p => p.IsMatch(name))))
                    WriteObject(metric);
            }
        }
        catch (SloDocumentException e)
        {
            WriteItemError(e, "SloMetricInvalidFile", ErrorCategory.InvalidData, display);
        }
    }

    private void Ask(PrometheusConnection connection)
    {
        var evidence = new PrometheusEvidence(connection);
        foreach (var request in _subjects.Requests())
        {
            foreach (var item in evidence.Read(request, StopToken))
                Take(item);
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
            WriteProgress("Asking Prometheus", progress);
    }
}
