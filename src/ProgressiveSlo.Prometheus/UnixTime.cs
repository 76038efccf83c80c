using System;

namespace ProgressiveSlo.Prometheus;

/// <summary>Times as Prometheus counts them.</summary>
internal static class UnixTime
{
    public static DateTime Epoch { get; } = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The time of a sample, to the millisecond.</summary>
    public static DateTime ToDateTime(double seconds) => Epoch.AddTicks((long)Math.Round(seconds * 1000) * TimeSpan.TicksPerMillisecond);
}
