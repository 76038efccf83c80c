using System;

namespace ProgressiveSlo.PromQL;

/// <summary>A duration such as <c>5m</c> or <c>1h30m</c>.</summary>
public sealed class DurationLiteral : PromQlDuration
{
    /// <summary>Makes a duration.</summary>
    /// <param name="value">Whole milliseconds, more than zero.</param>
    /// <param name="span">Where it stood.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not more than zero, or has parts of a millisecond.</exception>
    public DurationLiteral(TimeSpan value, PromQlSpan span = default)
        : base(span)
    {
        if (value <= TimeSpan.Zero || value.Ticks % TimeSpan.TicksPerMillisecond != 0)
            throw new ArgumentOutOfRangeException(nameof(value), value, "A duration is a whole number of milliseconds, more than zero.");
        Value = value;
    }

    /// <summary>The duration.</summary>
    public TimeSpan Value { get; }
}
