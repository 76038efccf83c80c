using System;

namespace ProgressiveSlo.Formats.Files;

/// <summary>What somebody is asked before a file is changed.</summary>
/// <param name="Describe">Says in one line what becomes of the first content when the second one replaces it; what the question says.</param>
/// <param name="Ask">Asks whether to do that.</param>
public sealed record ChangeQuestion<T>(Func<T, T, string> Describe, Func<T, T, bool> Ask);
