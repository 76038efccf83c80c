using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.Prometheus.ParallelRun;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Compares manual SLOs with the automated ones that are to replace them.</summary>
[Cmdlet(VerbsData.Compare, "SloParallelRun", DefaultParameterSetName = InputSet)]
[OutputType(typeof(ParallelRunResult))]
public sealed partial class CompareSloParallelRunCommand : PrometheusCmdlet
{
    private const string ErrorPrefix = "SloParallelRunInvalid";

    private static readonly string[] _extensions = [".csv", ".json"];

    private readonly List<ComparedSide> _manual = [];
    private readonly List<ComparedSide> _automated = [];
    private ComparisonRequests _requests = null!;
    private ParallelRunTolerance _tolerance = ParallelRunTolerance.Default;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        RefuseTwoCredentials(ErrorPrefix);
        try
        {
            _tolerance = new ParallelRunTolerance
            {
                SliDifference = SliTolerance,
                BudgetDifference = BudgetTolerance,
                UnmatchedAlerts = AlertTolerance,
                AlertOverlap = WindowArgument.Resolve(AlertOverlap, nameof(AlertOverlap)),
                Coverage = MinimumCoverage,
                LongestGap = WindowArgument.Resolve(MaximumGap, nameof(MaximumGap)),
                LeastTime = WindowArgument.Resolve(MinimumWindow, nameof(MinimumWindow)),
            };
            _requests = new ComparisonRequests
            {
                Time = new ComparisonTime(
                    DateArgument.Resolve(From, nameof(From)), DateArgument.Resolve(To, nameof(To)), WindowArgument.Resolve(Window, nameof(Window)),
                    Step is null ? null : WindowArgument.Resolve(Step, nameof(Step)), Clock.UtcNow),
                Service = Service is null ? null : ServiceName.Check(Service),
                Name = Name,
                Target = MyInvocation.BoundParameters.ContainsKey(nameof(Target)) ? ErrorBudgetArithmetic.CheckTarget(Target) : null,
                RatioWindow = RatioWindow is null ? null : WindowArgument.Resolve(RatioWindow, nameof(RatioWindow)),
                SkipAlerts = SkipAlerts,
            };
            _automated.AddRange(Automated.SelectMany(a => ComparedSideArgument.Resolve(a, nameof(Automated))).Select(s => Named(s, AutomatedAlert)));
        }
        catch (SloValidationException e)
        {
            Stop(e, ErrorPrefix + e.Problem.Field, ErrorCategory.InvalidArgument, null);
        }

        _automated.AddRange(Files(AutomatedPath));
        _manual.AddRange(Files(ManualPath));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var input in Manual)
        {
            try
            {
                _manual.AddRange(ComparedSideArgument.Resolve(input, nameof(Manual)).Select(s => Named(s, ManualAlert)));
            }
            catch (SloValidationException e)
            {
                WriteItemError(e, ErrorPrefix, input);
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var requests = Pair();
        if (requests.Count == 0)
            return;
        if (requests.All(r => r.Manual.Queries is null && r.Automated.Queries is null))
        {
            foreach (var request in requests)
                WriteObject(ParallelRunComparison.Compare(request.Subject, request.Manual.Side, request.Automated.Side, _tolerance));
        }
        else if (PrometheusUri is null)
        {
            Stop(new SloValidationException("PrometheusUri", "A side is a query or a definition, and there is no Prometheus to ask", "Give -PrometheusUri, or both sides as series"), ErrorPrefix + "PrometheusUri", ErrorCategory.InvalidArgument, null);
        }
        else
        {
            Ask(PrometheusUri, ErrorPrefix, connection =>
            {
                foreach (var item in new PrometheusParallelRun(connection, _tolerance).Read(requests, StopToken))
                    Take(item);
            });
        }
    }

    private List<ParallelRunRequest> Pair()
    {
        var requests = new List<ParallelRunRequest>();
        var pairs = new ComparedPairs(_automated);
        foreach (var manual in _manual)
        {
            try
            {
                requests.Add(_requests.Of(manual, pairs.Of(manual)));
            }
            catch (SloValidationException e)
            {
                WriteItemError(e, ErrorPrefix, manual.Input);
            }
            catch (ManifestNotWritableException e)
            {
                WriteItemError(e, "SloManifestNotWritable", ErrorCategory.InvalidData, manual.Input);
            }
        }

        return requests;
    }

    private ComparedSide Named(ComparedSide side, string[] alerts)
    {
        side = side.Service is null && Service is not null ? side with { Service = Service } : side;
        return alerts.Length > 0 && side.Definition is null ? side with { Alerts = [.. alerts.Select(a => new AlertSelector(a))] } : side;
    }

    private List<ComparedSide> Files(string[] paths)
    {
        var sides = new List<ComparedSide>();
        foreach (var path in paths)
        {
            var refused = false;
            var files = FilesOrError(path, literal: false, "SloParallelRunNotFound", () => refused = true, extensions: _extensions);

            // No series at all must not look like one that agrees.
            if (files.Count == 0 && !refused)
                WriteWarning($"There is no {string.Join(" or ", _extensions)} file in '{PrintableText.Escape(path)}'.");
            foreach (var (full, display) in files)
            {
                try
                {
                    sides.AddRange(SliFile.Read(full, display, Service).Select(s => ComparedSideArgument.OfSeries(s, display)));
                }
                catch (SloDocumentException e)
                {
                    WriteItemError(e, "SloParallelRunInvalidFile", ErrorCategory.InvalidData, display);
                }
            }
        }

        return sides;
    }

    private void Take(ParallelRunItem item)
    {
        if (item.Result is not null)
            WriteObject(item.Result);
        if (item.Warning is not null)
            WriteWarning(item.Warning);
        if (item.Failure is { } failure)
            WriteItemError(failure.Error, "SloParallelRunFailed", ErrorCategory.InvalidResult, failure.Service);
        if (item.Progress is { } progress)
            WriteProgress("Comparing in Prometheus", progress);
    }
}
