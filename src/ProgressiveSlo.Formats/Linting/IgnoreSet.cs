using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Formats.Linting;

/// <summary>
/// The comments of all files that ignore findings. A comment alone on its line is for the item below it, one behind something for its line,
/// and <c>ignore/file</c> for the file.
/// </summary>
internal sealed class IgnoreSet(LintOptions options)
{
    private readonly Dictionary<string, List<Scope>> _scopes = new(StringComparer.Ordinal);
    private int _texts;

    /// <summary>Reads the comments of a file.</summary>
    /// <param name="path">The file as the user knows it; empty for a text.</param>
    /// <param name="text">The text.</param>
    /// <param name="documents">Its documents.</param>
    public void Add(string path, DocumentText text, IReadOnlyList<YamlNode> documents)
    {
        _texts += path.Length == 0 ? 1 : 0;
        if (!text.Lines().Any(YamlComments.MayHave))
            return;
        foreach (var comment in YamlComments.Find(text.ToString()))
        {
            var (first, last) =
                comment.IsWholeFile ? (0, int.MaxValue)
                : comment.IsAlone ? NodeLines.Below(documents, comment.Line) ?? (-1, -1)
                : NodeLines.At(documents, comment.Line);
            if (!_scopes.TryGetValue(path, out var scopes))
                _scopes.Add(path, scopes = []);
            scopes.Add(new Scope(comment, first, last));
        }
    }

    /// <summary>What is wrong with the comments themselves.</summary>
    /// <param name="findings">All that was found.</param>
    public IEnumerable<Finding> Check(IReadOnlyList<SloFinding> findings)
    {
        if (_scopes.Count == 0)
            yield break;
        var byFile = findings.ToLookup(f => f.Path, StringComparer.Ordinal);
        foreach (var file in _scopes)
        {
            foreach (var scope in file.Value)
            {
                var comment = scope.Comment;
                if (ProblemOf(file.Key, comment) is { } problem)
                    yield return Create("IgnoreInvalid", file.Key, comment, problem.Message, problem.Fix);
                else if (IsOver(comment))
                    yield return Create(
                        "IgnoreExpired",
                        file.Key,
                        comment,
                        $"The comment was in effect up to {UtcTime.DateText(comment.Until!.Value)}: "
                            + $"it ignores {Names(comment.Codes)} no more"
                    );
                else if (Unused(scope, byFile[file.Key]) is { Count: > 0 } codes)
                    yield return Create("IgnoreUnused", file.Key, comment, Describe(scope, codes, byFile[file.Key]));
            }
        }
    }

    /// <summary>The findings, with the reason where a comment ignores them.</summary>
    public IEnumerable<SloFinding> Apply(IReadOnlyList<SloFinding> findings) =>
        findings.Select(f =>
            _scopes.TryGetValue(f.Path, out var scopes) && scopes.Find(s => IsInEffect(f.Path, s.Comment) && s.Ignores(f)) is { } scope
                ? f with
                {
                    IgnoredBy = FindingIgnore.Comment,
                    IgnoreReason = scope.Comment.Reason,
                }
                : f
        );

    private bool IsInEffect(string path, IgnoreComment comment) => ProblemOf(path, comment) is null && !IsOver(comment);

    private bool IsOver(IgnoreComment comment) => comment.Until < options.Today;

    // Findings of texts have lines and nothing that tells the texts apart.
    private (string Message, string Fix)? ProblemOf(string path, IgnoreComment comment) =>
        comment.Problem
        ?? (
            path.Length == 0 && _texts > 1
                ? ("The comment does not count where several texts are checked together", "Check files, or each text alone")
                : null
        );

    // What is switched off, or what another call may find, is no reason to remove a comment.
    private List<string> Unused(Scope scope, IEnumerable<SloFinding> findings) =>
        [
            .. scope
                .Comment.Codes.Where(code =>
                    !LintCatalog.Rules[code].NeedsContext && !(options.Severities.TryGetValue(code, out var severity) && severity is null)
                )
                .Where(code => !findings.Any(f => f.Code == code && scope.Ignores(f))),
        ];

    private static string Describe(Scope scope, List<string> codes, IEnumerable<SloFinding> findings) =>
        findings.Any(f => f.IsRefusal && codes.Contains(f.Code) && scope.Covers(f))
            ? $"Nothing that can be ignored is {Names(codes)} here: what there is keeps a tool from loading the file"
            : $"There is no {Names(codes)} to be ignored "
                + (
                    scope.Comment.IsWholeFile ? "in the file"
                    : scope.First < 0 ? "below the comment, where nothing stands"
                    : scope.Comment.IsAlone ? "in the item below"
                    : "in this line"
                );

    private static Finding Create(string code, string path, IgnoreComment comment, string message, string? fix = null) =>
        new(code, new FindingPlace(path, comment.Line, comment.Column), message, fix);

    private static string Names(IReadOnlyList<string> codes) => string.Join(" or ", codes);

    private sealed record Scope(IgnoreComment Comment, int First, int Last)
    {
        public bool Covers(SloFinding finding) => finding.Line >= First && finding.Line <= Last;

        public bool Ignores(SloFinding finding) => !finding.IsRefusal && Comment.Codes.Contains(finding.Code) && Covers(finding);
    }
}
