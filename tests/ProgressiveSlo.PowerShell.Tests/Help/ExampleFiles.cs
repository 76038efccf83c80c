namespace ProgressiveSlo.PowerShell.Tests.Help;

/// <summary>The files of docs/examples, which the examples on the pages may use and overwrite.</summary>
internal static class ExampleFiles
{
    public static void CopyTo(string target)
    {
        var source = Path.Combine(StagedModule.Repository, "docs", "examples");
        if (!Directory.Exists(source))
            return;
        foreach (var folder in Directory.GetDirectories(source, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(target, Path.GetRelativePath(source, folder)));
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(target, Path.GetRelativePath(source, file)));
    }
}
