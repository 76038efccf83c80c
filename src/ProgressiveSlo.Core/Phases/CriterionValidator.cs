using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Phases;

/// <summary>Says whether the check that a success criterion names can show it.</summary>
internal static class CriterionValidator
{
    /// <summary>The problems of the criteria of a phase, in their order.</summary>
    /// <param name="criteria">The criteria.</param>
    /// <param name="field">Field of the phase.</param>
    public static IEnumerable<FieldProblem> Validate(IReadOnlyList<SuccessCriterion> criteria, string field) =>
        criteria.Select((c, i) => Problem(c, string.Format(CultureInfo.InvariantCulture, "{0}.successCriteria[{1}]", field, i))).OfType<FieldProblem>();

    private static FieldProblem? Problem(SuccessCriterion criterion, string field)
    {
        if (criterion.VerifiedBy is { } name && !CriterionProof.Checks.ContainsKey(name))
        {
            var near = Spelling.Nearest(name, CriterionProof.Checks.Keys);
            return new FieldProblem(field + ".verifiedBy", $"'{ServiceName.Printable(name)}' is no check that shows a criterion", near is null ? "Known are " + string.Join(", ", CriterionProof.Checks.Keys) : $"Perhaps '{near}' is meant");
        }

        if (criterion.Days is not { } days)
            return null;
        if (criterion.VerifiedBy is null || !CriterionProof.Checks[criterion.VerifiedBy])
        {
            return new FieldProblem(
                field + ".days",
                $"{(criterion.VerifiedBy is null ? "A criterion that somebody attests" : "The check " + criterion.VerifiedBy)} has no days of its own",
                "Remove the key, or write verifiedBy: " + string.Join(" or ", CriterionProof.Checks.Where(c => c.Value).Select(c => c.Key)));
        }

        return days is >= 1 and <= CriterionProof.MostDays
            ? null
            : new FieldProblem(field + ".days", $"{NumberText.Plain((decimal)days)} days cannot be looked at", $"Write whole days from 1 to {CriterionProof.MostDays}");
    }
}
