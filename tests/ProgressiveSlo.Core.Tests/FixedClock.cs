using ProgressiveSlo.Time;

namespace ProgressiveSlo.Core.Tests;

internal sealed class FixedClock(DateTime now) : IClock
{
    public static FixedClock Default { get; } = new(new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc));

    public DateTime UtcNow { get; } = now;
}
