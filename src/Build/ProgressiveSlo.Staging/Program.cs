using System.Xml.Linq;

namespace ProgressiveSlo.Build;

/// <summary>Stages the module: <c>ProgressiveSlo.Staging @response-file</c>. Exit code 1 when anything is wrong.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        if (args is not [['@', .. string responseFile]])
        {
            Console.Error.WriteLine("usage: ProgressiveSlo.Staging @response-file");
            return 2;
        }
        var problems = Run(StagingOptions.Parse(File.ReadLines(responseFile)));
        foreach (var problem in problems.OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line))
            Console.Out.WriteLine(problem);
        return problems.Count == 0 ? 0 : 1;
    }

    /// <summary>Stages only a module without problems: the earlier one stays otherwise.</summary>
    internal static List<Problem> Run(StagingOptions options)
    {
        var problems = new List<Problem>();
        var cmdlets = CmdletReader.Read(options.Cmdlets, options.PowerShellStandard);
        var pages = PageSet.Read(options.Repository, problems);
        PageSetChecks.Run(cmdlets, pages, problems);
        var manifest = Path.Combine(options.Repository, ManifestChecks.File);
        if (File.Exists(manifest))
            ManifestChecks.Run(File.ReadAllText(manifest), cmdlets, problems);

        var files = new StageLayout(options, problems).Build(() => Help(cmdlets, pages));
        if (problems.Count > 0)
            return problems;

        using (StagingLock.Acquire(options.Output.TrimEnd('/', '\\') + ".lock"))
        {
            StagedFolder.Write(options.Output, files);
            StageStamp.Write(options.Stamp);
        }
        return problems;
    }

    private static byte[] Help(IReadOnlyList<CmdletModel> cmdlets, PageSet pages)
    {
        var commands = cmdlets.Select(c => CommandWriter.Write(c, pages.Find(c.Name)!));
        return MamlDocument.Write(commands);
    }
}

/// <summary>What the build tells the tool: one <c>--name=value</c> per line of a response file.</summary>
internal sealed class StagingOptions
{
    /// <summary>The repository's root; all problems are reported relative to it.</summary>
    public required string Repository { get; init; }

    /// <summary>The folder that becomes the module.</summary>
    public required string Output { get; init; }

    /// <summary>Written last, so that the build knows that nothing is left to do.</summary>
    public required string Stamp { get; init; }

    /// <summary>The module's version, for its manifest.</summary>
    public required string Version { get; init; }

    /// <summary>The built cmdlet assembly.</summary>
    public required string Cmdlets { get; init; }

    /// <summary>The assembly that declares PSCmdlet and its attributes for netstandard2.0.</summary>
    public required string PowerShellStandard { get; init; }

    /// <summary>The built assemblies that load in a private context, each beside its packages and its deps.json.</summary>
    public required IReadOnlyList<string> Isolated { get; init; }

    public static StagingOptions Parse(IEnumerable<string> lines)
    {
        var single = new Dictionary<string, string>(StringComparer.Ordinal);
        var isolated = new List<string>();
        foreach (var line in lines)
        {
            // Comment lines name the inputs: they only make the file change when a file comes or goes.
            if (line.Length == 0 || line[0] == '#')
                continue;
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || !line.StartsWith("--", StringComparison.Ordinal))
                throw new ArgumentException($"'{line}' is not an option of the form --name=value.");
            var name = line[2..equals];
            var value = line[(equals + 1)..].Trim();
            if (name == "isolated")
                isolated.Add(Path.GetFullPath(value));
            else
                single[name] = name == "version" ? value : Path.GetFullPath(value);
        }
        return new StagingOptions
        {
            Repository = Required("repository"),
            Output = Required("output"),
            Stamp = Required("stamp"),
            Version = Required("version"),
            Cmdlets = Required("cmdlets"),
            PowerShellStandard = Required("powershell-standard"),
            Isolated = isolated,
        };

        string Required(string name) =>
            single.TryGetValue(name, out var value) ? value : throw new ArgumentException($"The option --{name} is missing.");
    }
}
