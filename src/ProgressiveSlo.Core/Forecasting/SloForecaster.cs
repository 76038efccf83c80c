using System.Threading;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Statistics;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Forecasting;

/// <summary>
/// Says when the gates of a plan are likely to open: days to come are drawn from those that were (<see cref="DayBootstrap"/>), and the gate
/// is asked at the end of each of them. It moves the plan the day that it opens.
/// </summary>
public sealed class SloForecaster
{
    // Fewer say nothing of a week.
    private const int FewestDays = 7;

    // What an incident costs is a difference of the same paths, and a fan a picture: both take fewer of them.
    private const int FewerPaths = 250;

    private readonly IClock _clock;

    /// <summary>Makes a forecaster.</summary>
    /// <param name="clock">Tells what today is: the first day that is simulated.</param>
    public SloForecaster(IClock clock) => _clock = clock ?? throw new ArgumentNullException(nameof(clock));

    /// <summary>Forecasts the gates of a plan, from that of its current phase on.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="evidence">Counts of days. Those before the phase began are drawn from, and not judged.</param>
    /// <param name="options">Paths, horizon, seed and trend.</param>
    /// <param name="stop">Ends the simulation.</param>
    /// <returns>The forecast; without gates where there are too few days, and a message that says so.</returns>
    /// <exception cref="SloValidationException">The evidence is refused or has no counts of days; or an option is wrong.</exception>
    /// <exception cref="OperationCanceledException">The simulation was ended.</exception>
    public SloForecast Forecast(SloPlan plan, SloEvidence evidence, ForecastOptions? options = null, CancellationToken stop = default)
    {
        if (plan is null)
            throw new ArgumentNullException(nameof(plan));
        if (evidence is null)
            throw new ArgumentNullException(nameof(evidence));
        options ??= new ForecastOptions();
        options.Check();
        var phase = plan.Find(plan.CurrentPhase)!;
        var current = new ReadinessGate(_clock).ContextOf(phase, evidence, options.Gate);
        CheckCounts(plan, current);
        var today = current.Now.Date;
        var begin = current.Record!.From < today ? current.Record.From : today;
        var first = current.Given.HasDays && current.Given.Days[0].Date < begin ? UtcTime.Day(current.Given.Days[0].Date) : begin;
        var past = GateRecord.Of(current.Given, first, today);
        var days = new DayTimeline(past, options.HorizonDays);
        var known = Enumerable.Range(0, past.Length).Where(past.IsKnown).ToArray();
        var incidents = RecordIncidents.Find(days);
        var forecast = new ForecastBuilder(plan, phase, current, options, days, incidents);
        if (known.Length < FewestDays || past.Total == 0)
            return forecast.Unknown(known.Length, FewestDays);

        var gates = Gates(plan, current);
        var start = (current.Record.From - first).Days;
        var paths = new ForecastPaths(days, (known[0], known[^1]), past.IsKnown, gates, start, options.HorizonDays, options.Trend);
        var outcome = new ForecastOutcome(gates.Count, options.Paths, days, options.HorizonDays, current.WindowDays);
        var stream = SeededRandom.StreamOf(plan.Namespace + "/" + plan.Service);
        for (var path = 0; path < options.Paths; path++)
        {
            stop.ThrowIfCancellationRequested();
            outcome.Add(paths.Next(Random(path)), path, path < FewerPaths);
        }

        if (incidents.Count > 0)
        {
            var worst = incidents.OrderByDescending(i => RecordIncidents.Describe(days, i).BadEvents).First();
            for (var path = 0; path < Math.Min(options.Paths, FewerPaths); path++)
            {
                stop.ThrowIfCancellationRequested();
                outcome.AddWithIncident(paths.Next(Random(path), worst));
            }
        }

        return forecast.Build(gates, outcome);

        // A path is the same whatever came before it.
        SeededRandom Random(int path) => new(options.Seed, unchecked(stream + ((ulong)path * 0xD1342543DE82EF95UL)));
    }

    private static void CheckCounts(SloPlan plan, ReadinessContext context)
    {
        if (plan.Indicator.SeesNoError)
            throw new SloValidationException(
                "Indicator",
                "Good and total of the plan's indicator are the same query, so that no error can be seen",
                "Give Set-SloPlan an -Indicator whose good events leave the errors out"
            );
        if (context.Record is not { HasCounts: true })
            throw new SloValidationException(
                "Evidence",
                "A forecast needs counts of days, and the evidence has none",
                "Give the evidence that Get-SloEvidence measures for the plan, or a file of good and all events by day"
            );
        if (context.Given.Partial)
            throw new SloValidationException(
                "Evidence",
                "The server answered only in part, so that events may be missing",
                "Measure again when it is whole"
            );
        if (context.Given.From is { } from && UtcTime.From(from) > context.Now.AddMinutes(10))
            throw new SloValidationException(
                "From",
                $"The evidence starts in the future, at {UtcTime.Text(from)}",
                "Check its dates, and the clock of this machine"
            );
    }

    // A phase to come begins with an empty record, and what is known of the current one's latency and gaps is not of it.
    private static List<GateThresholds> Gates(SloPlan plan, ReadinessContext current)
    {
        var tables = new StudentTable();
        var gates = new List<GateThresholds> { new(current, tables) };
        var profile = plan.GetProfile();
        foreach (var phase in plan.Phases.Where(p => p.Order > current.Phase.Order))
        {
            var entered = SloPlanner.OnEntry(plan, phase);
            var empty = new SloEvidence { Service = plan.Service, IncidentsLast30d = current.Given.IncidentsLast30d };
            var context = current with
            {
                Phase = entered.Phase,
                Next = profile.NextPhase(entered.Phase),
                Evidence = empty,
                Given = empty,
                Settings = entered.Phase.Gate.WithFallback(profile.Gate),
                Planned = entered,
                Record = GateRecord.Of(empty, current.Now.Date, current.Now.Date),
            };
            gates.Add(new GateThresholds(context, tables));
        }

        return gates;
    }
}
