using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.Formats.Reports;

/// <summary>One service of a fleet: where it is, how it does, and when its next gate opens.</summary>
/// <param name="Service">The service.</param>
/// <param name="Namespace">Its namespace, or null.</param>
/// <param name="Phase">The phase that it is in.</param>
internal sealed record FleetRow(string Service, string? Namespace, string Phase)
{
    /// <summary>Owner, or null.</summary>
    public string? Owner { get; init; }

    /// <summary>Target of the phase, a ratio; null where it is not known.</summary>
    public decimal? Target { get; init; }

    /// <summary>Measured availability, a ratio; null where it is not known.</summary>
    public decimal? Availability { get; init; }

    /// <summary>Share of the error budget that is left; null where it is not known.</summary>
    public decimal? BudgetLeft { get; init; }

    /// <summary>The verdict; null where nothing was judged.</summary>
    public string? Verdict => Outcome?.ToString();

    /// <summary>Which checks are not passed; empty for none.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The planned end of the phase; null for an ongoing one, and where there is no plan.</summary>
    public DateTime? NextDate { get; init; }

    /// <summary>The verdict itself.</summary>
    internal Verdict? Outcome { get; init; }

    /// <summary>What share of its own budget each of the last days used; null for a day without traffic.</summary>
    internal IReadOnlyList<double?> Days { get; init; } = [];
}

/// <summary>The services of a fleet.</summary>
/// <param name="Fleet">The services.</param>
internal sealed record FleetDocument(IReadOnlyList<FleetRow> Fleet);
