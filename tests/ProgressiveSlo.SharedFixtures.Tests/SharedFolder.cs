using ProgressiveSlo.Testing;

namespace ProgressiveSlo.SharedFixtures.Tests;

/// <summary>
/// Specs and rules of other projects, in the folder that the environment variable PROGRESSIVESLO_SHARED_FIXTURES names. Without the
/// variable, the folder or a file, tests fail: nothing is skipped.
/// </summary>
internal static class SharedFolder
{
    public const string Variable = "PROGRESSIVESLO_SHARED_FIXTURES";

    private static readonly Lazy<Fixtures> LazyFixtures = new(() => new Fixtures(Folder()));

    /// <summary>The fixtures.</summary>
    /// <exception cref="InvalidOperationException">The variable is not set.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static Fixtures Fixtures => LazyFixtures.Value;

    private static string Folder()
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(folder))
            throw new InvalidOperationException(
                $"The environment variable {Variable} is not set. Set it to the folder with the fixtures, or leave this suite out."
            );
        return Directory.Exists(folder)
            ? Path.GetFullPath(folder)
            : throw new DirectoryNotFoundException($"{Variable} names '{folder}', and there is no such folder.");
    }
}
