using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;

namespace ProgressiveSlo.Formats.Linting;

/// <summary>Runs every check on documents.</summary>
public static class DocumentLint
{
    private static readonly IDocumentCheck[] _checks =
    [
        new RuleFileDocumentsCheck(),
        new RuleGroupNamesCheck(),
        new RuleTwinsCheck(),
        new RuleSyntaxCheck(),
    ];

    /// <summary>The codes of all checks.</summary>
    public static IReadOnlyList<string> Codes { get; } = _checks.SelectMany(c => c.Codes).Distinct().ToArray();

    internal static IEnumerable<DocumentProblem> Run(ManifestDocument document) => _checks.SelectMany(check => check.Check(document));
}
