using ProgressiveSlo.Errors;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Backtesting;

/// <summary>Something that people know to have happened.</summary>
public sealed record BacktestIncident
{
    /// <summary>The label that names the service that an incident is of.</summary>
    public const string ServiceLabel = "service";

    /// <summary>Makes an incident.</summary>
    /// <param name="id">How people call it.</param>
    /// <param name="start">When it began; without zone it is taken as UTC.</param>
    /// <param name="end">When it ended, after its start.</param>
    /// <param name="labels">Labels; <c>service</c> says that it is of that service alone.</param>
    /// <exception cref="SloValidationException">It has no id, or does not end after its start.</exception>
    public BacktestIncident(string id, DateTime start, DateTime end, IReadOnlyDictionary<string, string>? labels = null)
    {
        if (string.IsNullOrWhiteSpace(id))
            throw new SloValidationException("Id", "The incident has no id", "Give each incident an id, for example INC-42");
        (Id, Start, End, Labels) = (id, UtcTime.From(start), UtcTime.From(end), labels ?? StringMap.Empty);
        if (End <= Start)
            throw new SloValidationException(
                "End",
                $"Incident '{PrintableText.Escape(id)}' ends at {UtcTime.Text(End)} and starts at {UtcTime.Text(Start)}",
                "Give an end after the start"
            );
    }

    /// <summary>How people call it.</summary>
    public string Id { get; }

    /// <summary>When it began, UTC.</summary>
    public DateTime Start { get; }

    /// <summary>When it ended, UTC.</summary>
    public DateTime End { get; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; }

    internal bool IsOf(string service) => !Labels.TryGetValue(ServiceLabel, out var own) || own == service;
}

/// <summary>What became of an incident.</summary>
public sealed record BacktestIncidentResult
{
    /// <summary>How people call it.</summary>
    public string Id { get; init; } = "";

    /// <summary>When it began, UTC.</summary>
    public DateTime Start { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTime End { get; init; }

    /// <summary>Whether an alert fires between its start and its end.</summary>
    public bool IsCaught => DetectedAt is not null;

    /// <summary>Severity of the first alert; null when it was missed.</summary>
    public string? Severity { get; init; }

    /// <summary>When the first alert fires; null when it was missed. An alert that fires already when the incident begins counts.</summary>
    public DateTime? DetectedAt { get; init; }

    /// <summary>Minutes from its start until then, 0 at least; null when it was missed.</summary>
    public double? MinutesToDetection => DetectedAt is { } at ? Math.Max(0, (at - Start).TotalMinutes) : null;

    /// <summary>Share of an SLO window's budget that was used from its start until then; null when it was missed.</summary>
    public decimal? BudgetAtDetection { get; init; }

    /// <summary>Share of an SLO window's budget that was used from its start to its end.</summary>
    public decimal BudgetConsumed { get; init; }
}
