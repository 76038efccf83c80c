using System;
using System.Collections.Generic;
using System.Linq;

namespace ProgressiveSlo.Errors;

/// <summary>A document cannot be read. Every problem found is listed, each with its place and its mend.</summary>
public sealed class SloDocumentException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="problems">The problems in the order of the document; at least one.</param>
    public SloDocumentException(IReadOnlyList<DocumentProblem> problems)
        : base(string.Join(Environment.NewLine, (problems ?? throw new ArgumentNullException(nameof(problems))).Select(p => p.ToString()))) =>
        Problems = problems;

    /// <summary>Makes the exception for one problem.</summary>
    /// <param name="problem">The problem.</param>
    public SloDocumentException(DocumentProblem problem)
        : this([problem])
    {
    }

    /// <summary>The problems, in the order of the document.</summary>
    public IReadOnlyList<DocumentProblem> Problems { get; }
}
