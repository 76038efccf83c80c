using System.Reflection;

namespace ProgressiveSlo.House.Tests;

/// <summary>The clone that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    /// <summary>Folder of the staged module.</summary>
    public static string StagedModule { get; } = Metadata("StagedModulePath");

    /// <summary>
    /// The files below a folder of the clone, without what builds make. A folder without any fails: a rule over nothing holds nothing.
    /// </summary>
    /// <param name="folder">Path from the root, with slashes.</param>
    /// <param name="pattern">Wildcards over names.</param>
    public static IReadOnlyList<(string Path, string[] Lines)> Files(string folder, string pattern)
    {
        var files = Directory
            .EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(f => (Full: f, Relative: Path.GetRelativePath(Root, f).Replace('\\', '/')))
            .Where(f => !f.Relative.Split('/').Any(p => p is "bin" or "obj" or "artifacts" or "node_modules"))
            .OrderBy(f => f.Relative, StringComparer.Ordinal)
            .Select(f => (f.Relative, File.ReadAllLines(f.Full)))
            .ToArray();
        Assert.NotEmpty(files);
        return files;
    }

    /// <summary>The folders right below a folder of the clone that have code: paths from the root, with slashes.</summary>
    /// <param name="folder">Path from the root, with slashes.</param>
    public static IReadOnlyList<string> Folders(string folder) =>
        [
            .. Files(folder, "*.cs")
                .Select(f => f.Path.Split('/'))
                .Where(p => p.Length > folder.Split('/').Length + 1)
                .Select(p => string.Join('/', p.Take(folder.Split('/').Length + 1)))
                .Distinct(),
        ];

    private static string Metadata(string key) =>
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
