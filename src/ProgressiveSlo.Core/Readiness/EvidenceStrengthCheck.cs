using ProgressiveSlo.Phases;
using ProgressiveSlo.Statistics;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Readiness;

/// <summary>
/// The counts of the record speak strongly enough for a service that is better than its target: <see cref="StrengthOfEvidence"/>. It may
/// be looked at every day.
/// </summary>
internal sealed class EvidenceStrengthCheck : IReadinessCheck
{
    /// <summary>The check's name.</summary>
    public const string Name = "Demonstrated";

    /// <summary>The fewest days with traffic: fewer say nothing of how errors gather, however many events they have.</summary>
    public const int FewestDays = 5;

    private const string Ratio = "the indicator is a ratio and has no counts of events";

    // Waived for what has no counts.
    private const string OfCounts = "counts";

    private static readonly GateSetting _mode = GateSetting.Choice(
        "demonstrated",
        "Whether the counts of days must demonstrate the target; `counts`: not for an indicator that is a ratio and has none",
        "required",
        OfCounts,
        "shown"
    );
    private static readonly GateSetting _strength = GateSetting.Number(
        "strength",
        5m,
        1m,
        1_000_000m,
        "Strength of evidence that is needed"
    );
    private static readonly GateSetting _strict = GateSetting.Number("strengthStrict", 20m, 1m, 1_000_000m, "The same with -Strict");

    public IReadOnlyList<GateSetting> Settings => [_mode, _strength, _strict];

    /// <summary>The strength that -Strict asks for.</summary>
    public static decimal StrictStrength(GateSettings settings) => settings.Number(_strict);

    /// <summary>Natural logarithm of the strength that is needed.</summary>
    public static double LogNeeded(ReadinessContext context) =>
        // Twice as much for each new record leaves the range of a double after a thousand of them, so logarithms are compared.
        Math.Log(First(context)) + (((context.Planned?.RecordNumber ?? 1) - 1) * Math.Log(2));

    public ReadinessCheck? Evaluate(ReadinessContext context)
    {
        var record = context.Record!;
        var target = context.Phase.Targets.Availability;
        var number = context.Planned?.RecordNumber ?? 1;

        var first = First(context);
        var logNeeded = LogNeeded(context);
        var strength = logNeeded < StrengthText.LargestLog ? first * Math.Pow(2, number - 1) : StrengthText.FromLog(logNeeded);
        var trials = context.Planned?.TrialsPerDay;

        // Asked for by name, it decides whatever the profile says.
        var mode = context.Options.Strict ? null : context.Settings.Choice(_mode);
        if (!record.HasCounts && mode == OfCounts)
            return GateOutcome.Waived(Name, "strength", Ratio);
        if (mode == OfCounts)
            mode = null;
        if (!record.HasCounts)
            return GateOutcome.Of(
                mode,
                Name,
                CheckStatus.Unknown,
                null,
                strength,
                "strength",
                _ =>
                    $"Strength of evidence for {NumberText.PercentShort(target)} unknown: {Ratio}. A profile may say `demonstrated: counts`"
            );
        var shown = new Demonstration(record, context.Phase, (strength, logNeeded), trials, number);
        return GateOutcome.Of(mode, Name, shown.Status, shown.Strength, strength, "strength", _ => shown.Describe());
    }

    /// <summary>
    /// The days that the strength takes even without a failure, as far as that is known before there is any traffic: where a day counts
    /// as so many trials, whatever its events. 0 where nothing is known, or the check does not decide.
    /// </summary>
    public long LeastDays(ReadinessContext context) =>
        context.Planned?.TrialsPerDay is { } trials && Evaluate(context) is { Blocks: true, Target: { } strength }
            ? DaysOfTrials(trials, (double)(1m - context.Phase.Targets.Availability), Math.Log(strength), 1, 1) ?? long.MaxValue
            : 0;

    private static double First(ReadinessContext context) => (double)context.Settings.Number(context.Options.Strict ? _strict : _strength);

    // So many events that the trials alone limit what a day is worth.
    private static long? DaysOfTrials(double trials, double budget, double logStrength, int daysWithTraffic, int days) =>
        PerfectRecord.DaysNeeded(1_000_000_000L * days, daysWithTraffic, days, budget, logStrength, trials, FewestDays);

    private sealed class Demonstration
    {
        private readonly GateRecord _record;
        private readonly SloPhase _phase;
        private readonly decimal _target;
        private readonly (double Strength, double Log) _needed;
        private readonly double? _trials;
        private readonly int _number;
        private readonly double _budget;
        private readonly double _log;

        public Demonstration(GateRecord record, SloPhase phase, (double Strength, double Log) needed, double? trials, int number)
        {
            (_record, _phase, _needed, _trials, _number) = (record, phase, needed, trials, number);
            _target = phase.Targets.Availability;
            _budget = (double)(1m - _target);
            if (record.DaysWithTraffic < FewestDays || EffectiveSample.Of(record.Counts, trials) is not { } sample)
            {
                Status = CheckStatus.Unknown;
                return;
            }

            var log = StrengthOfEvidence.Log(sample.Bad, sample.Total, _budget);
            Strength = StrengthText.FromLog(log);
            _log = log;
            Status =
                log >= needed.Log ? CheckStatus.Pass
                : CanReach() ? CheckStatus.Fail
                : CheckStatus.Unknown;
        }

        public CheckStatus Status { get; }

        public double? Strength { get; }

        public string Describe()
        {
            var data =
                $"{CountText.Of(_record.Bad, "bad event")} of {CountText.Whole(_record.Total)} in {CountText.Of(_record.Length, "day")} to "
                + UtcTime.DateText(_record.To.AddDays(-1));
            var target = NumberText.PercentShort(_target);
            if (Strength is not { } strength)
                return $"Strength of evidence for {target} unknown: there {(_record.DaysWithTraffic == 1 ? "is" : "are")} "
                    + $"{CountText.Of(_record.DaysWithTraffic, "day")} with traffic, and it takes at least {CountText.Whole(FewestDays)}"
                    + Wait();
            var (actual, needed) = StrengthText.Pair(strength, _log, _needed.Strength, _needed.Log);
            var text = $"Strength of evidence {actual}, {needed} needed for {target}: {data}";
            if (_number > 1)
                text += $". This is record {CountText.Whole(_number)} of the phase, and each new one needs twice the strength";
            return Status == CheckStatus.Unknown ? text + Wait() : text;
        }

        // Not even without a failure: then nothing has failed, and time or traffic is what is missing.
        private bool CanReach() =>
            StrengthOfEvidence.ReachesLog(
                0,
                EffectiveSample.Perfect(_record.Total, _record.DaysWithTraffic, _trials).Total,
                _budget,
                _needed.Log
            )
            || _record.Bad >= _record.Total * _budget;

        // How long it takes; and, where that is longer than the phase, what to do about it: that is known from the first day on.
        private string Wait()
        {
            var (known, busy, events) = _record.Traffic();
            var isIdle = events == 0;
            if (isIdle)
                (known, busy) = (1, 1);
            var limit = _trials is { } trials ? DaysOfTrials(trials, _budget, _needed.Log, busy, known) : 0;
            if (isIdle && limit == 0)
                return "";
            var needed = isIdle ? limit : PerfectRecord.DaysNeeded(events, busy, known, _budget, _needed.Log, _trials, FewestDays);

            // Days that tell nothing do not come nearer to it.
            needed += isIdle ? 0 : _record.Length - known;
            limit += isIdle ? 0 : _record.Length - known;
            var planned = PhaseDurationCheck.PlannedDays(_phase);
            var isEnough = needed <= planned;
            if (isEnough && Strength is null && busy == known)
                return "";
            var days = needed is { } number ? CountText.Of(number, "day") : "more than a thousand million days";
            var takes =
                needed == limit && _trials is { } each
                    ? $". A day counts as {Trials(each)}, however many events it has (trialsPerDay), so it takes {days} even "
                        + "without a failure"
                    : $". At the traffic seen it takes {days} even without a failure";
            if (isEnough)
                return takes + $": look again on {UtcTime.DateText(_record.From.AddDays(needed!.Value))}";
            return takes
                + $", and {(_phase.DurationDays is null ? "an ongoing phase is judged after" : $"{_phase.Name} is planned for")} "
                + $"{CountText.Whole(planned)}. What helps: a longer phase, a lower target, or one SLO for several services (SRE Workbook, "
                + "chapter 5)";
        }

        private static string Trials(double trials) =>
            NumberText.Plain(trials) + (trials == 1 ? " independent trial" : " independent trials");
    }
}

/// <summary>Strengths of evidence for people, and as numbers that every report can hold.</summary>
internal static class StrengthText
{
    // E leaves the range of a double beyond e^709, and JSON has no infinity.
    public const double LargestLog = 690;

    // From here on a power of ten is easier to read.
    private const double ManyDigits = 1e6;

    /// <summary>The strength of a logarithm, at most e^690.</summary>
    public static double FromLog(double log) => Math.Exp(Math.Min(log, LargestLog));

    /// <summary><c>12.3</c>, <c>1230</c>; <c>over a million</c> where more digits say nothing more.</summary>
    public static string Of(double strength) =>
        strength > ManyDigits ? "over a million" : NumberText.Brief(Math.Round(strength, strength >= 100 ? 0 : 1));

    /// <summary>A strength and the one that is needed, with their natural logarithms.</summary>
    public static (string Actual, string Needed) Pair(double strength, double log, double needed, double logNeeded)
    {
        var wanted = needed < ManyDigits ? NumberText.Plain(needed) : OfLog(logNeeded);
        if (strength > ManyDigits)
            return (needed < ManyDigits ? Of(strength) : OfLog(log), wanted);
        return strength >= 100 && Of(strength) != wanted ? (Of(strength), wanted) : (NumberText.Pair(strength, needed).Actual, wanted);
    }

    // Four digits, and the power of ten: also beyond the range of a double.
    private static string OfLog(double log)
    {
        var tens = log / Math.Log(10);
        var power = (int)Math.Floor(tens);
        var digits = Math.Round(Math.Pow(10, tens - power), 3);
        if (digits >= 10)
            (digits, power) = (1, power + 1);
        return NumberText.Plain(digits) + "e+" + power.ToString(CultureInfo.InvariantCulture);
    }
}
