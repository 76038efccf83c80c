namespace ProgressiveSlo.Staging.Cmdlets;

/// <summary>How a parameter behaves in one parameter set.</summary>
/// <param name="Position">The position from 0, or null for a parameter that is given by name only.</param>
internal sealed record ParameterInSet(
    string SetName,
    int? Position,
    bool Mandatory,
    bool ByValue,
    bool ByPropertyName,
    bool FromRemainingArguments);
