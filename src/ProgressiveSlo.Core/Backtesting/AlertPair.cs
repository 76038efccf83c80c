using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Backtesting;

/// <summary>The two windows of a burn-rate alert over a series, in steps.</summary>
internal sealed class AlertPair
{
    private readonly WindowEvents _events;
    private readonly BurnThreshold _threshold;
    private readonly int _short;
    private readonly int _fewestBad;
    private readonly RecordedWindows? _long;
    private readonly RecordedWindows? _shortRecorded;

    public AlertPair(WindowEvents events, BacktestPolicy policy, int index, Lazy<RecordedWindows> recorded)
    {
        _events = events;
        var alert = policy.Alerting[index];
        _threshold = policy.Thresholds[index];
        Long = events.StepsOf(alert.LongWindow, $"The long window of '{alert}',");
        _short = events.StepsOf(alert.ShortWindow, $"The short window of '{alert}',");
        _fewestBad = policy.MinimumBadEvents is { } fewest && AlertSeverity.IsPage(alert.Severity) ? fewest : 0;
        if (policy.RecordedWindows && alert.LongWindow >= RecordedWindows.Shortest)
            _long = recorded.Value;
        if (policy.RecordedWindows && alert.ShortWindow >= RecordedWindows.Shortest)
            _shortRecorded = recorded.Value;
    }

    /// <summary>Steps of the long window.</summary>
    public int Long { get; }

    /// <summary>Sets the steps to 1 at which the condition holds.</summary>
    public void Mark(byte[] holds)
    {
        if (_long is null && _fewestBad <= 1)
        {
            WindowScan.Mark(_events, _threshold, Long, _short, holds);
            return;
        }

        for (var t = 1; t <= _events.Steps; t++)
        {
            if (Holds(t))
                holds[t] = 1;
        }
    }

    /// <summary>Whether the condition holds at a step.</summary>
    public bool Holds(int step) =>
        (_long?.IsAbove(_threshold, step, Long) ?? WindowScan.IsAbove(_events, _threshold, step, Long))
        && (_shortRecorded?.IsAbove(_threshold, step, _short) ?? WindowScan.IsAbove(_events, _threshold, step, _short))
        && (_fewestBad <= 1 || _events.Over(step, Long).Bad >= _fewestBad);
}
