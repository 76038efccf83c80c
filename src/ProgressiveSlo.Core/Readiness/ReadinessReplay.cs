using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Readiness;

/// <summary>
/// A result on its way to the plan that it is to move: from another process, a file or an hour ago. What counts is the evidence that it
/// carries.
/// </summary>
/// <param name="Service">The service; null when the result names none.</param>
/// <param name="Namespace">Namespace of the plan; null when the gate was not tried for a plan.</param>
/// <param name="Phase">Name of the phase whose gate was tried.</param>
/// <param name="Verdict">What the result says; Ready, NotReady or InsufficientEvidence.</param>
/// <param name="Issues">What it says keeps the service from being ready.</param>
/// <param name="EvaluatedAt">When it says that it was made, UTC.</param>
/// <param name="Evidence">The evidence that it carries, or null.</param>
public sealed record ReadinessClaim(
    string? Service,
    string? Namespace,
    string Phase,
    string Verdict,
    IReadOnlyList<string> Issues,
    DateTime EvaluatedAt,
    SloEvidence? Evidence
)
{
    /// <summary>The digest of the evidence that the result carries; null where it carries none.</summary>
    public string? EvidenceDigest => Evidence is null ? null : EvidenceDigester.Compute(Evidence);

    /// <summary>What a result claims.</summary>
    /// <param name="result">The result.</param>
    public static ReadinessClaim Of(ReadinessResult result) =>
        result is null
            ? throw new ArgumentNullException(nameof(result))
            : new(result.Service, result.Namespace, result.Phase, result.Verdict, result.Issues, result.EvaluatedAt, result.Evidence);

    /// <summary>
    /// Runs the plan's gate again, as of the moment of the result, on the evidence that it carries. The result's own verdict is never
    /// trusted; one that says less than Ready is taken at its word, since it may have been judged more strictly.
    /// </summary>
    /// <param name="plan">The plan that is to be moved.</param>
    public PhaseVerdict Replay(SloPlan plan)
    {
        if (plan is null)
            throw new ArgumentNullException(nameof(plan));
        var (phase, faults) = (plan.Find(plan.CurrentPhase)!, new List<string>());
        var made = new PhaseVerdict(Service, Phase, Verdict == nameof(Readiness.Verdict.Ready), Verdict, Issues, EvaluatedAt, null)
        {
            Namespace = Namespace,
            Faults = faults,
        };
        if (Evidence is null)
        {
            faults.Add("The result carries no evidence");
            return made with { Ready = false };
        }

        if (Namespace is null)
            faults.Add("The result was made without a plan: test the gate with -Plan");
        if (Evidence.Service is { } other && other != plan.Service)
            faults.Add($"The evidence is of '{Text.PrintableText.Escape(other)}'");
        try
        {
            EvidenceValidator.Validate(Evidence);
            AddDaysOutside(phase, faults);
            var result = new ReadinessGate(new Moment(EvaluatedAt)).Evaluate(phase, Evidence, GateOptions.Default);
            if (made.Ready && !result.Ready)
                faults.Add($"The result says Ready, and the plan's gate says {result.Verdict} of the evidence that it carries");
            var own = made.Ready || result.Outcome == Readiness.Verdict.NotReady;
            return made with
            {
                Ready = made.Ready && result.Ready,
                Verdict = own ? result.Verdict : Verdict,
                Issues = own ? result.Issues : Issues,
                Basis = result.Basis,
                EvidenceDigest = EvidenceDigester.Compute(Evidence),
                EvidenceEnd = Evidence.HasDays ? Evidence.Days[Evidence.Days.Count - 1].Date.AddDays(1) : null,
                Exclusions = [.. Evidence.Exclusions.Select(e => new PlanExclusion(UtcTime.From(e.From), UtcTime.From(e.To), e.Reason))],
            };
        }
        catch (SloValidationException e)
        {
            faults.Add("The evidence that it carries is refused: " + e.Problem.Field + ": " + e.Problem.Message);
            return made with { Ready = false, Verdict = nameof(Readiness.Verdict.InsufficientEvidence) };
        }
    }

    private void AddDaysOutside(PlannedPhase phase, List<string> faults)
    {
        // Before a day of the record is complete, Get-SloEvidence has that before it, and nothing is judged.
        var to = UtcTime.Day(EvaluatedAt);
        if (to <= UtcTime.Day(phase.StartDate))
            return;
        var outside = Evidence!.Days.Where(d => d.Date < phase.StartDate || d.Date >= to).ToArray();
        if (outside.Length > 0)
            faults.Add(
                $"{CountText.Of(outside.Length, "day")} of the evidence {(outside.Length == 1 ? "lies" : "lie")} outside the record of "
                    + $"{phase.Name}, which began on {UtcTime.DateText(phase.StartDate)}: the first is {UtcTime.DateText(outside[0].Date)}"
            );
    }

    private sealed class Moment(DateTime at) : IClock
    {
        public DateTime UtcNow { get; } = UtcTime.From(at);
    }
}
