using System.Collections.Generic;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>A file of an export and the definitions that go into it.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Definitions">The definitions; at least one.</param>
public sealed record ManifestFile(string Path, IReadOnlyList<SloDefinition> Definitions);
