using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Migration.ParallelRun;

/// <summary>
/// Compares a manual SLO with the automated one that is to replace it: their SLIs, what they consume of the error budget, and their alerts.
/// The cost is linear in the points.
/// </summary>
public static class ParallelRunComparison
{
    /// <summary>The most intervals that are compared.</summary>
    public const int MaximumIntervals = 10_000_000;

    /// <summary>The windows that a query looks over, short to long; none for one that is not PromQL.</summary>
    /// <param name="query">The query; <c>{{.window}}</c> is none.</param>
    public static IReadOnlyList<TimeSpan> QueryWindows(string query) =>
        QueryFacts
            .Read(new ParallelRunSide([]) { Query = query ?? throw new ArgumentNullException(nameof(query)) })
            ?.Windows.OrderBy(w => w)
            .ToArray()
        ?? [];

    /// <summary>The error ratio of an indicator in one query, with <c>{{.window}}</c>; null when its data source is another one.</summary>
    /// <param name="indicator">The indicator.</param>
    public static string? ErrorRatioQuery(SloIndicator indicator) =>
        (indicator ?? throw new ArgumentNullException(nameof(indicator))).Queries switch
        {
            null => null,
            { ErrorRatio: { } ratio } => ratio,
            { Bad: { } bad } queries => $"({bad}) / ({queries.Total})",
            var queries => $"1 - ({queries.Good}) / ({queries.Total})",
        };

    /// <summary>
    /// What is wrong with a result that comes from a file: numbers that do not go together, or that do not carry its verdict. Null for
    /// nothing.
    /// </summary>
    /// <param name="result">The result.</param>
    public static string? FindProblem(ParallelRunResult result)
    {
        if (result is null)
            throw new ArgumentNullException(nameof(result));
        if (
            result.To <= result.From
            || result.Step <= TimeSpan.Zero
            || (result.To.Ticks - result.From.Ticks) / result.Step.Ticks != result.Intervals
        )
            return "From, To and Step do not make as many intervals as it says";
        if (
            new[] { result.Compared, result.Idle, result.OnlyManual, result.OnlyAutomated, result.Missing }.Any(c => c < 0)
            || (long)result.Compared + result.Idle + result.OnlyManual + result.OnlyAutomated + result.Missing != result.Intervals
        )
            return "Its intervals do not add up";
        if (!result.Agrees)
            return null;
        var holds =
            result.Sli is not null
            && result.Budget is { Target: > 0 and < 1 }
            && ParallelRunJudge.HasEnough(result)
            && (result.Compared + result.Idle) / (double)result.Intervals >= result.Tolerance.Coverage
            && result.To - result.From >= result.Tolerance.LeastTime
            && !ToleranceReasons.Find(result).Any()
            && !result.Reasons.Any(r => r.IsLack || r.IsDifference);
        return holds ? null : "It says that both sides agree, and its numbers do not";
    }

    /// <summary>Compares. It always gives a result: what is missing or malformed is a reason in it.</summary>
    /// <param name="subject">What is compared, and over which time.</param>
    /// <param name="manual">The manual side.</param>
    /// <param name="automated">The automated side.</param>
    /// <param name="tolerance">How far they may differ; null for the defaults.</param>
    /// <exception cref="ArgumentException">The time has no whole interval, or more than <see cref="MaximumIntervals"/>.</exception>
    public static ParallelRunResult Compare(
        ParallelRunSubject subject,
        ParallelRunSide manual,
        ParallelRunSide automated,
        ParallelRunTolerance? tolerance = null
    )
    {
        if (subject is null)
            throw new ArgumentNullException(nameof(subject));
        if (manual is null)
            throw new ArgumentNullException(nameof(manual));
        if (automated is null)
            throw new ArgumentNullException(nameof(automated));
        var intervals = subject.Step > TimeSpan.Zero ? (subject.To.Ticks - subject.From.Ticks) / subject.Step.Ticks : 0;
        if (intervals is < 1 or > MaximumIntervals)
            throw new ArgumentException("The time has at least one interval, and not more than ten million.", nameof(subject));

        tolerance ??= ParallelRunTolerance.Default;
        var left = new SliGrid(manual.Points, subject, (int)intervals);
        var right = new SliGrid(automated.Points, subject, (int)intervals);
        var counts = new IntervalCounts(left, right);
        var target = subject.Target ?? automated.Target ?? manual.Target;
        var limit = tolerance.SliDifference * (double)(1m - (target ?? 0.99m));
        var result = new ParallelRunResult
        {
            Service = subject.Service,
            Name = subject.Name,
            From = subject.From,
            To = subject.To,
            Step = subject.Step,
            Intervals = (int)intervals,
            Compared = counts.Compared,
            Idle = counts.Idle,
            OnlyManual = counts.OnlyManual,
            OnlyAutomated = counts.OnlyAutomated,
            Missing = counts.Missing,
            Coverage = (counts.Compared + counts.Idle) / (double)intervals,
            Sli = DifferenceMeasure.Compute(left, right, counts, subject, limit),
            Budget = BudgetMeasure.Compute(left, right, counts, target),
            Alerts = AlertMatching.Match(manual.Alerts, automated.Alerts, subject, tolerance.AlertOverlap),
            ManualQuery = manual.Query,
            AutomatedQuery = automated.Query,
            Tolerance = tolerance,
        };

        var reasons = new List<ParallelRunReason>();
        reasons.AddRange(EvidenceReasons.Find(result, left, right, counts, target));
        reasons.AddRange(ToleranceReasons.Find(result));
        reasons.AddRange(PatternReasons.Find(result, left, right, counts, limit));
        reasons.AddRange(GuardReasons.Find(subject, left, right));
        reasons.AddRange(QueryReasons.Find(manual, automated));
        if (manual.Target is { } own && automated.Target is { } other && own != other)
            reasons.Add(
                new ParallelRunReason(
                    "TargetDiffers",
                    $"The manual target is {ProgressiveSlo.Text.NumberText.PercentShort(own)}, the "
                        + $"automated one {ProgressiveSlo.Text.NumberText.PercentShort(other)}",
                    "Alerts fire at other error ratios then; budgets here are counted with one target"
                )
            );
        reasons.AddRange(EvidenceReasons.FindForAlerts(result, manual, automated));
        reasons =
        [
            .. reasons.OrderBy(r =>
                r.IsLack ? 0
                : r.IsDifference ? 1
                : 2
            ),
        ];
        return result with { Reasons = reasons, Verdict = ParallelRunJudge.Decide(result, reasons) };
    }
}

/// <summary>Makes the verdict.</summary>
internal static class ParallelRunJudge
{
    /// <summary>
    /// Both agree only where nothing is missing and every tolerance is kept. A difference that a day's worth of intervals shows is one,
    /// also
    /// where other evidence is missing.
    /// </summary>
    public static ParallelRunVerdict Decide(ParallelRunResult result, IReadOnlyList<ParallelRunReason> reasons) =>
        reasons.Any(r => r.IsDifference) && HasEnough(result) ? ParallelRunVerdict.Disagrees
        : reasons.Any(r => r.IsLack) ? ParallelRunVerdict.InsufficientEvidence
        : ParallelRunVerdict.Agrees;

    /// <summary>Whether there are enough intervals with a ratio on both sides to tell anything.</summary>
    public static bool HasEnough(ParallelRunResult result) =>
        result.Compared > 0 && result.Compared >= result.Tolerance.Compared * result.Intervals;
}
