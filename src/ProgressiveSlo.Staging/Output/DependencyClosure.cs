using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace ProgressiveSlo.Staging.Output;

/// <summary>
/// The assemblies that an assembly needs at run time, by its deps.json. The output folder alone would not do: it keeps
/// the files of packages that are no longer referenced.
/// </summary>
internal static class DependencyClosure
{
    /// <summary>Full paths of the assembly and all that it needs, whether they exist or not.</summary>
    public static IReadOnlyList<string> Of(string assemblyPath)
    {
        string folder = Path.GetDirectoryName(assemblyPath)!;
        using JsonDocument deps = JsonDocument.Parse(File.ReadAllBytes(Path.ChangeExtension(assemblyPath, ".deps.json")));
        string target = deps.RootElement.GetProperty("runtimeTarget").GetProperty("name").GetString()!;
        return deps.RootElement.GetProperty("targets").GetProperty(target).EnumerateObject()
            .Where(library => library.Value.TryGetProperty("runtime", out _))
            .SelectMany(library => library.Value.GetProperty("runtime").EnumerateObject())
            .Select(file => Path.Combine(folder, file.Name[(file.Name.LastIndexOf('/') + 1)..]))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();
    }
}
