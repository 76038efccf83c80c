using System;
using System.Collections.Generic;
using System.Globalization;

namespace ProgressiveSlo.Migration;

/// <summary>Services of one tier that are migrated together.</summary>
/// <param name="Number">Number, from 1.</param>
/// <param name="Tier">The tier, in the words of the catalog; null for services without one.</param>
/// <param name="Services">The services, in order.</param>
/// <param name="StartDate">First day, UTC midnight.</param>
/// <param name="EndDate">The day after the last one, UTC midnight.</param>
public sealed record MigrationWave(int Number, string? Tier, IReadOnlyList<string> Services, DateTime StartDate, DateTime EndDate)
{
    /// <summary>For example <c>wave 2 (silver)</c>.</summary>
    public override string ToString() => "wave " + Number.ToString(CultureInfo.InvariantCulture) + " (" + (Tier ?? "no tier") + ")";
}
