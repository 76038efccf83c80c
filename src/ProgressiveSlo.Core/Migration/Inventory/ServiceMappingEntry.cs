using System.Collections.Generic;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Migration;

/// <summary>
/// Says which service rules belong to. Every condition that is given must hold; <c>*</c> stands for any text and <c>?</c> for one
/// character, and case counts. An entry without conditions is for every rule.
/// </summary>
/// <param name="Service">The service.</param>
public sealed record ServiceMappingEntry(string Service)
{
    /// <summary>A recorded series, an alert, a panel's title or a metric in the query; null for any.</summary>
    public string? Name { get; init; }

    /// <summary>The rule group or dashboard; null for any.</summary>
    public string? Group { get; init; }

    /// <summary>The file as the user knows it, with <c>/</c> or <c>\</c> between folders; null for any.</summary>
    public string? Path { get; init; }

    /// <summary>Labels that the rule sets, or that its query asks for with <c>=</c>.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = TextMap.Empty;

    /// <summary>The owner of the service; null when the mapping does not say it.</summary>
    public string? Owner { get; init; }
}
