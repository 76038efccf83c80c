namespace ProgressiveSlo.Shell.Tests.Support;

/// <summary>
/// A path without [ and ] to a file in a clone whose folder may have them. PowerShell takes the folders of PSModulePath for patterns, so
/// neither slo nor any other host finds a module by name below such a folder; the README says so.
/// </summary>
internal static class PlainPath
{
    /// <summary>The file, or the same file through a link to its folder that lasts as long as the process.</summary>
    public static string Of(string file)
    {
        if (file.IndexOfAny(['[', ']']) < 0)
            return file;
        var link = Path.Combine(Path.GetTempPath(), "slo-" + Path.GetRandomFileName());
        Directory.CreateSymbolicLink(link, Path.GetDirectoryName(file)!);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(link);
        return Path.Combine(link, Path.GetFileName(file));
    }
}
