namespace ProgressiveSlo.Shell.Tests.Support;

/// <summary>
/// A path without [ and ] to a file in a clone whose folder may have them. PowerShell takes the folders of PSModulePath for patterns, so
/// neither slo nor any other host finds a module by name below such a folder; the README says so.
/// </summary>
internal static class PlainPath
{
    /// <summary>
    /// The file, or the same file in a copy of its folder that lasts as long as the process. The runtime sees through a link.
    /// </summary>
    public static string Of(string file)
    {
        if (file.IndexOfAny(['[', ']']) < 0)
            return file;
        var from = Path.GetDirectoryName(file)!;
        var copy = Directory.CreateTempSubdirectory("slo-").FullName;
        foreach (var source in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(from, source));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(source, target);
        }

        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(copy, recursive: true);
        return Path.Combine(copy, Path.GetFileName(file));
    }
}
