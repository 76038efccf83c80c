using System;

namespace ProgressiveSlo.Readiness;

/// <summary>What it takes to call a target demonstrated.</summary>
/// <param name="Target">Ratio, 0 &lt; target &lt; 1.</param>
/// <param name="Confidence">One-sided, ½ or more and below 1.</param>
/// <param name="WindowDays">Days that a look takes in, 1 or more.</param>
/// <param name="Looks">Consecutive daily looks on which the bound must hold, 1 or more.</param>
/// <param name="NeweyWest">Whether errors of neighbouring days may belong to one incident.</param>
internal sealed record DemonstrationRule(decimal Target, double Confidence, int WindowDays, int Looks, bool NeweyWest = false)
{
    /// <summary>The days of evidence with which every look has its full window.</summary>
    public int FullDays => WindowDays + Looks - 1;
}
