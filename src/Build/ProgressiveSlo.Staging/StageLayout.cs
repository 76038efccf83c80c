using System.Text;
using System.Text.Json;

namespace ProgressiveSlo.Build;

/// <summary>Decides which file goes where in the module. Nothing is written here.</summary>
internal sealed class StageLayout(StagingOptions options, List<Problem> problems)
{
    public const string HelpFile = "en-US/ProgressiveSlo.PowerShell.dll-Help.xml";

    private const string Dependencies = "dependencies/";

    // These come with the host; shipping our own copy would break the session.
    private static readonly string[] _neverShipped = ["System.Management.Automation.dll"];

    private readonly SortedDictionary<string, Func<byte[]>> _files = new(StringComparer.Ordinal);

    /// <summary>The path in the module, with forward slashes, and the content.</summary>
    public IReadOnlyDictionary<string, Func<byte[]>> Build(Func<byte[]> help)
    {
        var module = Path.Combine(options.Repository, "module");
        AddManifest(Path.Combine(module, "ProgressiveSlo.psd1"));
        foreach (var file in Directory.GetFiles(module, "*.ps1xml"))
            Add(Path.GetFileName(file), file);
        var topics = Path.Combine(module, "en-US");
        foreach (var file in Directory.Exists(topics) ? Directory.GetFiles(topics, "*.help.txt") : [])
            Add("en-US/" + Path.GetFileName(file), file);
        Add("LICENSE", Path.Combine(options.Repository, "LICENSE"));

        // Symbols are left out: they would double the download for stack traces that few will read.
        var cmdletFolder = Path.GetDirectoryName(options.Cmdlets)!;
        Add("ProgressiveSlo.PowerShell.dll", options.Cmdlets);
        Add("ProgressiveSlo.Core.dll", Path.Combine(cmdletFolder, "ProgressiveSlo.Core.dll"));
        Add("ProgressiveSlo.Migration.dll", Path.Combine(cmdletFolder, "ProgressiveSlo.Migration.dll"));
        foreach (var file in options.Isolated.SelectMany(DependencyClosure.Resolve))
            AddDependency(file);

        _files[HelpFile] = help;
        return _files;
    }

    // The version stands in Directory.Build.props alone.
    private void AddManifest(string source)
    {
        const string Version = "ModuleVersion          = '0.0.0'";
        Add("ProgressiveSlo.psd1", source);
        if (!File.Exists(source))
            return;
        var text = File.ReadAllText(source);
        if (text.Contains(Version, StringComparison.Ordinal))
            _files["ProgressiveSlo.psd1"] = () =>
                Encoding.UTF8.GetBytes(text.Replace("'0.0.0'", $"'{options.Version}'", StringComparison.Ordinal));
        else
            problems.Add(
                new Problem(
                    "module/ProgressiveSlo.psd1",
                    0,
                    ProblemCodes.VersionFixed,
                    $"Write {Version}; the build puts VersionPrefix of Directory.Build.props there."
                )
            );
    }

    private void AddDependency(string source)
    {
        var name = Path.GetFileName(source);
        var isAtTop = _files.Keys.Contains(name, StringComparer.OrdinalIgnoreCase);
        var isThere = _files.Keys.Contains(Dependencies + name, StringComparer.OrdinalIgnoreCase);
        if (!isAtTop && !isThere && !_neverShipped.Contains(name, StringComparer.OrdinalIgnoreCase))
            Add(Dependencies + name, source);
    }

    private void Add(string target, string source)
    {
        if (File.Exists(source))
            _files[target] = () => File.ReadAllBytes(source);
        else
            problems.Add(new Problem(source.Replace('\\', '/'), 0, ProblemCodes.MissingFile, $"The module needs this file as {target}."));
    }
}

/// <summary>
/// The assemblies that an assembly needs at run time, by its deps.json. The output folder alone would not do: it keeps
/// the files of packages that are no longer referenced.
/// </summary>
internal static class DependencyClosure
{
    /// <summary>Full paths of the assembly and all that it needs, whether they exist or not.</summary>
    public static IReadOnlyList<string> Resolve(string assemblyPath)
    {
        var folder = Path.GetDirectoryName(assemblyPath)!;
        using var deps = JsonDocument.Parse(File.ReadAllBytes(Path.ChangeExtension(assemblyPath, ".deps.json")));
        var target = deps.RootElement.GetProperty("runtimeTarget").GetProperty("name").GetString()!;
        return deps
            .RootElement.GetProperty("targets")
            .GetProperty(target)
            .EnumerateObject()
            .Where(library => library.Value.TryGetProperty("runtime", out _))
            .SelectMany(library => library.Value.GetProperty("runtime").EnumerateObject())
            .Select(file => Path.Combine(folder, file.Name[(file.Name.LastIndexOf('/') + 1)..]))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();
    }
}
