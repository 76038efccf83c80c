using System;

namespace ProgressiveSlo.Errors;

/// <summary>A value given by a user is refused. The message names the field, the value and the mend.</summary>
public sealed class SloValidationException : Exception
{
    /// <summary>Makes the exception for one field.</summary>
    /// <param name="problem">What is wrong and how to mend it.</param>
    public SloValidationException(FieldProblem problem)
        : base((problem ?? throw new ArgumentNullException(nameof(problem))).ToString()) => Problem = problem;

    /// <summary>Makes the exception for one field.</summary>
    /// <param name="field">Name of the field, as the user wrote it.</param>
    /// <param name="message">What is wrong, without a full stop.</param>
    /// <param name="mend">What to write instead, without a full stop.</param>
    public SloValidationException(string field, string message, string mend)
        : this(new FieldProblem(field, message, mend))
    {
    }

    /// <summary>The field, what is wrong with it and the mend.</summary>
    public FieldProblem Problem { get; }
}
