using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Forecasting;

/// <summary>Forecasts of many services: some at a time on all cores, with results in the order of the evidence.</summary>
public sealed class ForecastRun
{
    private readonly SloForecaster _forecaster;
    private readonly ForecastOptions _options;
    private readonly CancellationToken _stop;
    private readonly List<(SloPlan Plan, SloEvidence Evidence)> _waiting = [];

    /// <summary>Begins a run.</summary>
    /// <param name="forecaster">Makes the forecasts.</param>
    /// <param name="options">How.</param>
    /// <param name="stop">Ends the run.</param>
    /// <exception cref="SloValidationException">An option is out of range; the field is its name.</exception>
    public ForecastRun(SloForecaster forecaster, ForecastOptions options, CancellationToken stop)
    {
        _forecaster = forecaster ?? throw new ArgumentNullException(nameof(forecaster));
        _options = options ?? throw new ArgumentNullException(nameof(options));
        _options.Check();
        _stop = stop;
    }

    /// <summary>Adds a service. Results come when there are as many services as cores.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="evidence">Its evidence.</param>
    /// <exception cref="OperationCanceledException">The run was ended.</exception>
    public IReadOnlyList<ForecastRunItem> Add(SloPlan plan, SloEvidence evidence)
    {
        _waiting.Add(
            (plan ?? throw new ArgumentNullException(nameof(plan)), evidence ?? throw new ArgumentNullException(nameof(evidence)))
        );
        return _waiting.Count < Environment.ProcessorCount ? [] : Finish();
    }

    /// <summary>The results of the services that still wait.</summary>
    /// <exception cref="OperationCanceledException">The run was ended.</exception>
    public IReadOnlyList<ForecastRunItem> Finish()
    {
        var items = new ForecastRunItem[_waiting.Count];
        Parallel.For(
            0,
            items.Length,
            new ParallelOptions { CancellationToken = _stop, MaxDegreeOfParallelism = Environment.ProcessorCount },
            i => items[i] = Forecast(_waiting[i].Plan, _waiting[i].Evidence)
        );
        _waiting.Clear();
        return items;
    }

    private ForecastRunItem Forecast(SloPlan plan, SloEvidence evidence)
    {
        try
        {
            return new ForecastRunItem(evidence, _forecaster.Forecast(plan, evidence, _options, _stop), null);
        }
        catch (SloValidationException e)
        {
            return new ForecastRunItem(evidence, null, e);
        }
    }
}

/// <summary>What became of one service of a run.</summary>
/// <param name="Evidence">The evidence.</param>
/// <param name="Forecast">The forecast; null when it was refused.</param>
/// <param name="Refused">Why; null when it was not.</param>
public sealed record ForecastRunItem(SloEvidence Evidence, SloForecast? Forecast, SloValidationException? Refused);
