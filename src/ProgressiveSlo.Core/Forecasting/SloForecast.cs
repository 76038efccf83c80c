using ProgressiveSlo.Naming;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Forecasting;

/// <summary>When the gates of a plan are likely to open, if the days to come are like those of the record.</summary>
public sealed class SloForecast
{
    /// <summary>The service.</summary>
    public string Service { get; init; } = "";

    /// <summary>Namespace of the plan.</summary>
    public string? Namespace { get; init; }

    /// <summary>The phase that the plan is in.</summary>
    public string Phase { get; init; } = "";

    /// <summary>Start of the days that the paths are drawn from, UTC: those of the evidence.</summary>
    public DateTime From { get; init; }

    /// <summary>End of these days, UTC: today, the first day that is simulated.</summary>
    public DateTime To { get; init; }

    /// <summary>How many paths were simulated.</summary>
    public int Paths { get; init; }

    /// <summary>How many days each path goes on after the record.</summary>
    public int HorizonDays { get; init; }

    /// <summary>Seed of the random numbers: the same record and seed give the same forecast on every machine.</summary>
    public int Seed { get; init; }

    /// <summary>Factor by which error ratios change in 30 days; 1 for none.</summary>
    public double Trend { get; init; } = 1;

    /// <summary>Incidents that the days of the record show; see <see cref="WorstIncident"/>.</summary>
    public int Incidents { get; init; }

    /// <summary>The incident of the record with the most bad events; null without one.</summary>
    public SloForecastIncident? WorstIncident { get; init; }

    /// <summary>The gates that are still closed, in order: of the current phase, and of those after it.</summary>
    public IReadOnlyList<SloForecastGate> Gates { get; init; } = [];

    /// <summary>The availability over the SLO's window, day by day: what a fan of the paths shows.</summary>
    public IReadOnlyList<SloForecastDay> Fan { get; init; } = [];

    /// <summary>
    /// Whether each gate with a planned date is more likely than not to be open by then; null where no date can be judged.
    /// </summary>
    public bool? Realistic { get; init; }

    /// <summary>What to know before the dates are relied on: one sentence each.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];

    /// <summary>The gate of the current phase; null where nothing could be forecast.</summary>
    public SloForecastGate? Next => Gates.Count == 0 ? null : Gates[0];

    /// <summary>Service, phase and the date at which half of the paths have passed.</summary>
    public override string ToString() => $"{ServiceName.InNamespace(Service, Namespace)}: {Next?.ToString() ?? "no forecast"}";
}

/// <summary>When one gate is likely to open.</summary>
public sealed record SloForecastGate
{
    /// <summary>The phase whose gate it is.</summary>
    public string Phase { get; init; } = "";

    /// <summary>The phase behind it; null for the last one, whose gate says that it is sustained.</summary>
    public string? NextPhase { get; init; }

    /// <summary>The day on which the plan wants it open, UTC; null for a phase without an end.</summary>
    public DateTime? PlannedDate { get; init; }

    /// <summary>The day by which 10 % of the paths have passed, UTC; null where fewer pass within the horizon.</summary>
    public DateTime? P10 { get; init; }

    /// <summary>The day by which half of the paths have passed, UTC; null where fewer pass within the horizon.</summary>
    public DateTime? P50 { get; init; }

    /// <summary>The day by which 90 % of the paths have passed, UTC; null where fewer pass within the horizon.</summary>
    public DateTime? P90 { get; init; }

    /// <summary>Share of the paths that pass by <see cref="PlannedDate"/>, 0 to 1; null without one, or beyond the horizon.</summary>
    public double? PlannedProbability { get; init; }

    /// <summary>Share of the paths that pass within the horizon, 0 to 1.</summary>
    public double HorizonProbability { get; init; }

    /// <summary>
    /// Days that one more incident like the worst of the record, from tomorrow on, would put <see cref="P50"/> off; null where the record
    /// has none, or a date lies beyond the horizon.
    /// </summary>
    public int? IncidentCostDays { get; init; }

    /// <summary>Whether half of the paths or more pass by <see cref="PlannedDate"/>; null where that is not known.</summary>
    public bool? Realistic => PlannedProbability is { } chance ? chance >= 0.5 : null;

    /// <summary>One sentence for people.</summary>
    public string Message { get; init; } = "";

    /// <summary>The phase, and the message.</summary>
    public override string ToString() => $"{Phase}: {Message}";
}

/// <summary>Days of the record on which more events were bad than on the others.</summary>
/// <param name="From">Midnight at the start of its first day, UTC.</param>
/// <param name="To">Midnight at the end of its last day, UTC.</param>
/// <param name="BadEvents">Bad events.</param>
/// <param name="TotalEvents">All events.</param>
public sealed record SloForecastIncident(DateTime From, DateTime To, long BadEvents, long TotalEvents)
{
    /// <summary>Whole days.</summary>
    public int Days => (To - From).Days;

    /// <summary>Days and events.</summary>
    public override string ToString() => $"{CountText.Of(Days, "day")}, {CountText.Of(BadEvents, "bad event")}";
}

/// <summary>The availability over the SLO's window at the end of a day to come, as the paths have it.</summary>
/// <param name="Date">The day, UTC midnight at its start.</param>
/// <param name="P10">10 % of the paths are at or below it, a ratio.</param>
/// <param name="P50">Half of the paths are at or below it, a ratio.</param>
/// <param name="P90">90 % of the paths are at or below it, a ratio.</param>
public sealed record SloForecastDay(DateTime Date, double P10, double P50, double P90);
