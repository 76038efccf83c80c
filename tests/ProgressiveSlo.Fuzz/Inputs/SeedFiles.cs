using ProgressiveSlo.Testing;

namespace ProgressiveSlo.Fuzz.Inputs;

/// <summary>Texts of the repository that inputs are made of.</summary>
internal static class SeedFiles
{
    // What is longer says nothing that shorter ones do not, and costs each input that is made of it.
    private const int LongestSeed = 24 * 1024;

    private const string Corpus = "tests/ProgressiveSlo.Fuzz/corpus";

    /// <summary>The texts of files, by their path in the repository; folders with all that is in them.</summary>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    public static IEnumerable<string> Read(params string[] paths) =>
        paths.SelectMany(Files).Select(File.ReadAllText).Where(t => t.Length is > 0 and <= LongestSeed);

    /// <summary>What was once found in a target: paths in order.</summary>
    /// <param name="target">Name of the target.</param>
    public static IReadOnlyList<string> CorpusFiles(string target)
    {
        var folder = Path.Combine(Repository.Root, Corpus, target);
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>Names of the folders of the corpus.</summary>
    public static IEnumerable<string> CorpusTargets =>
        Directory.GetDirectories(Path.Combine(Repository.Root, Corpus)).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Files(string path)
    {
        var full = Path.Combine(Repository.Root, path);
        if (File.Exists(full))
            return [full];
        if (!Directory.Exists(full))
            throw new FileNotFoundException($"There is no seed '{path}' in the repository.", full);
        return Directory
            .GetFiles(full, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".yaml" or ".yml" or ".json" or ".csv")
            .Order(StringComparer.Ordinal);
    }
}
