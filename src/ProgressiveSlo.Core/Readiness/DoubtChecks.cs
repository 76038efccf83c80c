using ProgressiveSlo.Evidence;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Readiness;

/// <summary>An indicator whose good events are all events sees no error, whatever happens: nothing that it counts says anything.</summary>
internal sealed class IndicatorCheck : IReadinessCheck
{
    public IReadOnlyList<GateSetting> Settings => [];

    public ReadinessCheck? Evaluate(ReadinessContext context) =>
        context.Planned is not { SeesNoError: true }
            ? null
            : new ReadinessCheck(
                "Indicator",
                CheckStatus.Unknown,
                null,
                null,
                "",
                _ =>
                    "Good and total of the plan's indicator are the same query, so that every event is good and no error can be seen: give "
                    + "Set-SloPlan an -Indicator whose good events leave the errors out"
            )
            {
                Blocks = true,
            };
}

/// <summary>A server that answered in part may have left out events, good or bad: nothing is known then.</summary>
internal sealed class PartialAnswerCheck : IReadinessCheck
{
    public IReadOnlyList<GateSetting> Settings => [];

    public ReadinessCheck? Evaluate(ReadinessContext context) =>
        !context.Given.Partial
            ? null
            : new ReadinessCheck(
                "PartialAnswer",
                CheckStatus.Unknown,
                null,
                null,
                "",
                _ =>
                    "The server answered only in part: measure again when it is whole"
                    + (context.Given.Warnings.Count == 0 ? "" : "; it says: " + EvidenceWarnings.Text(context.Given))
            )
            {
                Blocks = true,
            };
}

/// <summary>
/// Tells what puts the numbers in doubt, such as errors that no selector sees, so that it is in every report and not only on a console that
/// nobody watched. Decides nothing: what is not known because of it is Unknown already.
/// </summary>
internal sealed class EvidenceWarningsCheck : IReadinessCheck
{
    public IReadOnlyList<GateSetting> Settings => [];

    public ReadinessCheck? Evaluate(ReadinessContext context) =>
        context.Given.Warnings.Count == 0 || (context.Given.Partial && context.Record is not null)
            ? null
            : new ReadinessCheck(
                "EvidenceWarnings",
                CheckStatus.Advice,
                context.Given.Warnings.Count,
                null,
                "warnings",
                _ => "The evidence is in doubt: " + EvidenceWarnings.Text(context.Given)
            );
}

/// <summary>The warnings of evidence as one text.</summary>
internal static class EvidenceWarnings
{
    private const int MostListed = 5;

    /// <summary>The first few, and how many more there are.</summary>
    public static string Text(SloEvidence evidence)
    {
        var rest = evidence.Warnings.Count - MostListed;
        return string.Join("; ", evidence.Warnings.Take(MostListed).Select(w => PrintableText.Escape(w.TrimEnd('.'))))
            + (rest > 0 ? $"; and {CountText.Whole(rest)} more" : "");
    }
}
