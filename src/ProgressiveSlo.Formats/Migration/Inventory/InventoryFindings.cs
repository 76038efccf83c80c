using ProgressiveSlo.Errors;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;

namespace ProgressiveSlo.Formats.Migration.Inventory;

/// <summary>Gathers what was found about one file: no more than a few of one code, and how many there were.</summary>
internal sealed class InventoryFindings(string path)
{
    private const int MaximumPerCode = 20;

    private readonly FindingCollector _findings = new(CreateRule, MaximumPerCode);

    public string Path { get; } = path;

    /// <summary>Whether nothing was found.</summary>
    public bool IsEmpty => _findings.IsEmpty;

    /// <summary>What is known of a code: what is found is an error where the finding itself says nothing else.</summary>
    public static FindingRule CreateRule(string code) =>
        new(code.Length > 0 ? code : InventoryReader.UnreadableCode, FindingSeverity.Error, "", "");

    /// <summary>The findings, and one more for each code of which there were too many.</summary>
    public IReadOnlyList<SloFinding> Complete() => _findings.Complete();

    public void Add(DocumentProblem problem, FindingSeverity severity = FindingSeverity.Error) =>
        _findings.Add(Finding.FromProblem(problem) with { MaximumSeverity = severity });

    public void Add(string code, FindingSeverity severity, YamlNode node, string field, string message, string guidance, int lineOffset = 0)
    {
        var place = new FindingPlace(Path, node.Line + lineOffset, node.Column, ServiceName.Printable(field));
        _findings.Add(new Finding(code, place, message, guidance) { MaximumSeverity = severity });
    }
}
