using ProgressiveSlo.Errors;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Guidance;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Linting;

/// <summary>Makes findings of problems, remarks and losses: gives them severity and guidance, and says each thing once.</summary>
internal sealed class FindingList(LintOptions options)
{
    private const string Otherwise = "DocumentInvalid";
    private const int LongestText = 600;

    private readonly List<SloFinding> _findings = [];
    private readonly HashSet<(string, string, int, int, string, string)> _seen = [];

    /// <summary>Adds problems of a reader or of a check on documents.</summary>
    public void AddRange(IEnumerable<DocumentProblem> problems)
    {
        foreach (var (path, line, column, problem) in problems)
            Add(problem.Code, problem.Message, problem.Fix, path, new SourceLocation(problem.Field, line, column), null);
    }

    /// <summary>Adds a remark of a check on definitions.</summary>
    public void Add(LintRemark remark)
    {
        var source = remark.Definition.Source;
        var place = source?.LocationOf(remark.Field) ?? new SourceLocation(remark.Field, 0, 0);

        // What the document does not say, such as alerts that a tool chooses, has no field there.
        if (place.Field.Length == 0)
            place = place with { Field = remark.Field };
        Add(remark.Code, remark.Message, remark.Fix, source?.Path ?? "", place, remark.Definition, remark.MaximumSeverity);
    }

    /// <summary>Adds what a reader could not carry over; its field is in the words of the document.</summary>
    public void Add(SloDefinition definition, ConversionLoss loss)
    {
        var code = loss.Code.Length > 0 ? loss.Code : "NotCarriedOver";
        var source = definition.Source;
        if (loss.Line > 0)
        {
            Add(code, loss.Message, null, source?.Path ?? "", new SourceLocation(loss.Field, loss.Line, loss.Column), definition);
            return;
        }

        var near = source
            ?.Locations.Values.Where(p => p.Line > 0 && IsAround(p.Field, loss.Field))
            .OrderByDescending(p => p.Field.Length)
            .FirstOrDefault();
        Add(
            code,
            loss.Message,
            null,
            source?.Path ?? "",
            new SourceLocation(loss.Field, near?.Line ?? source?.Line ?? 0, near?.Column ?? source?.Column ?? 0),
            definition
        );
    }

    /// <summary>The findings in the order of the files, and of the lines in each; what has no line comes last.</summary>
    /// <param name="paths">The files, in the order in which they were given.</param>
    public IReadOnlyList<SloFinding> InOrder(IReadOnlyList<string> paths)
    {
        // Text from nowhere comes before files, and what has no document at all after them.
        var order = new Dictionary<string, int>(StringComparer.Ordinal) { [""] = 0 };
        foreach (var path in paths)
        {
            if (!order.ContainsKey(path))
                order.Add(path, order.Count);
        }

        return _findings
            .OrderBy(f =>
                f.Path.Length == 0 && f.Line == 0 ? int.MaxValue
                : order.TryGetValue(f.Path, out var index) ? index
                : int.MaxValue - 1
            )
            .ThenBy(f => f.Line)
            .ThenBy(f => f.Column)
            .ToArray();
    }

    private void Add(
        string code,
        string message,
        string? fix,
        string path,
        SourceLocation place,
        SloDefinition? definition,
        FindingSeverity? atMost = null
    )
    {
        if (!LintCatalog.Rules.TryGetValue(code, out var rule))
            rule = LintCatalog.Rules[Otherwise];
        var severity =
            options.Severities.TryGetValue(rule.Code, out var given) ? given
            : rule.Severity > atMost ? atMost
            : rule.Severity;
        if (severity is not { } grave)
            return;

        // Several objectives may share one indicator: what is wrong with it is wrong once.
        if (place.Line > 0 && !_seen.Add((rule.Code, path, place.Line, place.Column, place.Field, message)))
            return;
        _findings.Add(
            new SloFinding(
                rule.Code,
                grave,
                Safe(message),
                path,
                place.Line,
                Safe(place.Field),
                Safe(string.IsNullOrEmpty(fix) ? rule.Guidance : fix!)
            )
            {
                Column = place.Column,
                Service = definition?.Service,
                Definition = definition?.Name,
                Challenge = (options.Guidance ?? GuidanceFile.BuiltIn).FindChallenge(rule.Code),
            }
        );
    }

    private static bool IsAround(string outer, string field) =>
        outer.Length > 0
        && field.StartsWith(outer, StringComparison.Ordinal)
        && (field.Length == outer.Length || field[outer.Length] is '.' or '[');

    private static string Safe(string text)
    {
        var safe = PrintableText.Escape(text);
        return safe.Length <= LongestText
            ? safe
            : safe.Substring(0, char.IsHighSurrogate(safe[LongestText - 1]) ? LongestText - 1 : LongestText) + "…";
    }
}
