using System;

namespace ProgressiveSlo.Errors;

/// <summary>A definition cannot be expressed in a manifest format. The message names definition, field, reason and mend.</summary>
public sealed class ManifestNotWritableException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="definition">Id of the definition.</param>
    /// <param name="problem">The field, why the format cannot express it, and what to do instead.</param>
    public ManifestNotWritableException(string definition, FieldProblem problem)
        : base($"{Text.PrintableText.Escape(definition)}: {problem}") => Problem = problem ?? throw new ArgumentNullException(nameof(problem));

    /// <summary>The field, why the format cannot express it, and what to do instead.</summary>
    public FieldProblem Problem { get; }
}
