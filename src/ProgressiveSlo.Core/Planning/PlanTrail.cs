using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Planning;

/// <summary>What a plan has kept of what happened: its moves, and what was attested.</summary>
public static class PlanTrail
{
    /// <summary>What would be lost where another plan takes a plan's place; null where nothing would.</summary>
    /// <param name="plan">The plan that is there.</param>
    /// <param name="next">The plan that would take its place.</param>
    /// <returns>Words such as <c>a history of 2 moves</c>.</returns>
    public static string? Lost(SloPlan plan, SloPlan next)
    {
        if (plan is null)
            throw new ArgumentNullException(nameof(plan));
        if (next is null)
            throw new ArgumentNullException(nameof(next));
        if (next.History.Count < plan.History.Count || !plan.History.Zip(next.History, PlanHistory.IsSame).All(same => same))
            return $"a history of {CountText.Of(plan.History.Count, "move")}";
        var attested = plan.Phases.Sum(phase => phase.SuccessCriteria.Count(c => c.Completed && !Has(next, phase.Name, c.Text)));
        return attested > 0 ? CountText.Of(attested, "attested criterion", "attested criteria") : null;
    }

    private static bool Has(SloPlan plan, string phase, string criterion) =>
        plan.Find(phase)?.SuccessCriteria.Any(c => c.Completed && c.Text == criterion) == true;
}
