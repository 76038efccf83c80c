using ProgressiveSlo.Naming;

namespace ProgressiveSlo.Backtesting;

/// <summary>Two policies side by side, over the same series: what a change of rules would have done.</summary>
public sealed class BacktestComparison
{
    /// <summary>Compares two results of one series.</summary>
    /// <param name="before">The policy as it is.</param>
    /// <param name="after">The other one.</param>
    public BacktestComparison(BacktestResult before, BacktestResult after)
    {
        Before = before ?? throw new ArgumentNullException(nameof(before));
        After = after ?? throw new ArgumentNullException(nameof(after));
        OnlyBefore = Alone(before, after);
        OnlyAfter = Alone(after, before);
    }

    /// <summary>The service; may be empty.</summary>
    public string Service => Before.Service;

    /// <summary>Namespace of the service, or null.</summary>
    public string? Namespace => Before.Namespace;

    /// <summary>The phase whose policy was replayed, or null.</summary>
    public string? Phase => Before.Phase;

    /// <summary>The policy as it is.</summary>
    public BacktestResult Before { get; }

    /// <summary>The other one.</summary>
    public BacktestResult After { get; }

    /// <summary>Pages a week, as it is.</summary>
    public decimal PagesPerWeekBefore => Before.PagesPerWeek;

    /// <summary>Pages a week with the other one.</summary>
    public decimal PagesPerWeekAfter => After.PagesPerWeek;

    /// <summary>Alerts while which the other policy has none that weighs as much: both wake someone, or neither does.</summary>
    public IReadOnlyList<BacktestAlert> OnlyBefore { get; }

    /// <summary>Alerts of the other policy while which there is none that weighs as much as it is.</summary>
    public IReadOnlyList<BacktestAlert> OnlyAfter { get; }

    /// <summary>Service and phase.</summary>
    public override string ToString() => $"{ServiceName.InNamespace(Service, Namespace)} {Phase}".TrimEnd();

    private static BacktestAlert[] Alone(BacktestResult one, BacktestResult other) =>
        one.Alerts.Where(a => !other.Alerts.Any(b => a.IsPage == b.IsPage && a.Start <= b.End && b.Start <= a.End)).ToArray();
}
