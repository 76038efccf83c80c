using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.RuleNodes;
using ProgressiveSlo.Linting;

namespace ProgressiveSlo.Formats.Linting;

/// <summary>Runs every check on documents.</summary>
public static class DocumentLint
{
    private static readonly IDocumentCheck[] _checks =
    [
        new RuleFileDocumentsCheck(),
        new RuleLanguageCheck(),
        new RulePlaceCheck(),
        new RuleGroupNamesCheck(),
        new RuleGroupCheck(),
        new RuleCheck(),
        new RuleTemplateCheck(),
        new KubernetesTypeCheck(),
        new DuplicateRulesCheck(),
        new RuleSyntaxCheck(),
    ];

    /// <summary>The codes of all checks.</summary>
    public static IReadOnlyList<string> Codes { get; } = _checks.SelectMany(c => c.Codes).Distinct().ToArray();

    internal static IEnumerable<DocumentProblem> Run(ManifestDocument document, LintOptions options)
    {
        var content = RuleContent.Read(document);

        // Of a template there is one thing to say, which its reader says.
        return content.Template is not null ? [] : _checks.SelectMany(check => check.Check(content, options));
    }
}

/// <summary>Looks for a mistake in a document itself, where there may be no definition.</summary>
internal interface IDocumentCheck
{
    /// <summary>The codes of what it finds.</summary>
    IReadOnlyList<string> Codes { get; }

    /// <summary>What it finds; each problem has one of <see cref="Codes"/>.</summary>
    /// <param name="content">The rules of the document, if it has any.</param>
    /// <param name="options">What the lint knows besides.</param>
    IEnumerable<DocumentProblem> Check(RuleContent content, LintOptions options);
}
