using System;

namespace ProgressiveSlo.PromQL;

/// <summary>A text is no PromQL.</summary>
public sealed class PromQlSyntaxException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="error">What is wrong, and where.</param>
    public PromQlSyntaxException(PromQlSyntaxError error)
        : base((error ?? throw new ArgumentNullException(nameof(error))).ToString()) => Error = error;

    /// <summary>What is wrong, and where.</summary>
    public PromQlSyntaxError Error { get; }

    /// <summary>Index of the character where the problem is.</summary>
    public int Position => Error.Position;

    /// <summary>Line of that character, from 1.</summary>
    public int Line => Error.Line;

    /// <summary>Column of that character, from 1.</summary>
    public int Column => Error.Column;

    /// <summary>What is wrong.</summary>
    public string Problem => Error.Problem;

    /// <summary>What to write instead.</summary>
    public string Expected => Error.Expected;
}
