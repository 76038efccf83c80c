using ProgressiveSlo.Errors;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Changes;

/// <summary>
/// Makes the findings about a change. All of their text prints on one line and holds no command of an agent, whatever the branch has
/// written.
/// </summary>
internal static class ChangeFinding
{
    /// <summary>How many findings of one file or plan are shown.</summary>
    public const int Most = 20;

    private const int LongestText = 600;

    private static readonly string _page = HelpPages.OfCmdlet("Compare-SloPlanChange");

    // All others are errors: they stand against merging.
    private static readonly Dictionary<string, FindingSeverity> _milder = new(StringComparer.Ordinal)
    {
        ["MoveBack"] = FindingSeverity.Warning,
        ["JudgeChanged"] = FindingSeverity.Warning,
        ["PlanProfileWeaker"] = FindingSeverity.Warning,
        ["PlanRemoved"] = FindingSeverity.Warning,
        ["PlanRenamed"] = FindingSeverity.Information,
        ["PlanRulesChanged"] = FindingSeverity.Warning,
        ["PlanStartFuture"] = FindingSeverity.Warning,
        ["PlanStartPast"] = FindingSeverity.Warning,
        ["TargetPlanInvalid"] = FindingSeverity.Warning,
    };

    /// <summary>A finding.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="path">The file.</param>
    /// <param name="message">What is wrong, one sentence without its full stop.</param>
    /// <param name="fix">What to do, without a full stop.</param>
    /// <param name="field">The field; empty for the whole file.</param>
    public static SloFinding Create(string code, string path, string message, string fix, string field = "") =>
        new(code, SeverityOf(code), Shorten(message), Shorten(path), 0, Shorten(field), Shorten(fix)) { HelpUri = _page };

    /// <summary>The same finding, for a run whose owner allows what it is about: it is shown, and stands against nothing.</summary>
    public static SloFinding Allowed(SloFinding finding, bool isAllowed) =>
        isAllowed ? finding with { Severity = FindingSeverity.Warning } : finding;

    /// <summary>The finding for a problem of a plan file.</summary>
    public static SloFinding Create(string code, DocumentProblem problem) =>
        Create(code, problem.Path, problem.Problem.Message, problem.Problem.Fix, problem.Problem.Field) with
        {
            Line = problem.Line,
            Column = problem.Column,
        };

    /// <summary>The first findings, and how many more there are.</summary>
    public static IReadOnlyList<SloFinding> Bounded(IReadOnlyList<SloFinding> findings)
    {
        if (findings.Count <= Most)
            return findings;
        var more = findings.Skip(Most).ToArray();
        var gravest = more.Max(f => f.Severity);
        var text = $"There are {NumberText.Plain(more.Length)} more findings here";
        return
        [
            .. findings.Take(Most),
            new SloFinding("FindingsMany", gravest, text, findings[0].Path, 0, "", "Fix the ones that are shown first") { HelpUri = _page },
        ];
    }

    private static FindingSeverity SeverityOf(string code) =>
        _milder.TryGetValue(code, out var severity) ? severity : FindingSeverity.Error;

    private static string Shorten(string text)
    {
        var safe = PrintableText.Escape(text);
        return safe.Length <= LongestText
            ? safe
            : safe.Substring(0, char.IsHighSurrogate(safe[LongestText - 1]) ? LongestText - 1 : LongestText) + "…";
    }
}
