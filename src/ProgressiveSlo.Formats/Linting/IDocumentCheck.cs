using System.Collections.Generic;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;

namespace ProgressiveSlo.Formats.Linting;

/// <summary>Looks for a mistake in a document itself, where there may be no definition.</summary>
internal interface IDocumentCheck
{
    /// <summary>The codes of what it finds.</summary>
    IReadOnlyList<string> Codes { get; }

    /// <summary>What it finds; each problem has one of <see cref="Codes"/>.</summary>
    IEnumerable<DocumentProblem> Check(ManifestDocument document);
}
