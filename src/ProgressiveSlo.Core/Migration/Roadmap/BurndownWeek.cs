using System;

namespace ProgressiveSlo.Migration;

/// <summary>How many services are not migrated at the end of a week.</summary>
/// <param name="Week">The week, from 1.</param>
/// <param name="EndDate">The day after the last one, UTC midnight.</param>
/// <param name="Planned">By the plan.</param>
/// <param name="Actual">By the history; null for weeks after the last change.</param>
public sealed record BurndownWeek(int Week, DateTime EndDate, int Planned, int? Actual);
