using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Series;

namespace ProgressiveSlo.Backtesting;

/// <summary>Backtests of many services: some at a time on all cores, with results in the order of the series.</summary>
public sealed class BacktestRun
{
    private readonly Func<EventSeries, BacktestOutcome> _replay;
    private readonly CancellationToken _stop;
    private readonly List<EventSeries> _waiting = [];
    private readonly int _most;

    /// <summary>Begins a run.</summary>
    /// <param name="replay">Replays one series; called on several threads.</param>
    /// <param name="stop">Ends the run.</param>
    /// <param name="cores">How many series are replayed at a time; those of the machine when left out.</param>
    public BacktestRun(Func<EventSeries, BacktestOutcome> replay, CancellationToken stop, int? cores = null)
    {
        _replay = replay ?? throw new ArgumentNullException(nameof(replay));
        _stop = stop;
        _most = cores ?? Environment.ProcessorCount;
    }

    /// <summary>Adds a series. Results come when there are as many series as cores.</summary>
    /// <param name="series">The series.</param>
    /// <exception cref="OperationCanceledException">The run was ended.</exception>
    public IReadOnlyList<BacktestOutcome> Add(EventSeries series)
    {
        _waiting.Add(series ?? throw new ArgumentNullException(nameof(series)));
        return _waiting.Count < _most ? [] : Finish();
    }

    /// <summary>The results of the series that still wait.</summary>
    /// <exception cref="OperationCanceledException">The run was ended.</exception>
    public IReadOnlyList<BacktestOutcome> Finish()
    {
        var outcomes = new BacktestOutcome[_waiting.Count];
        Parallel.For(
            0,
            outcomes.Length,
            new ParallelOptions { CancellationToken = _stop, MaxDegreeOfParallelism = _most },
            i => outcomes[i] = Replay(_waiting[i])
        );
        _waiting.Clear();
        return outcomes;
    }

    private BacktestOutcome Replay(EventSeries series)
    {
        try
        {
            return _replay(series);
        }
        catch (SloValidationException e)
        {
            return new BacktestOutcome(series, [], []) { Refused = e };
        }
    }
}

/// <summary>What became of one series of a run.</summary>
/// <param name="Series">The series.</param>
/// <param name="Results">A result for each policy; none when they were compared.</param>
/// <param name="Comparisons">A comparison for each policy that has another one.</param>
public sealed record BacktestOutcome(
    EventSeries Series,
    IReadOnlyList<BacktestResult> Results,
    IReadOnlyList<BacktestComparison> Comparisons
)
{
    /// <summary>Why the series could not be replayed; null when it was.</summary>
    public SloValidationException? Refused { get; init; }
}
