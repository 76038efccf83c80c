using System.Collections.Generic;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>What came of reading manifests.</summary>
public sealed class ManifestReadResult
{
    private readonly List<SloDefinition> _definitions = [];
    private readonly List<DocumentProblem> _problems = [];
    private readonly List<PassedOverDocument> _passedOver = [];

    /// <summary>The definitions, in the order of the documents.</summary>
    public IReadOnlyList<SloDefinition> Definitions => _definitions;

    /// <summary>What could not be read, in the order in which it was found.</summary>
    public IReadOnlyList<DocumentProblem> Problems => _problems;

    /// <summary>Documents about something else that a folder or a wildcard brought along.</summary>
    public IReadOnlyList<PassedOverDocument> PassedOver => _passedOver;

    /// <summary>Adds a definition.</summary>
    /// <param name="definition">The definition.</param>
    public void Add(SloDefinition definition) => _definitions.Add(definition);

    /// <summary>Adds a problem.</summary>
    /// <param name="problem">The problem.</param>
    public void Add(DocumentProblem problem) => _problems.Add(problem);

    /// <summary>Adds a document that is passed over.</summary>
    /// <param name="document">The document.</param>
    public void Add(PassedOverDocument document) => _passedOver.Add(document);

    /// <summary>Adds problems.</summary>
    /// <param name="problems">The problems.</param>
    public void Add(IEnumerable<DocumentProblem> problems) => _problems.AddRange(problems);
}
