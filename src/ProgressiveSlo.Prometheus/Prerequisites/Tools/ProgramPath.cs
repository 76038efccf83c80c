using System;
using System.IO;
using System.Linq;

namespace ProgressiveSlo.Prometheus.Prerequisites.Tools;

/// <summary>
/// Finds programs on PATH. Windows on its own would look into the current folder first, and there a repository may have
/// a program of that name.
/// </summary>
internal static class ProgramPath
{
    public static string? Find(string program, string? path)
    {
        var file = Path.DirectorySeparatorChar == '\\' ? program + ".exe" : program;
        return (path ?? "").Split([Path.PathSeparator], StringSplitOptions.RemoveEmptyEntries)
            .Select(f => f.Trim('"'))
            .Where(IsRooted)
            .Select(f => Path.Combine(f, file))
            .FirstOrDefault(File.Exists);
    }

    private static bool IsRooted(string folder)
    {
        try
        {
            return Path.IsPathRooted(folder);
        }
        catch (ArgumentException)
        {
            // A character that no path has.
            return false;
        }
    }
}
