using System.Text.RegularExpressions;

namespace ProgressiveSlo.Findings;

/// <summary>
/// What a finding is about, in words that stay the same when lines are added above it: baselines and reports know it again by them.
/// </summary>
internal static class FindingIdentity
{
    private static readonly Regex _index = new("\\[[0-9]+\\]", RegexOptions.CultureInvariant);

    // Lines, columns and places as compilers write them: file(12,3), 12:3, line 12.
    private static readonly Regex _place = new(
        "\\((?:[0-9]+)(?:,[0-9]+)?\\)|\\b[0-9]+:[0-9]+\\b|\\b(?<word>lines?|columns?) [0-9]+\\b",
        RegexOptions.CultureInvariant
    );

    /// <summary>Service, definition and field, as far as they are known; list items have no number.</summary>
    public static string About(SloFinding finding) =>
        string.Join(
            ": ",
            new[]
            {
                string.Join("/", new[] { finding.Service, finding.Definition }.Where(t => !string.IsNullOrEmpty(t))),
                _index.Replace(finding.Field, "[]"),
            }.Where(t => t.Length > 0)
        );

    /// <summary>The message without lines and columns.</summary>
    public static string Message(string message) =>
        _place.Replace(message, m => m.Groups["word"].Success ? m.Groups["word"].Value + " N" : "N");
}
