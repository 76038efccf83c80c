using System;
using System.Collections.Generic;

namespace ProgressiveSlo.Staging.Pages;

/// <summary>A type under Inputs or Outputs. The name <c>None</c> says that there is nothing to give or get.</summary>
internal sealed record DocumentedType(string Name, int Line, IReadOnlyList<string> Text)
{
    public bool IsNone => string.Equals(Name, "None", StringComparison.OrdinalIgnoreCase);
}
