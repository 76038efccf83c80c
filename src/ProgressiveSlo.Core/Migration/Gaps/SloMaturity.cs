namespace ProgressiveSlo.Migration;

/// <summary>How far the services of one tier have come.</summary>
/// <param name="Tier">The tier in the words of the catalog; empty for services without one, <c>*</c> for all services together.</param>
public sealed record SloMaturity(string Tier)
{
    /// <summary>The tier that stands for all services.</summary>
    public const string AllTiers = "*";

    /// <summary>How many services there are.</summary>
    public int Services { get; init; }

    /// <summary>Services with an SLO: a target, said or implied by burn-rate alerts.</summary>
    public int WithSlo { get; init; }

    /// <summary>Services with a latency SLO.</summary>
    public int WithLatencySlo { get; init; }

    /// <summary>Services with burn-rate alerts.</summary>
    public int WithBurnRateAlerts { get; init; }

    /// <summary>Services with an SLO that a definition makes, and not rules written by hand.</summary>
    public int Managed { get; init; }

    /// <summary>Gaps with the severity Error.</summary>
    public int Errors { get; init; }

    /// <summary>Gaps with the severity Warning.</summary>
    public int Warnings { get; init; }

    /// <summary>Gaps with the severity Information.</summary>
    public int Informations { get; init; }

    /// <summary>The highest level whose needs, and those of all levels below, are met.</summary>
    public string Level { get; init; } = "";

    /// <summary>The mean of the four shares (with SLO, with latency SLO, with burn-rate alerts, managed), 0 to 1; null without services.</summary>
    public decimal? Score { get; init; }

    /// <summary>What the next level lacks, for example <c>Managed: managed 40% of 80%</c>; empty at the highest one.</summary>
    public string Next { get; init; } = "";
}
