using System.IO;

namespace ProgressiveSlo.Prometheus.Prerequisites;

/// <summary>Where a Git repository begins, without asking git.</summary>
public static class RepositoryRoot
{
    /// <summary>The folder that holds <c>.git</c>, from a folder upwards; null when there is none.</summary>
    /// <param name="folder">Full path of a folder.</param>
    public static string? Find(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            // A file in a worktree or submodule.
            var git = Path.Combine(at.FullName, ".git");
            if (Directory.Exists(git) || File.Exists(git))
                return at.FullName;
        }

        return null;
    }
}
