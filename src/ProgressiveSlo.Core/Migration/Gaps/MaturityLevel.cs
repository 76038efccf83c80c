namespace ProgressiveSlo.Migration;

/// <summary>A level of maturity and what it takes. Each number is the least share of the services of a tier, 0 to 1.</summary>
/// <param name="Name">Its name, for example <c>Managed</c>.</param>
/// <param name="Description">What it means, one sentence without its full stop.</param>
public sealed record MaturityLevel(string Name, string Description)
{
    /// <summary>Services with an SLO.</summary>
    public decimal WithSlo { get; init; }

    /// <summary>Services with a latency SLO.</summary>
    public decimal WithLatencySlo { get; init; }

    /// <summary>Services with burn-rate alerts.</summary>
    public decimal WithBurnRateAlerts { get; init; }

    /// <summary>Services with an SLO that a definition makes.</summary>
    public decimal Managed { get; init; }

    /// <summary>Whether no gap may have the severity Error.</summary>
    public bool WithoutErrors { get; init; }
}
