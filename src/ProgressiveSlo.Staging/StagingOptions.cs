using System;
using System.Collections.Generic;
using System.IO;

namespace ProgressiveSlo.Staging;

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
        foreach (string line in lines)
        {
            // Comment lines name the inputs: they only make the file change when a file comes or goes.
            if (line.Length == 0 || line[0] == '#')
                continue;
            int equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || !line.StartsWith("--", StringComparison.Ordinal))
                throw new ArgumentException($"'{line}' is not an option of the form --name=value.");
            string name = line[2..equals];
            string value = line[(equals + 1)..].Trim();
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
            single.TryGetValue(name, out string? value) ? value : throw new ArgumentException($"The option --{name} is missing.");
    }
}
