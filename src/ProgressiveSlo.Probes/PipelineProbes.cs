using System.Text.RegularExpressions;
using System.Threading;
using ProgressiveSlo.Migration.Prerequisites;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Probes;

/// <summary>What the probes of pipelines share: they look into the files of a repository.</summary>
internal abstract class PipelineFileProbe(string? folder, string name, bool required)
    : PrerequisiteProbe(name, PrerequisiteArea.Pipeline, required)
{
    public sealed override SloPrerequisite Probe(CancellationToken token)
    {
        if (folder is null)
            return SkippedRepository();
        try
        {
            var root = RepositoryRoot.Find(folder) ?? folder;
            return Look(root, PipelineFiles.Find(root));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.SecurityException)
        {
            return Unknown(
                "The folder cannot be read: " + PrintableText.Escape(e.Message).TrimEnd('.'),
                "Give yourself the right to read it"
            );
        }
    }

    /// <param name="root">The folder where the repository begins.</param>
    /// <param name="files">The definitions of pipelines, as paths below it.</param>
    private protected abstract SloPrerequisite Look(string root, IReadOnlyList<string> files);
}

/// <summary>Whether the repository has the definition of a pipeline.</summary>
internal sealed class PipelineProbe(string? folder) : PipelineFileProbe(folder, "PipelineDefined", required: true)
{
    private protected override SloPrerequisite Look(string root, IReadOnlyList<string> files) =>
        files.Count == 0
            ? Fail(
                "The repository defines no pipeline",
                "New-SloRepository lays one out; it is looked for in azure-pipelines.yml, "
                    + ".azure-pipelines/, .github/workflows/, .gitlab-ci.yml and Jenkinsfile"
            )
            : Pass(
                $"{Count(files.Count, "pipeline is", "pipelines are")} defined: "
                    + $"{string.Join(", ", files.Take(5).Select(PrintableText.Escape))}",
                PrintableText.Escape(files[0])
            );
}

/// <summary>
/// Whether a pipeline calls ProgressiveSlo. It may do so in a script of its own that nobody follows here, so this decides nothing.
/// </summary>
internal sealed class PipelineCallsProbe(string? folder) : PipelineFileProbe(folder, "PipelineCallsProgressiveSlo", required: false)
{
    private const int MostCharacters = 256 * 1024;

    private protected override SloPrerequisite Look(string root, IReadOnlyList<string> files)
    {
        if (files.Count == 0)
            return Unknown("There is no pipeline to look into", "New-SloRepository lays one out");
        return files.FirstOrDefault(f => Calls(Path.Combine(root, f))) is { } file
            ? Pass($"{PrintableText.Escape(file)} calls ProgressiveSlo", PrintableText.Escape(file))
            : Fail(
                "No pipeline names ProgressiveSlo, its cmdlets or gate.ps1",
                "Call pull-request.ps1 for pull requests and gate.ps1 for promotions; New-SloRepository lays both out"
            );
    }

    private static bool Calls(string file)
    {
        using var reader = new StreamReader(file);
        var buffer = new char[MostCharacters];
        var text = new string(buffer, 0, reader.ReadBlock(buffer, 0, buffer.Length));
        return Regex.IsMatch(
            text,
            @"ProgressiveSlo|\bgate\.ps1|\bpull-request\.ps1|\b[A-Z][a-z]+-Slo[A-Z]",
            RegexOptions.CultureInvariant,
            TimeSpan.FromSeconds(5)
        );
    }
}

/// <summary>The definitions of pipelines in a repository, where each system looks for them.</summary>
internal static class PipelineFiles
{
    private static readonly (string Folder, string Pattern)[] Places =
    [
        ("", "azure-pipelines*.yml"),
        ("", "azure-pipelines*.yaml"),
        (".azure-pipelines", "*.yml"),
        (".azure-pipelines", "*.yaml"),
        (".azuredevops", "*.yml"),
        (".github/workflows", "*.yml"),
        (".github/workflows", "*.yaml"),
        ("", ".gitlab-ci.yml"),
        ("", "Jenkinsfile"),
        ("", "bitbucket-pipelines.yml"),
        (".circleci", "config.yml"),
    ];

    /// <summary>Paths below the root, with <c>/</c>, in the order of their names; empty files are none.</summary>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static IReadOnlyList<string> Find(string root) =>
        [
            .. Places
                .SelectMany(p => Files(root, p.Folder, p.Pattern))
                .Distinct(StringComparer.Ordinal)
                .OrderBy(f => f, StringComparer.Ordinal),
        ];

    private static IEnumerable<string> Files(string root, string folder, string pattern)
    {
        var full = Path.Combine(root, folder);
        return !Directory.Exists(full)
            ? []
            : new DirectoryInfo(full)
                .GetFiles(pattern)
                .Where(f => f.Length > 0)
                .Select(f => folder.Length == 0 ? f.Name : folder + "/" + f.Name);
    }
}
