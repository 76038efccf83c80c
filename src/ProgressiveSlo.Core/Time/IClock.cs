using System;

namespace ProgressiveSlo.Time;

/// <summary>Tells the time, so that nothing in the domain reads the wall clock by itself.</summary>
public interface IClock
{
    /// <summary>Now, in UTC.</summary>
    DateTime UtcNow { get; }
}
