using System.Collections.Generic;

namespace ProgressiveSlo.Migration;

/// <summary>A challenge that organisations meet on the way to SLO-as-code, and what helps.</summary>
/// <param name="Name">Its name, for example <c>Alert fatigue</c>.</param>
/// <param name="Helps">What helps, in the order in which to try it.</param>
public sealed record Challenge(string Name, IReadOnlyList<string> Helps)
{
    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
