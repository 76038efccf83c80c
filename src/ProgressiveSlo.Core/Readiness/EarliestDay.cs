namespace ProgressiveSlo.Readiness;

/// <summary>The first day on which a gate could open if nothing bad happens any more.</summary>
internal static class EarliestDay
{
    // Beyond ten years nobody plans.
    private const int MostDays = 3650;

    /// <summary>
    /// Lets the checks that follow from the record alone judge it as it will be. What people or servers must add, such as attested
    /// criteria or missing incidents, could be there tomorrow.
    /// </summary>
    /// <param name="context">What was judged; has a record.</param>
    /// <param name="checks">The checks.</param>
    /// <returns>Midnight (UTC) of the day, or null where the gate would stay closed for ten years.</returns>
    public static DateTime? Find(ReadinessContext context, IReadOnlyList<IReadinessCheck> checks)
    {
        var record = context.Record!;
        if (record.Total == 0)
        {
            // Nothing is known of the traffic, so time alone can be told; what a day is worth, where the plan says it; and how long it
            // takes until the days without data are a small enough part of the record.
            var least = checks.OfType<EvidenceStrengthCheck>().Max(c => c.LeastDays(context));
            var days = Math.Max(Math.Max(record.Length, PhaseDurationCheck.PlannedDays(context.Phase)), least);
            var covered = record.Length == 0 ? 0 : FewestDays(context, [.. checks.OfType<CoverageCheck>()]);
            return days > MostDays || covered is null ? null : record.From.AddDays(Math.Max(days, record.Length + covered.Value));
        }

        return FewestDays(context, [.. checks.Where(FollowsFromRecord)]) is { } more ? record.To.AddDays(more) : null;
    }

    // More days without a failure until none of the checks blocks; null where it would be years.
    private static int? FewestDays(ReadinessContext context, IReadinessCheck[] checks)
    {
        bool IsOpen(int more)
        {
            var later = context with { Record = context.Record!.WithPerfectDays(more) };
            later = later with { Evidence = RecordEvidence.Cut(context.Evidence, later.Record!) };
            return checks.All(c => c.Evaluate(later) is not { Blocks: true });
        }

        if (IsOpen(0))
            return 0;
        int low = 0,
            high = 1;
        while (!IsOpen(high))
        {
            if (high == MostDays)
                return null;
            low = high;
            high = Math.Min(MostDays, high * 2);
        }

        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (IsOpen(middle))
                high = middle;
            else
                low = middle;
        }

        return high;
    }

    private static bool FollowsFromRecord(IReadinessCheck check) =>
        check
            is PhaseDurationCheck
                or AvailabilityCheck
                or CoverageCheck
                or EvidenceStrengthCheck
                or ConsecutiveDaysCheck
                or StabilityCheck
                or ErrorBudgetCheck
                or ExclusionsCheck;
}
