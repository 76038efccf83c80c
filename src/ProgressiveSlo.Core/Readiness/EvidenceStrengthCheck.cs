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
    private const int FewestDays = 5;

    private const string Ratio = "the indicator is a ratio and has no counts of events";

    // E leaves the range of a double beyond e^709.
    private const double LargestLog = 690;

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

    public ReadinessCheck? Evaluate(ReadinessContext context)
    {
        var record = context.Record!;
        var target = context.Phase.Targets.Availability;
        var number = context.Planned?.RecordNumber ?? 1;
        var strength = (double)context.Settings.Number(context.Options.Strict ? _strict : _strength) * Math.Pow(2, number - 1);
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
        var shown = new Demonstration(record, target, strength, trials, number);
        return GateOutcome.Of(mode, Name, shown.Status, shown.Strength, strength, "strength", _ => shown.Describe());
    }

    private sealed class Demonstration
    {
        private readonly GateRecord _record;
        private readonly decimal _target;
        private readonly double _needed;
        private readonly double? _trials;
        private readonly int _number;
        private readonly double _budget;

        public Demonstration(GateRecord record, decimal target, double needed, double? trials, int number)
        {
            (_record, _target, _needed, _trials, _number) = (record, target, needed, trials, number);
            _budget = (double)(1m - target);
            if (record.DaysWithTraffic < FewestDays || EffectiveSample.Of(record.Counts, trials) is not { } sample)
            {
                Status = CheckStatus.Unknown;
                return;
            }

            var log = StrengthOfEvidence.Log(sample.Bad, sample.Total, _budget);
            Strength = Math.Exp(Math.Min(log, LargestLog));
            Status =
                log >= Math.Log(needed) ? CheckStatus.Pass
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
            var (actual, needed) = Pair(strength);
            var text = $"Strength of evidence {actual}, {needed} needed for {target}: {data}";
            if (_number > 1)
                text += $". This is record {CountText.Whole(_number)} of the phase, and each new one needs twice the strength";
            return Status == CheckStatus.Unknown ? text + Wait() : text;
        }

        // Not even without a failure: then nothing has failed, and time or traffic is what is missing.
        private bool CanReach() =>
            StrengthOfEvidence.Reaches(0, EffectiveSample.Perfect(_record.Total, _record.DaysWithTraffic, _trials).Total, _budget, _needed)
            || _record.Bad >= _record.Total * _budget;

        private string Wait()
        {
            if (_record.Total == 0)
                return "";
            var days = PerfectRecord.DaysNeeded(_record.Total, _record.DaysWithTraffic, _record.Length, _budget, _needed, _trials);
            var wait = days is { } number ? $"{CountText.Of(number, "day")}" : "more than a thousand million days";
            return $". At the traffic seen it takes a record of {wait} even without a failure. What helps: a longer phase, "
                + "a lower target, or "
                + "one SLO for several services (SRE Workbook, chapter 5)";
        }

        private (string Actual, string Needed) Pair(double strength)
        {
            var rounded = StrengthText.Of(strength);
            var needed = NumberText.Plain(_needed);
            return strength >= 100 && rounded != needed ? (rounded, needed) : NumberText.Pair(strength, _needed);
        }
    }
}

/// <summary>A strength of evidence for people.</summary>
internal static class StrengthText
{
    /// <summary>From here on a number says nothing more.</summary>
    public const double Largest = 1e6;

    /// <summary><c>12.3</c>, <c>1230</c>, <c>over 1000000</c>.</summary>
    public static string Of(double strength) =>
        strength >= Largest ? "over 1000000" : NumberText.Plain(Math.Round(strength, strength >= 100 ? 0 : 1));
}
