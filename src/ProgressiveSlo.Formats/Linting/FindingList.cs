using ProgressiveSlo.Errors;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Guidance;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Linting;

/// <summary>Gathers what readers, checks and conversions say, by the rules of the catalog.</summary>
internal sealed class FindingList(LintOptions options)
{
    private const string Otherwise = "DocumentInvalid";

    private readonly FindingCollector _findings = new(code =>
        LintCatalog.Rules.TryGetValue(code, out var rule) ? rule : LintCatalog.Rules[Otherwise]
    )
    {
        Severities = options.Severities,
        Guidance = options.Guidance ?? GuidanceFile.BuiltIn,
    };

    /// <summary>Adds problems of a reader or of a check on documents.</summary>
    public void AddRange(IEnumerable<DocumentProblem> problems)
    {
        foreach (var problem in problems)
            Add(Finding.FromProblem(problem));
    }

    /// <summary>Adds what a check on definitions found.</summary>
    public void Add(Finding finding) => _findings.Add(finding);

    /// <summary>Adds what a reader could not carry over; its field is in the words of the document.</summary>
    public void Add(SloDefinition definition, ConversionLoss loss)
    {
        var source = definition.Source;
        var (line, column) = (loss.Line, loss.Column);
        if (line == 0)
        {
            var near = source
                ?.Locations.Values.Where(p => p.Line > 0 && IsAround(p.Field, loss.Field))
                .OrderByDescending(p => p.Field.Length)
                .FirstOrDefault();
            (line, column) = (near?.Line ?? source?.Line ?? 0, near?.Column ?? source?.Column ?? 0);
        }

        Add(
            new Finding(
                loss.Code.Length > 0 ? loss.Code : "NotCarriedOver",
                new FindingPlace(source?.Path ?? "", line, column, loss.Field),
                loss.Message
            )
            {
                Service = definition.Service,
                Name = definition.Name,
            }
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
            .Complete()
            .OrderBy(f =>
                f.Path.Length == 0 && f.Line == 0 ? int.MaxValue
                : order.TryGetValue(f.Path, out var index) ? index
                : int.MaxValue - 1
            )
            .ThenBy(f => f.Line)
            .ThenBy(f => f.Column)
            .ToArray();
    }

    private static bool IsAround(string outer, string field) =>
        outer.Length > 0
        && field.StartsWith(outer, StringComparison.Ordinal)
        && (field.Length == outer.Length || field[outer.Length] is '.' or '[');
}
