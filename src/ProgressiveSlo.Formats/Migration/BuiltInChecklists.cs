using System;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Migration;

namespace ProgressiveSlo.Formats.Migration;

/// <summary>The checklist that comes with the project: YAML embedded in this assembly.</summary>
public static class BuiltInChecklists
{
    /// <summary>Name of the built-in checklist.</summary>
    public const string DefaultName = "default";

    // Reading is done once; the checklist never changes.
    private static readonly Lazy<MigrationChecklist> _default = new(() => ChecklistReader.Read(ShippedText.Read("migration/migration"), "built-in checklist " + DefaultName, source: null));

    /// <summary>The built-in checklist.</summary>
    public static MigrationChecklist Default => _default.Value;
}
