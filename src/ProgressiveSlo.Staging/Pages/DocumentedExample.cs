using System.Collections.Generic;

namespace ProgressiveSlo.Staging.Pages;

/// <summary>One example of a page.</summary>
/// <param name="Number">Its number on the page, from 1.</param>
/// <param name="Output">The text block below the code: the exact output or error; null when the page shows none.</param>
/// <param name="IsError">True when <paramref name="Output"/> is the message of an error that the example shows on purpose.</param>
internal sealed record DocumentedExample(
    int Number,
    string Title,
    int Line,
    IReadOnlyList<string> Introduction,
    string Code,
    string? Output,
    bool IsError,
    IReadOnlyList<string> Remarks);
