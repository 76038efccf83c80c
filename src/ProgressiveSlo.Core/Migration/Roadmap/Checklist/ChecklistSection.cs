using System.Collections.Generic;

namespace ProgressiveSlo.Migration;

/// <summary>A section of a checklist.</summary>
/// <param name="Name">Name, for example <c>Pilot Services</c>.</param>
/// <param name="Phase">Name of the phase that its steps belong to.</param>
/// <param name="Steps">The steps, in order.</param>
public sealed record ChecklistSection(string Name, string Phase, IReadOnlyList<ChecklistItem> Steps);
