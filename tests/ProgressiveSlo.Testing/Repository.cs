using System.Reflection;

namespace ProgressiveSlo.Testing;

/// <summary>The clone that the tests were built in.</summary>
public static class Repository
{
    /// <summary>Full path of its folder, as the build wrote it into this assembly.</summary>
    public static string Root { get; } =
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    /// <summary>The text of a file.</summary>
    /// <param name="path">Path in the repository, with <c>/</c>.</param>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Files in a folder and the folders in it.</summary>
    /// <param name="folder">Path in the repository, with <c>/</c>.</param>
    /// <param name="pattern">For example <c>*.md</c>.</param>
    /// <exception cref="InvalidOperationException">There is no such file: a test without input fails.</exception>
    public static string[] Files(string folder, string pattern)
    {
        var files = Directory.GetFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories);
        return files.Length > 0 ? files : throw new InvalidOperationException($"There is no file '{pattern}' in '{folder}'.");
    }
}
