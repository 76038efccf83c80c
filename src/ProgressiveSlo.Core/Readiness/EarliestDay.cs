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
            // Nothing is known of the traffic, so time alone can be told; and what a day is worth, where the plan says it.
            var least = checks.OfType<EvidenceStrengthCheck>().Max(c => c.LeastDays(context));
            var days = Math.Max(Math.Max(record.Length, PhaseDurationCheck.PlannedDays(context.Phase)), least);
            return days > MostDays ? null : record.From.AddDays(days);
        }

        var judged = checks.Where(FollowsFromRecord).ToArray();
        bool IsOpen(int more)
        {
            var later = context with { Record = record.WithPerfectDays(more) };
            later = later with { Evidence = RecordEvidence.Cut(context.Evidence, later.Record!) };
            return judged.All(c => c.Evaluate(later) is not { Blocks: true });
        }

        if (IsOpen(0))
            return record.To;
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

        return record.To.AddDays(high);
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
