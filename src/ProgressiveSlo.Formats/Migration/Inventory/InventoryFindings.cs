using ProgressiveSlo.Errors;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Migration.Inventory;

/// <summary>Collects what was found about one file: no more than a few of one code, and how many there were.</summary>
internal sealed class InventoryFindings(string path)
{
    private const int MaximumPerCode = 20;

    private readonly List<SloFinding> _findings = [];
    private readonly Dictionary<string, int> _counts = [];

    public string Path { get; } = path;

    /// <summary>Whether nothing was found.</summary>
    public bool IsEmpty => _findings.Count == 0;

    /// <summary>The findings, and one more for each code of which there were too many.</summary>
    public IEnumerable<SloFinding> Complete()
    {
        foreach (var finding in _findings)
            yield return finding;
        foreach (var count in _counts)
        {
            if (count.Value > MaximumPerCode)
                yield return new SloFinding(
                    count.Key,
                    FindingSeverity.Warning,
                    $"There are {(count.Value - MaximumPerCode).ToString(CultureInfo.InvariantCulture)} "
                        + $"more findings of this kind in the file",
                    Path,
                    0,
                    "",
                    "Fix the ones that are shown first"
                );
        }
    }

    public void Add(SloFinding finding)
    {
        _counts.TryGetValue(finding.Code, out var count);
        _counts[finding.Code] = count + 1;
        if (count < MaximumPerCode)
            _findings.Add(finding);
    }

    public void Add(DocumentProblem problem, FindingSeverity severity = FindingSeverity.Error)
    {
        var code = problem.Problem.Code.Length > 0 ? problem.Problem.Code : InventoryReader.UnreadableCode;
        Add(
            new SloFinding(code, severity, problem.Problem.Message, problem.Path, problem.Line, problem.Problem.Field, problem.Problem.Fix)
            {
                Column = problem.Column,
            }
        );
    }

    public void Add(
        string code,
        FindingSeverity severity,
        YamlNode node,
        string field,
        string message,
        string guidance,
        int lineOffset = 0
    ) =>
        Add(
            new SloFinding(
                code,
                severity,
                PrintableText.Escape(message),
                Path,
                node.Line + lineOffset,
                ServiceName.Printable(field),
                guidance
            )
            {
                Column = node.Column,
            }
        );
}
