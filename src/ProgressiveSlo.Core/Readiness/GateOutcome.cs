using ProgressiveSlo.Phases;

namespace ProgressiveSlo.Readiness;

/// <summary>
/// How an outcome counts: every check of the plan's gate decides, unless the profile lets it be shown only, or lets it decide only where
/// there is something to judge.
/// </summary>
internal static class GateOutcome
{
    private const string Required = "required";

    /// <summary>Decides nothing.</summary>
    public const string Shown = "shown";

    /// <summary>Decides only where something was measured.</summary>
    public const string Measured = "measured";

    /// <summary>Declares whether a check decides.</summary>
    /// <param name="key">Key in the profile.</param>
    /// <param name="what">What the check asks for; the description goes on after "Whether".</param>
    public static GateSetting Mode(string key, string what) => GateSetting.Choice(key, "Whether " + what, Required, Shown);

    /// <summary>The same for a check that may decide only where something was measured.</summary>
    /// <param name="key">Key in the profile.</param>
    /// <param name="what">What the check asks for; the description goes on after "Whether".</param>
    public static GateSetting OptionalMode(string key, string what) =>
        GateSetting.Choice(key, "Whether " + what + "; `measured`: only where it was measured", Required, Measured, Shown);

    /// <summary>Makes an outcome.</summary>
    /// <param name="mode">What the profile says; null for a check that always decides.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="status">How it came out.</param>
    /// <param name="actual">What was measured, or null.</param>
    /// <param name="target">What it was compared with, or null.</param>
    /// <param name="unit">Unit of both.</param>
    /// <param name="describe">Makes the message from the outcome.</param>
    public static ReadinessCheck Of(
        string? mode,
        string name,
        CheckStatus status,
        double? actual,
        double? target,
        string unit,
        Func<ReadinessCheck, string> describe
    )
    {
        var open = status is CheckStatus.Fail or CheckStatus.Unknown;
        var decides = mode is null or Required || (mode == Measured && status == CheckStatus.Fail);
        return new ReadinessCheck(name, open && mode == Shown ? CheckStatus.Advice : status, actual, target, unit, describe)
        {
            Blocks = open && decides,
        };
    }

    /// <summary>An outcome of what is not asked for here.</summary>
    /// <param name="name">The check's name.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="why">Why not: <c>the plan measures no latency</c>.</param>
    public static ReadinessCheck Waived(string name, string unit, string why) =>
        new(name, CheckStatus.Waived, null, null, unit, _ => "Waived: " + why);
}
