using System.Reflection;

namespace ProgressiveSlo.PowerShell.Tests;

/// <summary>Where the build put the module and where the repository is.</summary>
internal static class StagedModule
{
    public static string Path { get; } = Metadata("StagedModulePath");

    public static string Manifest { get; } = System.IO.Path.Combine(Path, "ProgressiveSlo.psd1");

    public static string Repository { get; } = Metadata("RepositoryRoot");

    private static string Metadata(string key) =>
        System.IO.Path.GetFullPath(
            typeof(StagedModule).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value
                ?? throw new InvalidOperationException($"The build set no {key}.")
        );
}
