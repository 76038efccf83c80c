namespace ProgressiveSlo.Findings;

/// <summary>Addresses of the pages about findings. This is the one place in the code that knows where the repository is.</summary>
public static class HelpPages
{
    /// <summary>Address of the project, as in the manifest of the module.</summary>
    public const string Project = "https://github.com/ProgressiveSlo/ProgressiveSlo";

    /// <summary>The page of a lint code.</summary>
    /// <param name="code">The code.</param>
    public static string OfCode(string code) => Page("lint/" + code + ".md");

    /// <summary>The page of a cmdlet.</summary>
    /// <param name="cmdlet">Name of the cmdlet.</param>
    public static string OfCmdlet(string cmdlet) => Page("cmdlets/" + cmdlet + ".md");

    /// <summary>What is said about baselines.</summary>
    public static string Baselines { get; } = Page("lint/README.md#baselines");

    private static string Page(string path) => Project + "/blob/main/docs/" + path;
}
