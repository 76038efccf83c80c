using System;
using System.Collections.Generic;

namespace ProgressiveSlo.Migration;

/// <summary>An incident for which both sides fired.</summary>
/// <param name="Manual">From the first manual alert of it to the end of the last.</param>
/// <param name="Automated">From the first automated alert of it to the end of the last.</param>
public sealed record AlertMatch(FiringInterval Manual, FiringInterval Automated)
{
    /// <summary>Start of the automated alert minus start of the manual one: negative when the automated one was earlier.</summary>
    public TimeSpan LeadTime => Automated.From - Manual.From;
}
