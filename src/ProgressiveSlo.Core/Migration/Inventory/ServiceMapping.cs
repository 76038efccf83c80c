using System;
using System.Collections.Generic;

namespace ProgressiveSlo.Migration;

/// <summary>A user's own knowledge of which rules belong to which service. It goes before labels and selectors.</summary>
public sealed class ServiceMapping
{
    /// <summary>Makes a mapping.</summary>
    /// <param name="entries">The entries; the first that fits counts.</param>
    public ServiceMapping(IReadOnlyList<ServiceMappingEntry> entries) => Entries = entries ?? throw new ArgumentNullException(nameof(entries));

    /// <summary>The mapping of somebody who says nothing.</summary>
    public static ServiceMapping Empty { get; } = new([]);

    /// <summary>The entries, in their order.</summary>
    public IReadOnlyList<ServiceMappingEntry> Entries { get; }
}
