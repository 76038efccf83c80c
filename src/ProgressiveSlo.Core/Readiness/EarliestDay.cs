namespace ProgressiveSlo.Readiness;

/// <summary>The first day on which a gate could open if nothing bad happens any more.</summary>
internal static class EarliestDay
{
    // Beyond ten years nobody plans.
    private const int MostDays = 3650;

    // The most days that a check may ask for in a row.
    private const int LongestStreak = 366;

    /// <summary>
    /// Lets the checks that follow from the record alone judge it as it will be. What people or servers must add, such as attested
    /// criteria or missing incidents, could be there tomorrow.
    /// </summary>
    /// <param name="context">What was judged; has a record.</param>
    /// <param name="checks">The checks, in their order.</param>
    /// <returns>Midnight (UTC) of the day, or null where the gate would stay closed for ten years.</returns>
    public static DateTime? Find(ReadinessContext context, IReadOnlyList<IReadinessCheck> checks)
    {
        var record = context.Record!;
        if (record.Total == 0)
        {
            // Nothing is known of the traffic, so time alone can be told; what a day is worth, where the plan says it; and how long it
            // takes until the days without data are a small enough part of the record. Before there was some, no gate opens.
            var least = checks.OfType<EvidenceStrengthCheck>().Max(c => c.LeastDays(context));
            var days = Math.Max(Math.Max(record.Length, PhaseDurationCheck.PlannedDays(context.Phase)), least);
            var covered = record.Length == 0 ? 0 : FewestDays(context, [.. checks.OfType<CoverageCheck>()]);
            var busy = checks.OfType<EvidenceStrengthCheck>().Any(c => c.Evaluate(context) is { Blocks: true })
                ? EvidenceStrengthCheck.FewestDays
                : 1;
            return days > MostDays || covered is null
                ? null
                : record.From.AddDays(Math.Max(days, record.Length + Math.Max(busy, covered.Value)));
        }

        return FewestDays(context, [.. checks.Where(FollowsFromRecord)]) is { } more ? record.To.AddDays(more) : null;
    }

    /// <summary>Whether a gate is open for a record, as far as that follows from the record alone.</summary>
    /// <param name="context">The phase and its thresholds; its own record does not matter.</param>
    /// <param name="record">The record.</param>
    /// <param name="checks">The checks, in their order.</param>
    public static bool IsOpen(ReadinessContext context, GateRecord record, IReadOnlyList<IReadinessCheck> checks) =>
        AllPass(context, record, [.. checks.Where(FollowsFromRecord)]);

    private static bool AllPass(ReadinessContext context, GateRecord record, IReadinessCheck[] checks)
    {
        var outcomes = new List<ReadinessCheck>(checks.Length);
        var later = context with { Record = record, Outcomes = outcomes, Evidence = RecordEvidence.Cut(context.Evidence, record) };
        return checks.All(c => !Blocks(c, later, outcomes));
    }

    // More days without a failure until none of the checks blocks; null where it would be years. A gate that is open may close again, when
    // a busy day leaves a window and a quiet one enters: so an open day shows how far to look, and each day before it is tried while there
    // are windows with days that were.
    private static int? FewestDays(ReadinessContext context, IReadinessCheck[] checks)
    {
        var (length, reach) = (context.Record!.Length, context.Record);
        bool IsOpen(int more)
        {
            if (length + more > reach.Length)
                reach = context.Record.WithPerfectDays(more);
            return AllPass(context, reach.First(length + more), checks);
        }

        // Days without data weigh less with each further day, so that these are found by bisection; nothing is open before.
        if (FewestCovered(context, checks) is not { } covered)
            return null;
        if (IsOpen(covered))
            return covered;
        var high = Math.Max(1, covered);
        while (!IsOpen(high))
        {
            if (high == MostDays)
                return null;
            high = Math.Min(MostDays, high * 2);
        }

        var low = covered;
        var steady = Math.Min(high, Math.Max(covered, context.WindowDays + LongestStreak));
        while (++low < steady)
        {
            if (IsOpen(low))
                return low;
        }

        // By then all windows lie in days without a failure, and what is left, strength and shares of the record, only gets better: so a
        // day years ahead is found by bisection, and not by judging thousands of records of thousands of days.
        for (low--; high - low > 1; )
        {
            var middle = (low + high) / 2;
            if (IsOpen(middle))
                high = middle;
            else
                low = middle;
        }

        return high;
    }

    private static int? FewestCovered(ReadinessContext context, IReadinessCheck[] checks)
    {
        if (checks.OfType<CoverageCheck>().FirstOrDefault() is not { } check)
            return 0;
        bool IsCovered(int more) =>
            check.Evaluate(context with { Record = more == 0 ? context.Record : context.Record!.WithPerfectDays(more) })
                is not { Blocks: true };
        if (IsCovered(0))
            return 0;
        var (low, high) = (0, MostDays);
        if (!IsCovered(high))
            return null;
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (IsCovered(middle))
                high = middle;
            else
                low = middle;
        }

        return high;
    }

    private static bool Blocks(IReadinessCheck check, ReadinessContext context, List<ReadinessCheck> outcomes)
    {
        if (check is CriteriaCheck)
            return CriteriaCheck.IsMeasuredOpen(context);
        if (check.Evaluate(context) is not { } outcome)
            return false;
        outcomes.Add(outcome);

        // A latency that is not known may come to be known tomorrow.
        return outcome.Blocks && (check is not LatencyCheck || outcome.Outcome == CheckStatus.Fail);
    }

    private static bool FollowsFromRecord(IReadinessCheck check) =>
        check
            is PhaseDurationCheck
                or AvailabilityCheck
                or CoverageCheck
                or EvidenceStrengthCheck
                or ConsecutiveDaysCheck
                or LatencyCheck
                or StabilityCheck
                or CriteriaCheck
                or ErrorBudgetCheck
                or ExclusionsCheck;
}
