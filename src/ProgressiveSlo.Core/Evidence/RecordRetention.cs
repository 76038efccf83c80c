using ProgressiveSlo.Phases;

namespace ProgressiveSlo.Evidence;

/// <summary>How long data are needed for the gates of a profile: a phase is judged on all its days, from the first one on.</summary>
/// <param name="Days">Days of the longest phase.</param>
public sealed record RecordRetention(int Days)
{
    // What an ongoing phase is judged on at least.
    private const int OngoingDays = 90;

    // A day that is over is asked about later, and servers drop data in blocks.
    private const int Step = 10;

    /// <summary>What a profile needs.</summary>
    /// <param name="profile">The profile.</param>
    public static RecordRetention For(PhaseProfile profile) =>
        new((profile ?? throw new ArgumentNullException(nameof(profile))).Phases.Max(p => p.DurationDays ?? OngoingDays));

    /// <summary>The option of a Prometheus that keeps so much, and some days more.</summary>
    public string Option => string.Format(CultureInfo.InvariantCulture, "--storage.tsdb.retention.time={0}d", ((Days / Step) + 1) * Step);

    /// <summary>What to do where a server keeps less.</summary>
    public string Advice =>
        $"Start Prometheus with {Option} or more, or keep the days in a file: Get-SloEvidence -Plan ... -RecordPath slo/evidence, daily";
}
