using ProgressiveSlo.Errors;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>What -Series of Get-SloEvidence goes together with.</summary>
internal static class SeriesArgument
{
    private const string Series = "Series";

    // What these ask for is of days, and a series is of events alone.
    private static readonly string[] _others = ["RecordPath", "Hourly", "IncidentQuery", "Exclude"];

    private static readonly TimeSpan _usual = TimeSpan.FromMinutes(1);

    /// <summary>The length of the steps.</summary>
    /// <param name="isSeries">Whether -Series was given.</param>
    /// <param name="step">-Step, or null.</param>
    /// <param name="given">Names of the parameters that were given.</param>
    /// <exception cref="SloValidationException">A parameter means nothing beside another one, or the step is not a duration.</exception>
    public static TimeSpan Step(bool isSeries, string? step, ICollection<string> given)
    {
        if (!isSeries && step is not null)
            throw new SloValidationException("Step", "-Step was given without -Series", "Add -Series, or leave -Step out");
        if (isSeries && _others.FirstOrDefault(given.Contains) is { } other)
            throw new SloValidationException(
                other,
                $"-{other} was given with -{Series}, which has the events of steps and nothing else",
                $"Leave -{other} or -{Series} out"
            );
        return step is null ? _usual : WindowArgument.Resolve(step, "Step");
    }
}
