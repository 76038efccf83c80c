using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Statistics;

namespace ProgressiveSlo.Forecasting;

/// <summary>
/// What the checks of a plan's gate ask of a record, as thresholds: for a gate that is asked on each day of a thousand paths. Checks that
/// have no threshold here, or a record with gaps, leave the last word to the gate itself (<see cref="NeedsGate"/>).
/// </summary>
internal sealed class GateThresholds
{
    private const string Required = "required";

    /// <param name="context">The phase, its record so far (empty for a phase to come), and its thresholds.</param>
    /// <param name="tables">Quantiles that all gates share.</param>
    public GateThresholds(ReadinessContext context, StudentTable tables)
    {
        var (settings, phase, planned) = (context.Settings, context.Phase, context.Planned!);
        var record = context.Record!;
        Context = context;
        Tables = tables;
        Target = phase.Targets.Availability;
        Budget = (double)(1m - Target);
        Window = context.WindowDays;
        Days = Math.Max(1, IsRequired(settings, "phaseDuration") ? PhaseDurationCheck.PlannedDays(phase) : 1);
        NeedsAvailability = IsRequired(settings, "availability");
        if (context.Options.Strict || settings.Choice(ReadinessGate.Settings["demonstrated"]) != GateOutcome.Shown)
            Strength = new CriticalCurve(Budget, EvidenceStrengthCheck.LogNeeded(context));
        Trials = planned.TrialsPerDay;
        Consecutive = ConsecutiveDaysCheck.Needed(settings);
        if (IsRequired(settings, "errorBudget"))
            ForbiddenFrom = (context.Policy ?? [])
                .Where(s => s.Forbids.Contains(ErrorBudgetPolicyStep.Promotion))
                .Select(s => (decimal?)s.Consumed)
                .Min();
        var stability = settings.Choice(ReadinessGate.Settings["stability"]);
        if (stability != GateOutcome.Shown)
            MostDeviation = (double)settings.Number(ReadinessGate.Settings["availabilityStdDevMax"]);
        NeedsTwoDays = stability == Required;
        SetGaps(record, settings);
        SetLatency(phase, settings, planned);
        SetCriteria(context, planned);
    }

    /// <summary>The gate itself.</summary>
    public ReadinessContext Context { get; }

    public StudentTable Tables { get; }

    public decimal Target { get; }

    public double Budget { get; }

    /// <summary>Days of the SLO's window.</summary>
    public int Window { get; }

    /// <summary>The fewest days of the record, 1 or more.</summary>
    public int Days { get; private set; }

    public bool NeedsAvailability { get; }

    /// <summary>The strength that is needed; null where it does not decide.</summary>
    public CriticalCurve? Strength { get; }

    /// <summary>Independent trials of a day; null for no limit.</summary>
    public double? Trials { get; }

    /// <summary>Consecutive days that are needed; 0 for none.</summary>
    public int Consecutive { get; private set; }

    /// <summary>Share of the budget from which promotions are forbidden; null for never.</summary>
    public decimal? ForbiddenFrom { get; }

    /// <summary>Largest standard deviation of the availability of days; null where it does not decide.</summary>
    public double? MostDeviation { get; }

    /// <summary>Whether the deviation must be known.</summary>
    public bool NeedsTwoDays { get; }

    /// <summary>Days of the record so far that have no data, and that are excluded: sums of parts.</summary>
    public (double Missing, double Excluded) Gaps { get; private set; }

    public double LeastCoverage { get; private set; }

    public double MostExcluded { get; private set; } = 1;

    /// <summary>Largest share of slow days, and what is slow, where that decides.</summary>
    public (double Most, double P95, double P99) Slow { get; private set; } = (1, double.MaxValue, double.MaxValue);

    /// <summary>Whether the thresholds here are needed and not enough, so that the gate itself is asked in the end.</summary>
    public bool NeedsGate { get; private set; }

    private static bool IsRequired(GateSettings settings, string key) => settings.Choice(ReadinessGate.Settings[key]) == Required;

    private void SetGaps(GateRecord record, GateSettings settings)
    {
        double missing = 0,
            expected = 0;
        for (var i = 0; i < record.Length; i++)
        {
            missing += record.Expected(i) - record.Covered(i);
            expected += record.Expected(i);
        }

        Gaps = (missing, record.Length - expected);
        NeedsGate |= missing > 0 || expected < record.Length;
        if (IsRequired(settings, "coverage"))
            LeastCoverage = (double)settings.Number(ReadinessGate.Settings["coverageMin"]);
        if (IsRequired(settings, "exclusions"))
            MostExcluded = (double)settings.Number(ReadinessGate.Settings["excludedMax"]);
    }

    private void SetLatency(SloPhase phase, GateSettings settings, PlannedPhase planned)
    {
        if (!planned.MeasuresLatency)
            return;
        NeedsGate = true;
        Slow = (
            (double)settings.Number(ReadinessGate.Settings["slowDaysMax"]),
            IsRequired(settings, "latencyP95") ? phase.Targets.LatencyP95Milliseconds : double.MaxValue,
            IsRequired(settings, "latencyP99") ? phase.Targets.LatencyP99Milliseconds : double.MaxValue
        );
    }

    // What people attest is taken as met by then. Criteria that the evidence shows are thresholds where these are known.
    private void SetCriteria(ReadinessContext context, PlannedPhase planned)
    {
        if (!IsRequired(context.Settings, "criteria"))
            return;
        foreach (var criterion in planned.SuccessCriteria)
        {
            switch (criterion)
            {
                case { Completed: true } or { VerifiedBy: null } when !CriteriaCheck.IsMeasured(criterion, context):
                    break;
                case { VerifiedBy: "ConsecutiveDays", Days: { } days and > 0 }:
                    Consecutive = Math.Max(Consecutive, days);
                    break;
                case { VerifiedBy: "Coverage", Days: { } days and > 0 } when !NeedsGate:
                    Days = Math.Max(Days, days);
                    break;
                case { VerifiedBy: "Availability" } when NeedsAvailability && Strength is not null:
                    break;
                default:
                    NeedsGate = true;
                    break;
            }
        }
    }
}

/// <summary>Quantiles of Student's distribution, each worked out once.</summary>
internal sealed class StudentTable
{
    private readonly double[] _known = new double[1000];

    /// <summary><see cref="StudentT.Quantile95"/>.</summary>
    public double Quantile95(double degreesOfFreedom)
    {
        if (degreesOfFreedom >= _known.Length)
            return StudentT.Quantile95(degreesOfFreedom);
        ref var known = ref _known[(int)degreesOfFreedom];
        return known > 0 ? known : known = StudentT.Quantile95(degreesOfFreedom);
    }
}
