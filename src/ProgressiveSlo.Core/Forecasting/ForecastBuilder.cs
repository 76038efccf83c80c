using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Forecasting;

/// <summary>Puts a forecast into words.</summary>
internal sealed class ForecastBuilder(
    SloPlan plan,
    PlannedPhase phase,
    ReadinessContext context,
    ForecastOptions options,
    DayTimeline days,
    IReadOnlyList<(int Place, int Days)> incidents
)
{
    private readonly DateTime _today = days.From.AddDays(days.Past);

    /// <summary>A forecast without dates.</summary>
    /// <param name="known">Days on which it is known what happened.</param>
    /// <param name="needed">Days that are needed.</param>
    public SloForecast Unknown(int known, int needed) =>
        Create(
            [],
            [],
            [
                known < needed
                    ? $"Nothing can be forecast yet: {CountText.Of(known, "day")} with data {(known == 1 ? "is" : "are")} known, and it "
                        + $"takes at least {CountText.Whole(needed)}"
                    : "Nothing can be forecast: there was no traffic. Check that the indicator selects the service's events",
            ]
        );

    /// <summary>The forecast.</summary>
    /// <param name="gates">The gates.</param>
    /// <param name="outcome">What the paths came to.</param>
    public SloForecast Build(IReadOnlyList<GateThresholds> gates, ForecastOutcome outcome)
    {
        var costs = outcome.Finish();
        var found = gates.Select((rules, i) => Gate(rules, i, outcome, costs[i])).ToArray();
        var messages = new List<string>();
        foreach (var gate in found.Where(g => g.Realistic == false))
            messages.Add(NotRealistic(gate, options.HorizonDays));
        if (incidents.Count < RecordIncidents.Enough)
            messages.Add(
                $"The record shows {CountText.Of(incidents.Count, "incident")}: fewer than {CountText.Whole(RecordIncidents.Enough)} "
                    + "cannot show how long bad times last, so the dates are less certain than they look"
            );
        var open = phase.SuccessCriteria.Count(c => !c.Completed && CriterionVerification.Judge(c, context) is null);
        if (open > 0)
            messages.Add(
                $"{CountText.Of(open, "criterion", "criteria")} of {phase.Name} that people attest {(open == 1 ? "is" : "are")} "
                    + "open, and taken as met in time"
            );
        return Create(found, outcome.Fan(), messages);
    }

    private SloForecast Create(IReadOnlyList<SloForecastGate> gates, IReadOnlyList<SloForecastDay> fan, IReadOnlyList<string> messages)
    {
        var judged = gates.Where(g => g.Realistic is not null).ToArray();
        return new SloForecast
        {
            Service = plan.Service,
            Namespace = plan.Namespace,
            Phase = phase.Name,
            From = days.From,
            To = _today,
            Paths = options.Paths,
            HorizonDays = options.HorizonDays,
            Seed = options.Seed,
            Trend = options.Trend,
            Incidents = incidents.Count,
            WorstIncident = incidents.Select(i => RecordIncidents.Describe(days, i)).OrderByDescending(i => i.BadEvents).FirstOrDefault(),
            Gates = gates,
            Fan = fan,
            Realistic = judged.Length == 0 ? null : judged.All(g => g.Realistic == true),
            Messages = messages,
        };
    }

    private SloForecastGate Gate(GateThresholds rules, int place, ForecastOutcome outcome, int? cost)
    {
        var planned = rules.Context.Planned!;
        var end = planned.EndDate;
        var gate = new SloForecastGate
        {
            Phase = planned.Name,
            NextPhase = rules.Context.Next?.Name,
            PlannedDate = end,
            P10 = Date(outcome.Day(place, 0.1)),
            P50 = Date(outcome.Day(place, 0.5)),
            P90 = Date(outcome.Day(place, 0.9)),
            PlannedProbability =
                end is { } date && (date - _today).Days <= options.HorizonDays ? outcome.Share(place, (date - _today).Days) : null,
            HorizonProbability = outcome.Share(place, options.HorizonDays),
            IncidentCostDays = cost,
        };
        return gate with { Message = Describe(gate) };
    }

    private DateTime? Date(int? day) => day is { } after ? _today.AddDays(after) : null;

    private string Describe(SloForecastGate gate)
    {
        var text = gate.P50 is { } half
            ? $"{Opens(gate)} by {UtcTime.DateText(half)} on half of the paths, "
                + (
                    gate.P90 is { } most
                        ? $"by {UtcTime.DateText(most)} on 90%"
                        : $"and within {CountText.Of(options.HorizonDays, "day")} on {Percent(gate.HorizonProbability)} of them"
                )
            : $"{Opens(gate)} within {CountText.Of(options.HorizonDays, "day")} on {Percent(gate.HorizonProbability)} of the paths";
        if (gate is { PlannedDate: { } date, PlannedProbability: { } chance })
            text += $"; the planned date {UtcTime.DateText(date)} is met on {Percent(chance)}";
        return text;
    }

    private static string Opens(SloForecastGate gate) => gate.NextPhase is null ? "Sustained" : "Opens";

    /// <summary>Says that a planned date is not realistic, one sentence without its full stop.</summary>
    /// <param name="gate">A gate with a planned date.</param>
    /// <param name="horizon">Days of a path.</param>
    public static string NotRealistic(SloForecastGate gate, int horizon) =>
        $"The planned date {UtcTime.DateText(gate.PlannedDate!.Value)} of {gate.Phase} is not realistic: its gate is open by then on "
        + $"{Percent(gate.PlannedProbability!.Value)} of the paths"
        + (
            gate.P50 is { } half
                ? $", and on half of them by {UtcTime.DateText(half)}"
                : $", and on half of them not within {CountText.Of(horizon, "day")}"
        );

    private static string Percent(double share) => NumberText.Plain(Math.Round(share * 100, 1)) + "%";
}
