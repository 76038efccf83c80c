namespace ProgressiveSlo.PowerShell.Tests.Help;

/// <summary>The files of docs/examples, which the examples on the pages may use and overwrite.</summary>
internal static class ExampleFiles
{
    public static void CopyTo(string target)
    {
        string source = Path.Combine(StagedModule.Repository, "docs", "examples");
        if (!Directory.Exists(source))
            return;
        foreach (string folder in Directory.GetDirectories(source, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(target, Path.GetRelativePath(source, folder)));
        foreach (string file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(target, Path.GetRelativePath(source, file)));
    }
}
