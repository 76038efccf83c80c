using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Migration.ParallelRun;
using ProgressiveSlo.Migration.ParallelRun;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
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

    private static readonly string[] Extensions = [".csv", ".json"];

    private readonly List<ComparedSide> _manual = [];
    private readonly List<ComparedSide> _automated = [];
    private ComparisonRequests _requests = null!;
    private ParallelRunTolerance _tolerance = ParallelRunTolerance.Default;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        RejectTwoCredentials(ErrorPrefix);
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
                    DateArgument.Resolve(From, nameof(From)),
                    DateArgument.Resolve(To, nameof(To)),
                    WindowArgument.Resolve(Window, nameof(Window)),
                    Step is null ? null : WindowArgument.Resolve(Step, nameof(Step)),
                    Clock.UtcNow
                ),
                Service = Service is null ? null : ServiceName.Check(Service),
                Name = Name,
                Target = MyInvocation.BoundParameters.ContainsKey(nameof(Target)) ? ErrorBudgetArithmetic.CheckTarget(Target) : null,
                RatioWindow = RatioWindow is null ? null : WindowArgument.Resolve(RatioWindow, nameof(RatioWindow)),
                SkipAlerts = SkipAlerts,
            };
            _automated.AddRange(
                Automated.SelectMany(a => ComparedSideArgument.Resolve(a, nameof(Automated))).Select(s => Named(s, AutomatedAlert))
            );
        }
        catch (SloValidationException e)
        {
            ThrowTerminating(e, ErrorPrefix + e.Problem.Field, ErrorCategory.InvalidArgument, null);
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
            ThrowTerminating(
                new SloValidationException(
                    "PrometheusUri",
                    "A side is a query or a definition, and there is no Prometheus to ask",
                    "Give -PrometheusUri, or both sides as series"
                ),
                ErrorPrefix + "PrometheusUri",
                ErrorCategory.InvalidArgument,
                null
            );
        }
        else
        {
            UseConnection(
                PrometheusUri,
                ErrorPrefix,
                connection =>
                {
                    foreach (var item in new PrometheusParallelRun(connection, _tolerance).Read(requests, StopToken))
                        Handle(item);
                }
            );
        }
    }

    private List<ParallelRunRequest> Pair()
    {
        var requests = new List<ParallelRunRequest>();
        var pairs = new SidePairing(_automated);
        foreach (var manual in _manual)
        {
            try
            {
                requests.Add(_requests.Create(manual, pairs.FindAutomated(manual)));
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
            var files = FilesOrError(path, literal: false, "SloParallelRunNotFound", () => refused = true, extensions: Extensions);

            // No series at all must not look like one that agrees.
            if (files.Count == 0 && !refused)
                WriteWarning($"There is no {string.Join(" or ", Extensions)} file in '{PrintableText.Escape(path)}'.");
            foreach (var (full, display) in files)
            {
                try
                {
                    sides.AddRange(SliFile.Read(full, display, Service).Select(s => ComparedSideArgument.FromSeries(s, display)));
                }
                catch (SloDocumentException e)
                {
                    WriteItemError(e, "SloParallelRunInvalidFile", ErrorCategory.InvalidData, display);
                }
            }
        }

        return sides;
    }

    private void Handle(ParallelRunItem item)
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

/// <content>What Compare-SloParallelRun takes.</content>
public sealed partial class CompareSloParallelRunCommand
{
    private const string InputSet = "Input";
    private const string ManualPathSet = "ManualPath";
    private const string AutomatedPathSet = "AutomatedPath";
    private const string PathSet = "Path";

    /// <summary>The manual side: a query, an inventory item, evidence or a series.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = InputSet)]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = AutomatedPathSet)]
    [ValidateNotNull]
    public object[] Manual { get; set; } = [];

    /// <summary>Files with the SLI of the manual side, CSV or JSON.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ManualPathSet)]
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] ManualPath { get; set; } = [];

    /// <summary>The automated side: definitions, phases, plans, queries, evidence or series.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = InputSet)]
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ManualPathSet)]
    [Alias("Definition", "Plan")]
    [ValidateNotNullOrEmpty]
    public object[] Automated { get; set; } = [];

    /// <summary>Files with the SLI of the automated side, CSV or JSON.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AutomatedPathSet)]
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] AutomatedPath { get; set; } = [];

    /// <summary>The service, where the sides name none.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Service { get; set; }

    /// <summary>The name of the SLO.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The target that error budgets are counted with.</summary>
    [Parameter]
    public decimal Target { get; set; }

    /// <summary>Alerts of a manual side that is a query.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] ManualAlert { get; set; } = [];

    /// <summary>Alerts of an automated side that is a query.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] AutomatedAlert { get; set; } = [];

    /// <summary>Whether alerts are left out.</summary>
    [Parameter]
    public SwitchParameter SkipAlerts { get; set; }

    /// <summary>Start of the compared time.</summary>
    [Parameter]
    public object? From { get; set; }

    /// <summary>End of the compared time.</summary>
    [Parameter]
    public object? To { get; set; }

    /// <summary>Length of the compared time.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Window { get; set; } = "14d";

    /// <summary>Length of an interval.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Step { get; set; }

    /// <summary>The window that the ratios look over.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RatioWindow { get; set; }

    /// <summary>Mean absolute difference of the SLI, as a share of the error budget.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double SliTolerance { get; set; } = ParallelRunTolerance.Default.SliDifference;

    /// <summary>Difference of the consumed error budgets, as a share of the budget.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double BudgetTolerance { get; set; } = ParallelRunTolerance.Default.BudgetDifference;

    /// <summary>Alerts that one side alone may fire.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int AlertTolerance { get; set; } = ParallelRunTolerance.Default.UnmatchedAlerts;

    /// <summary>How far apart two alerts may be and still be one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string AlertOverlap { get; set; } = "15m";

    /// <summary>The least share of the intervals that both sides cover.</summary>
    [Parameter]
    [ValidateRange(0.01, 1.0)]
    public double MinimumCoverage { get; set; } = ParallelRunTolerance.Default.Coverage;

    /// <summary>The longest time without evidence.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string MaximumGap { get; set; } = "12h";

    /// <summary>The least time that is compared.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string MinimumWindow { get; set; } = "14d";

    /// <summary>Address of the Prometheus.</summary>
    [Parameter]
    [ValidateNotNull]
    [WebAddress]
    public Uri? PrometheusUri { get; set; }
}
