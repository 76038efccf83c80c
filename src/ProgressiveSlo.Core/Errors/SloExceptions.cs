namespace ProgressiveSlo.Errors;

/// <summary>A value given by a user is refused. The message names the field, the value and the fix.</summary>
public sealed class SloValidationException : Exception
{
    /// <summary>Makes the exception for one field.</summary>
    /// <param name="problem">What is wrong and how to fix it.</param>
    public SloValidationException(FieldProblem problem)
        : base((problem ?? throw new ArgumentNullException(nameof(problem))).ToString()) => Problem = problem;

    /// <summary>Makes the exception for one field.</summary>
    /// <param name="field">Name of the field, as the user wrote it.</param>
    /// <param name="message">What is wrong, without a full stop.</param>
    /// <param name="fix">What to write instead, without a full stop.</param>
    public SloValidationException(string field, string message, string fix)
        : this(new FieldProblem(field, message, fix)) { }

    /// <summary>The field, what is wrong with it and the fix.</summary>
    public FieldProblem Problem { get; }
}

/// <summary>A document cannot be read. Every problem found is listed, each with its place and its fix.</summary>
public sealed class SloDocumentException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="problems">The problems in the order of the document; at least one.</param>
    public SloDocumentException(IReadOnlyList<DocumentProblem> problems)
        : base(
            string.Join(Environment.NewLine, (problems ?? throw new ArgumentNullException(nameof(problems))).Select(p => p.ToString()))
        ) => Problems = problems;

    /// <summary>Makes the exception for one problem.</summary>
    /// <param name="problem">The problem.</param>
    public SloDocumentException(DocumentProblem problem)
        : this([problem]) { }

    /// <summary>The problems, in the order of the document.</summary>
    public IReadOnlyList<DocumentProblem> Problems { get; }
}

/// <summary>A definition cannot be expressed in a manifest format. The message names definition, field, reason and fix.</summary>
public sealed class ManifestNotWritableException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="definition">Id of the definition.</param>
    /// <param name="problem">The field, why the format cannot express it, and what to do instead.</param>
    public ManifestNotWritableException(string definition, FieldProblem problem)
        : base($"{ProgressiveSlo.Text.PrintableText.Escape(definition)}: {problem}") =>
        (DefinitionId, Problem) = (definition, problem ?? throw new ArgumentNullException(nameof(problem)));

    /// <summary>Id of the definition.</summary>
    internal string DefinitionId { get; }

    /// <summary>The field, why the format cannot express it, and what to do instead.</summary>
    public FieldProblem Problem { get; }
}
