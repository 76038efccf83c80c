using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Migration.ParallelRun;

/// <summary>What keeps a verdict away: too little evidence, or evidence that is none.</summary>
internal static class EvidenceReasons
{
    public static IEnumerable<ParallelRunReason> Find(
        ParallelRunResult result,
        SliGrid manual,
        SliGrid automated,
        IntervalCounts counts,
        decimal? target
    )
    {
        foreach (var (side, name) in new[] { (manual, "manual"), (automated, "automated") })
        {
            if (side.Numbers == 0)
                yield return Lack(
                    "NoData",
                    $"The {name} side has no number from {UtcTime.Text(result.From)} to {UtcTime.Text(result.To)}",
                    "Check its query, and that its rules are loaded since then"
                );
            if (side.Malformed > 0)
                yield return Lack(
                    "Malformed",
                    $"The {name} side has {Points(side.Malformed)} that are infinite or negative counts",
                    "Check what it divides by"
                );
            if (side.OutOfRange > 0)
                yield return Lack(
                    "OutOfRange",
                    $"The {name} side has {Points(side.OutOfRange)} outside of 0 to 1, so it is not an error ratio",
                    "Give bad events divided by all events"
                );
            if (side.Repeated > 0)
                yield return Lack(
                    "Repeated",
                    $"The {name} side has more than one point in "
                        + $"{ParallelRunNumbers.Intervals(side.Repeated)} of "
                        + $"{PrometheusDuration.Format(result.Step)}",
                    "Give one point for each interval, or a shorter step"
                );
        }

        var tolerance = result.Tolerance;
        if (result.To - result.From < tolerance.LeastTime)
            yield return Lack(
                "TooShort",
                $"{PrometheusDuration.Format(result.To - result.From)} are compared, and it "
                    + $"takes {PrometheusDuration.Format(tolerance.LeastTime)}",
                "Let both sides run for longer, or give a longer window"
            );
        if (result.Coverage < tolerance.Coverage)
            yield return Lack(
                "Coverage",
                $"Only {ParallelRunNumbers.Percent(result.Coverage)} of the intervals are known on both sides, and it takes "
                    + $"{ParallelRunNumbers.Percent(tolerance.Coverage)}: {NumberText.Plain(result.OnlyManual)} on the "
                    + $"manual side alone, {NumberText.Plain(result.OnlyAutomated)} on the automated side alone, "
                    + $"{NumberText.Plain(result.Missing)} on none",
                "Find out why points are missing, or compare a later time"
            );
        if (counts.LongestGap * result.Step.Ticks > tolerance.LongestGap.Ticks && manual.Numbers > 0 && automated.Numbers > 0)
        {
            var end = result.From.AddTicks((counts.LongestGapEnd + 1) * result.Step.Ticks);
            yield return Lack(
                "Gap",
                $"From {UtcTime.Text(end.AddTicks(-counts.LongestGap * result.Step.Ticks))} "
                    + $"to {UtcTime.Text(end)} one of the sides is not known",
                "Compare a time without such a gap"
            );
        }

        if (!ParallelRunJudge.HasEnough(result) && manual.Numbers > 0 && automated.Numbers > 0)
            yield return Lack(
                "TooFew",
                $"{NumberText.Plain(result.Compared)} of {NumberText.Plain(result.Intervals)} intervals "
                    + $"have a ratio on both sides, and it takes {ParallelRunNumbers.Percent(tolerance.Compared)} of them",
                "Compare a time with more traffic"
            );
        if (target is null)
            yield return Lack("NoTarget", "Neither side has a target, so the error budgets cannot be compared", "Give the target");
    }

    public static IEnumerable<ParallelRunReason> FindForAlerts(ParallelRunResult result, ParallelRunSide manual, ParallelRunSide automated)
    {
        foreach (var lack in new[] { manual.AlertsLack, automated.AlertsLack })
        {
            if (lack is not null)
                yield return Lack("AlertsUnknown", lack, "Load the alert rules of both sides, or compare without alerts");
        }

        if (result.Alerts is null && manual.AlertsLack is null && automated.AlertsLack is null)
            yield return new ParallelRunReason(
                "AlertsNotCompared",
                "The alerts of one side are not known, and were not compared",
                "Compare in the Prometheus that evaluates both sides to see whether their alerts agree"
            );
    }

    private static ParallelRunReason Lack(string code, string message, string guidance) => new(code, message, guidance) { IsLack = true };

    private static string Points(int count) => CountText.Of(count, "point");
}

/// <summary>Tolerances that are exceeded.</summary>
internal static class ToleranceReasons
{
    public static IEnumerable<ParallelRunReason> Find(ParallelRunResult result)
    {
        var tolerance = result.Tolerance;
        if (result.Sli is { } sli && result.Budget is { } budget)
        {
            var allowed = 1 - (double)budget.Target;
            var share = sli.MeanAbsolute / allowed;
            if (share > tolerance.SliDifference)
                yield return Difference(
                    "SliDiffers",
                    $"The SLIs differ by {ParallelRunNumbers.Percent(sli.MeanAbsolute)} on average, "
                        + $"{ParallelRunNumbers.Percent(share)} of the error budget, and "
                        + $"{ParallelRunNumbers.Percent(tolerance.SliDifference)} are tolerated; the most at "
                        + $"{UtcTime.Text(sli.MaxAt)}: {ParallelRunNumbers.Percent(sli.MaxManual)} manual, "
                        + $"{ParallelRunNumbers.Percent(sli.MaxAutomated)} automated"
                );
            if (Math.Abs(budget.Difference) > tolerance.BudgetDifference)
                yield return Difference(
                    "BudgetDiffers",
                    $"The manual side has consumed {ParallelRunNumbers.Percent(budget.Manual)} of the error budget, the "
                        + $"automated side {ParallelRunNumbers.Percent(budget.Automated)}, and "
                        + $"{ParallelRunNumbers.Percent(tolerance.BudgetDifference)} of difference are tolerated"
                );
            if (budget.OneSided > tolerance.BudgetDifference)
                yield return Difference(
                    "BudgetOneSided",
                    $"{ParallelRunNumbers.Percent(budget.OneSided)} of the error budget are consumed in intervals that only one side knows"
                );
        }

        if (result.Alerts is { } alerts && alerts.OnlyManual.Count + alerts.OnlyAutomated.Count > tolerance.UnmatchedAlerts)
        {
            var all = alerts
                .OnlyManual.Select(a => (Alert: a, Side: "manual"))
                .Concat(alerts.OnlyAutomated.Select(a => (Alert: a, Side: "automated")))
                .OrderBy(a => a.Alert.From)
                .ToArray();
            yield return Difference(
                "AlertsDiffer",
                $"{CountText.Of(all.Length, "alert has", "alerts have")} fired on one "
                    + $"side alone, the first of them on the {all[0].Side} side: '{all[0].Alert.Name}' at "
                    + $"{UtcTime.Text(all[0].Alert.From)}"
            );
        }
    }

    private static ParallelRunReason Difference(string code, string message) => new(code, message) { IsDifference = true };
}

/// <summary>Intervals for which one side has no number: a guard against zero traffic is missing, or points are.</summary>
internal static class GuardReasons
{
    public static IEnumerable<ParallelRunReason> Find(ParallelRunSubject subject, SliGrid manual, SliGrid automated)
    {
        foreach (
            var (side, other, name, otherName) in new[]
            {
                (manual, automated, "manual", "automated"),
                (automated, manual, "automated", "manual"),
            }
        )
        {
            if (side.Numbers == 0)
                continue;
            var (bare, absent, zero, firstBare, firstAbsent) = (0, 0, 0, -1, -1);
            for (var i = 0; i < side.States.Length; i++)
            {
                if (side.States[i] == IntervalState.NaN && other.States[i] != IntervalState.NaN && bare++ == 0)
                    firstBare = i;
                if (side.States[i] != IntervalState.Absent || other.States[i] != IntervalState.Value)
                    continue;
                if (absent++ == 0)
                    firstAbsent = i;
                if (other.Ratios[i] == 0)
                    zero++;
            }

            if (bare > 0)
                yield return new ParallelRunReason(
                    "ZeroTrafficGuard",
                    $"The {name} side is NaN in {ParallelRunNumbers.Intervals(bare)} where the {otherName} "
                        + $"side is not, the first at {At(firstBare)}: it divides by zero traffic",
                    "Divide by (total > 0), so that there is no sample without traffic; NaN spoils every average and every sum"
                );
            if (absent > 0 && zero == absent)
                yield return new ParallelRunReason(
                    "ZeroTrafficGuard",
                    $"The {name} side has no point in {ParallelRunNumbers.Intervals(absent)} where the {otherName} "
                        + $"side is 0, the first at {At(firstAbsent)}: without traffic one side has no sample, and the other one "
                        + $"a 0",
                    "Decide what no traffic means: a 0 makes an average over time look better than the service is"
                );
            else if (absent > 0)
                yield return new ParallelRunReason(
                    "PointsMissing",
                    $"The {name} side has no point in {ParallelRunNumbers.Intervals(absent)} where "
                        + $"the {otherName} side has one, the first at {At(firstAbsent)}",
                    "Look for scrapes, series or rule evaluations that are missing there"
                );
        }

        string At(int slot) => UtcTime.Text(subject.From.AddTicks(slot * subject.Step.Ticks));
    }
}

/// <summary>Numbers in the sentences of a parallel run.</summary>
internal static class ParallelRunNumbers
{
    /// <summary>A ratio as percent with three significant digits, or as many as it has.</summary>
    public static string Percent(double ratio) => Significant(ratio * 100) + "%";

    /// <summary>So many intervals.</summary>
    public static string Intervals(int count) => CountText.Of(count, "interval");

    /// <summary>A number with three significant digits, or more before its point.</summary>
    public static string Significant(double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value) || Math.Abs(value) >= 1e15)
            return NumberText.Plain(value);
        if (value == 0 || Math.Abs(value) < 1e-12)
            return "0";
        var digits = Math.Max(0, Math.Min(15, 2 - (int)Math.Floor(Math.Log10(Math.Abs(value)))));
        return NumberText.Plain(Math.Round((decimal)value, digits, MidpointRounding.AwayFromZero));
    }
}
