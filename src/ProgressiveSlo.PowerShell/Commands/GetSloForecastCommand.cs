using System.Management.Automation;
using System.Threading;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Forecasting;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.ErrorRecords;
using ProgressiveSlo.PowerShell.Output;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Says when the gates of plans are likely to open.</summary>
[Cmdlet(VerbsCommon.Get, "SloForecast")]
[OutputType(typeof(SloForecast))]
public sealed class GetSloForecastCommand : SloCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly UnknownKeys _unknown = new("key", EvidenceReader.Suggest);
    private ForecastRun? _run;
    private PlanLookup? _plans;
    private SloPlan[]? _indexed;
    private int _done;

    /// <summary>The evidence.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Metrics", "Metric")]
    [AllowNull]
    public object? Evidence { get; set; }

    /// <summary>Plans: the gates of each plan are forecast, from that of its current phase on.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public SloPlan[] Plan { get; set; } = [];

    /// <summary>How many paths are simulated.</summary>
    [Parameter]
    [ValidateRange(1, ForecastOptions.MostPaths)]
    public int PathCount { get; set; } = 1000;

    /// <summary>How many days each path has.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Horizon { get; set; } = "400d";

    /// <summary>Seed of the random numbers.</summary>
    [Parameter]
    public int Seed { get; set; } = 1;

    /// <summary>Factor by which error ratios change in 30 days.</summary>
    [Parameter]
    [ValidateRange(0.01, 100.0)]
    public double Trend { get; set; } = 1;

    /// <summary>Whether the greater strength of evidence is asked for.</summary>
    [Parameter]
    public SwitchParameter Strict { get; set; }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    /// <inheritdoc/>
    protected override void BeginProcessing() => DoOrStop(ForecastErrors.Parameters, null, Prepare);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var item in EvidenceArgument.Each(Evidence))
            Try(ForecastErrors.Item, item, () => Add(item));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Try(ForecastErrors.Item, null, () => Write(_run!.Finish()));
        if (_done > 1)
            WriteProgress(new ProgressRecord(1, "Forecasting", "Done") { RecordType = ProgressRecordType.Completed });
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    private void Prepare() =>
        _run = new ForecastRun(
            new SloForecaster(Clock),
            new ForecastOptions
            {
                Paths = PathCount,
                HorizonDays = DaysArgument.Resolve(Horizon, nameof(Horizon)),
                Seed = Seed,
                Trend = Trend,
                Gate = new GateOptions { Strict = Strict },
            },
            _stop.Token
        );

    private void Add(object? item)
    {
        SloEvidence evidence;
        try
        {
            evidence = EvidenceArgument.Resolve(item, _unknown.Add);
        }
        finally
        {
            foreach (var warning in _unknown.Take())
                WriteWarning(warning);
        }

        // -Plan may come by property name, and then is another one for each object.
        if (!ReferenceEquals(_indexed, Plan))
            (_indexed, _plans) = (Plan, new PlanLookup(Plan));
        Write(_run!.Add(_plans!.Resolve(evidence.Service, evidence.Namespace), evidence));
    }

    private void Write(IReadOnlyList<ForecastRunItem> items)
    {
        foreach (var item in items)
        {
            if (item.Refused is { } refused)
                WriteItemError(refused, ForecastErrors.Item, item.Evidence);
            else
                WriteObject(item.Forecast);
            if (++_done % 20 == 0)
                WriteProgress(new ProgressRecord(1, "Forecasting", CountText.Of(_done, "service")));
        }
    }
}
