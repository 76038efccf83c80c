using ProgressiveSlo.Text;

namespace ProgressiveSlo.Backtesting;

/// <summary>
/// The error budget of one SLO window, in events: what the target allows in a window with the average traffic of the steps that have data.
/// It is the same for the whole series, so that shares of it can be compared and added.
/// </summary>
internal sealed class WindowBudget
{
    private readonly WindowEvents _events;

    public WindowBudget(WindowEvents events, BacktestPolicy policy)
    {
        _events = events;
        Target = policy.Target;
        Steps = events.StepsOf(policy.Window, "The SLO's window");
        var measured = events.Steps - events.Series.Gaps;
        Allowed = measured == 0 ? 0 : (1m - Target) * events.Series.TotalEvents / measured * Steps;
    }

    public decimal Target { get; }

    /// <summary>Bad events that the target allows in a window.</summary>
    public decimal Allowed { get; }

    /// <summary>Steps of the SLO's window.</summary>
    public int Steps { get; }

    /// <summary>How many bad events are a share of the budget or more; more than there can be where there is no budget.</summary>
    public long Events(decimal share) =>
        Allowed > 0 && share * Allowed < long.MaxValue ? (long)Math.Ceiling(share * Allowed) : long.MaxValue;

    /// <summary>Share of the budget that the steps after one, up to and with another, have used.</summary>
    public decimal Share(int after, int last) => Allowed == 0 ? 0 : NumberText.WithoutNoise(Bad(after, last) / Allowed);

    /// <summary>Their bad events.</summary>
    public long Bad(int after, int last) => _events.Bad[Math.Max(0, last)] - _events.Bad[Math.Max(0, Math.Min(after, last))];
}
