using System.Collections.Generic;
using System.Globalization;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Rules;

namespace ProgressiveSlo.Formats.Linting;

/// <summary>Prometheus reads the first document of a rule file and passes over the others without a word.</summary>
internal sealed class RuleFileDocumentsCheck : IDocumentCheck
{
    private const string Code = "RuleFileMultipleDocuments";

    public IReadOnlyList<string> Codes => [Code];

    public IEnumerable<DocumentProblem> Check(ManifestDocument document)
    {
        if (document.Index == 0 || !PrometheusRuleReader.OfFiles.Recognises(document))
            yield break;
        var place = (document.Index + 1).ToString(CultureInfo.InvariantCulture);
        yield return new DocumentProblem(document.Path, document.Root.Line, document.Root.Column, new FieldProblem(
            "", $"This is document {place} of the rule file, and Prometheus loads the first one alone", "Put the groups of all documents into one, or each document into a file of its own") { Code = Code });
    }
}
