using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ProgressiveSlo.Formats.Tests.Manifests.Support;

/// <summary>
/// Real specs and rules in a folder shared/fixtures beside the repository. It is not part of the repository: tests loop over what
/// is there, and the project's own fixtures cover the same ground where nothing is.
/// </summary>
internal static class SharedFixtures
{
    private static readonly string? _folder = Find();

    /// <summary>Full paths of the fixtures in a folder, sorted; none when the folder is not there.</summary>
    /// <param name="folder">For example <c>sloth/invalid</c>.</param>
    /// <param name="pattern">For example <c>*.yaml</c>.</param>
    public static IReadOnlyList<string> Files(string folder, string pattern) =>
        _folder is null ? [] : Directory.EnumerateFiles(Path.Combine(_folder, folder), pattern).Order(StringComparer.Ordinal).ToArray();

    private static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "fixtures");
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }
}
