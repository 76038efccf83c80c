using ProgressiveSlo.Errors;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Phases;

/// <summary>Says whether the check that a success criterion names can show it.</summary>
internal static class CriterionValidator
{
    /// <summary>The problems of the criteria of a phase, in their order.</summary>
    /// <param name="criteria">The criteria.</param>
    /// <param name="field">Field of the phase.</param>
    public static IEnumerable<FieldProblem> Validate(IReadOnlyList<SuccessCriterion> criteria, string field) =>
        criteria
            .Select((c, i) => Problem(c, string.Format(CultureInfo.InvariantCulture, "{0}.successCriteria[{1}]", field, i)))
            .OfType<FieldProblem>();

    private static FieldProblem? Problem(SuccessCriterion criterion, string field)
    {
        if (criterion.VerifiedBy is { } name && !CriterionChecks.All.ContainsKey(name))
        {
            var near = Spelling.Nearest(name, CriterionChecks.All.Keys);
            return new FieldProblem(
                field + ".verifiedBy",
                $"'{ServiceName.Printable(name)}' is not a check that shows a criterion",
                near is null ? "Known are " + string.Join(", ", CriterionChecks.All.Keys) : $"Perhaps '{near}' is meant"
            );
        }

        if (criterion.Days is not { } days)
            return null;
        if (criterion.VerifiedBy is null || !CriterionChecks.All[criterion.VerifiedBy])
        {
            return new FieldProblem(
                field + ".days",
                $"{(criterion.VerifiedBy is null ? "A criterion that somebody attests" : "The check " + criterion.VerifiedBy)} "
                    + $"has no days of its own",
                "Remove the key, or write verifiedBy: " + string.Join(" or ", CriterionChecks.All.Where(c => c.Value).Select(c => c.Key))
            );
        }

        return days is >= 1 and <= CriterionChecks.MaximumDays
            ? null
            : new FieldProblem(
                field + ".days",
                $"{NumberText.Plain((decimal)days)} days is out of range",
                $"Write whole days from 1 to {CriterionChecks.MaximumDays}"
            );
    }
}

/// <summary>The checks of the gate that can show a success criterion.</summary>
public static class CriterionChecks
{
    /// <summary>The most days that a criterion may look back.</summary>
    public const int MaximumDays = 366;

    /// <summary>The checks that a criterion may name, and whether each may be made for a number of days of its own.</summary>
    public static IReadOnlyDictionary<string, bool> All { get; } =
        new Dictionary<string, bool>
        {
            ["Availability"] = false,
            ["LatencyP95"] = false,
            ["LatencyP99"] = false,
            ["Stability"] = false,
            ["Incidents"] = false,
            ["Coverage"] = true,
            ["ConsecutiveDays"] = true,
            ["Demonstrated"] = false,
            ["PhaseDuration"] = false,
        };
}
