using System.Collections.Concurrent;
using System.Threading;

namespace ProgressiveSlo.Prometheus.Tests.Support;

/// <summary>
/// A clock that stands still. Waits of up to a minute end at once and are noted; longer ones (the timeout of a request) never do.
/// </summary>
internal sealed class QuickTime : TimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> _waits = new();

    public static DateTimeOffset Now { get; } = new(2026, 1, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Ends the longer waits, too.</summary>
    public bool AllEnd { get; init; }

    public IReadOnlyList<TimeSpan> Waits => [.. _waits];

    public override DateTimeOffset GetUtcNow() => Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var ends = dueTime >= TimeSpan.Zero && (AllEnd || dueTime <= TimeSpan.FromMinutes(1));
        if (ends)
            _waits.Enqueue(dueTime);
        return new Timer(ends ? System.CreateTimer(callback, state, TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan) : null);
    }

    private sealed class Timer(ITimer? inner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => inner?.Dispose();

        public System.Threading.Tasks.ValueTask DisposeAsync() => inner?.DisposeAsync() ?? default;
    }
}
