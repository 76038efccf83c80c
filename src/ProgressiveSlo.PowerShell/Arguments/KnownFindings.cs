using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Linting;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>A baseline with the folder that its paths begin in.</summary>
internal sealed class KnownFindings
{
    private readonly FindingBaseline _baseline;
    private readonly string _folder;
    private readonly SessionState _session;

    private KnownFindings(FindingBaseline baseline, string folder, SessionState session) =>
        (_baseline, _folder, _session) = (baseline, folder, session);

    /// <summary>Reads the file that a parameter names.</summary>
    /// <exception cref="SloValidationException">The path is not in the file system.</exception>
    /// <exception cref="SloDocumentException">The file cannot be read, or is not sound.</exception>
    public static KnownFindings Read(string path, SessionState session)
    {
        var full = FileSystemPath.Resolve(path, session.Path);
        return new KnownFindings(FindingBaseline.ReadFile(full, path), System.IO.Path.GetDirectoryName(full)!, session);
    }

    /// <summary>The findings, marked where they are known, and one for each entry that is found no more.</summary>
    /// <param name="findings">All findings.</param>
    /// <param name="files">The files that were checked.</param>
    public IReadOnlyList<SloFinding> Apply(IReadOnlyList<SloFinding> findings, IEnumerable<(string Full, string Display)> files)
    {
        var located = findings.Select(f => (f, RelativePath.Of(f.Path, _folder, _session))).ToArray();
        var isChecked = new HashSet<string>(files.Select(f => RelativePath.Of(f.Full, _folder, _session)), StringComparer.Ordinal);
        return
        [
            .. _baseline.Apply(located),
            .. _baseline.Unused(located, path => path.Length > 0 && (isChecked.Contains(path) || !Exists(path))),
        ];
    }

    // Outside of the folder nothing is looked for: a file of a baseline must not ask about other places.
    private bool Exists(string path) =>
        path.StartsWith("../", StringComparison.Ordinal)
        || System.IO.Path.IsPathRooted(path)
        || File.Exists(System.IO.Path.Combine(_folder, path));
}

/// <summary>Paths as a file in Git has them.</summary>
internal static class RelativePath
{
    /// <summary>A path from a folder, with '/' between names; the full path where there is no way, and empty for no path.</summary>
    /// <param name="path">The path as a finding has it.</param>
    /// <param name="folder">Full path of the folder.</param>
    /// <param name="session">The session's paths.</param>
    public static string Of(string path, string folder, SessionState session)
    {
        if (path.Length == 0)
            return "";
        var full = System.IO.Path.GetFullPath(FileSystemPath.Resolve(path, session.Path));
        var names = Names(full);
        var from = Names(System.IO.Path.GetFullPath(folder).TrimEnd(System.IO.Path.DirectorySeparatorChar));
        var shared = 0;
        while (shared < names.Length - 1 && shared < from.Length && string.Equals(names[shared], from[shared], Comparison))
            shared++;

        // Another drive.
        if (shared == 0)
            return string.Join("/", names);
        return string.Join("/", Enumerable.Repeat("..", from.Length - shared).Concat(names.Skip(shared)));
    }

    private static StringComparison Comparison =>
        System.IO.Path.DirectorySeparatorChar == '\\' ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private static string[] Names(string path) => path.Split(System.IO.Path.DirectorySeparatorChar);
}
