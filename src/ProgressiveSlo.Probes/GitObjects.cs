using System.Text;
using System.Threading;
using ProgressiveSlo.Changes;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Probes;

/// <summary>
/// Reads commits of a repository: names, modes and contents as they are in Git, never a file of a checkout. So a link is a link and a
/// submodule a submodule, and nothing leads anywhere else. How much is read is bounded.
/// </summary>
/// <param name="folder">Full path of a folder in the clone; paths are below it.</param>
/// <param name="timeout">The most time that one command may take.</param>
/// <param name="token">Ends the reading.</param>
public sealed class GitObjects(string folder, TimeSpan timeout, CancellationToken token)
{
    /// <summary>The most files of one side.</summary>
    public const int MostFiles = 50_000;

    /// <summary>The most bytes that are read at once.</summary>
    public const int MostBytes = 256 * 1024 * 1024;

    private const int MostListBytes = 32 * 1024 * 1024;
    private const int MostTextBytes = 64 * 1024;

    private readonly GitCommand _git = new(folder, timeout, token);
    private string? _prefix;

    // Where the folder lies in the repository: empty, or a path with / at its end.
    private string Prefix => _prefix ??= Text("rev-parse", "--show-prefix").TrimEnd('\n', '\r');

    /// <summary>The id of the commit that a revision names.</summary>
    /// <param name="revision">A branch, a tag or an id.</param>
    /// <param name="parameter">Name of the parameter, for the error.</param>
    /// <exception cref="SloValidationException">There is no such commit here, or no repository.</exception>
    public string Commit(string revision, string parameter)
    {
        _ = Prefix;
        var found = _git.Run(MostTextBytes, null, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}");
        var id = found.Text.Trim();
        return found.ExitCode == 0 && IsId(id)
            ? id
            : throw new SloValidationException(
                parameter,
                $"There is no branch '{PrintableText.Escape(revision)}' here",
                $"Give -{parameter}, and let the pipeline fetch it: a shallow clone does not have it"
            );
    }

    /// <summary>The commit that two commits have in common.</summary>
    /// <param name="one">A commit.</param>
    /// <param name="other">Another one.</param>
    /// <exception cref="SloValidationException">There is none here, or more than one.</exception>
    public string MergeBase(string one, string other)
    {
        var found = _git.Run(MostTextBytes, null, "merge-base", "--all", one, other);
        var ids = found.Text.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (found.ExitCode == 0 && ids.Length == 1 && IsId(ids[0]))
            return ids[0];
        throw ids.Length > 1
            ? new SloValidationException(
                "TargetBranch",
                "The branch and its target have several commits in common that stand beside each other",
                "Merge the target branch into this one, and check again"
            )
            : new SloValidationException(
                "TargetBranch",
                "The branch and its target have no history in common here",
                "Let the pipeline fetch all of it (fetchDepth: 0)"
            );
    }

    /// <summary>
    /// What a commit has in some folders, and entries beside them whose names differ from those of the folders in case only.
    /// </summary>
    /// <param name="commit">Id of the commit.</param>
    /// <param name="folders">Folders below that of the clone, with <c>/</c>.</param>
    /// <exception cref="SloValidationException">There are more files than are read.</exception>
    public IReadOnlyList<SourceEntry> List(string commit, IReadOnlyList<string> folders)
    {
        if (folders is null)
            throw new ArgumentNullException(nameof(folders));
        var arguments = new List<string> { "ls-tree", "-r", "-z", "-l", "--full-tree", commit, "--" };
        arguments.AddRange(folders.Select(f => Prefix + f));
        var entries = Entries(arguments, hasSize: true);
        if (entries.Count > MostFiles)
            throw TooMuch($"more than {NumberText.Plain(MostFiles)} files");
        entries.AddRange(folders.SelectMany(f => Twins(commit, f)).GroupBy(e => e.Path, StringComparer.Ordinal).Select(g => g.First()));
        return entries;
    }

    /// <summary>The contents of files, by their ids.</summary>
    /// <param name="entries">The files.</param>
    /// <exception cref="SloValidationException">They are larger than what is read, or one is missing.</exception>
    public IReadOnlyDictionary<string, byte[]> Read(IEnumerable<SourceEntry> entries)
    {
        var wanted = entries.GroupBy(e => e.ContentId, StringComparer.Ordinal).Select(g => g.First()).ToArray();
        if (wanted.Length == 0)
            return new Dictionary<string, byte[]>();
        if (wanted.Sum(e => e.Size) > MostBytes)
            throw TooMuch($"more than {NumberText.Plain(MostBytes / (1024 * 1024))} MiB in the files that are compared");
        var output = _git.Run(MostBytes + (wanted.Length * 128), wanted.Select(e => e.ContentId), "cat-file", "--batch");
        return BatchOutput.Parse(output.Bytes)
            ?? throw Refusal("Not all files can be read: " + FirstLine(output), "Let the pipeline fetch whole commits, without a filter");
    }

    /// <summary>Which of some files two commits differ in.</summary>
    /// <param name="from">A commit.</param>
    /// <param name="to">Another one.</param>
    /// <param name="below">Files and folders below that of the clone.</param>
    /// <param name="atRoot">Files and folders below the root of the repository.</param>
    public IReadOnlyList<string> Changed(string from, string to, IEnumerable<string> below, IEnumerable<string> atRoot)
    {
        var arguments = new List<string> { "diff-tree", "-r", "-z", "--name-only", "--no-renames", from, to, "--" };
        arguments.AddRange(below.Select(p => Prefix + p).Concat(atRoot));
        return Required(_git.Run(MostListBytes, null, [.. arguments])).Split(['\0'], StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>What two commits differ in, as the lines of a patch; text of the files is escaped line by line.</summary>
    /// <param name="from">A commit.</param>
    /// <param name="to">Another one.</param>
    /// <param name="path">A folder below that of the clone.</param>
    /// <param name="mostLines">How many lines are given; a last one says how many more there are.</param>
    public IReadOnlyList<string> Patch(string from, string to, string path, int mostLines)
    {
        // No attribute of the repository may hide a file by calling it binary, or show another text in its place.
        List<string> arguments = ["diff-tree", "-p", "-r", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--text"];
        arguments.AddRange(["--src-prefix=", "--dst-prefix="]);
        if (Prefix.Length > 0)
            arguments.Add("--relative=" + Prefix);
        arguments.AddRange([from, to, "--", Prefix + path]);
        var output = _git.Run(MostListBytes, null, [.. arguments]);
        if (!output.IsCut)
            Required(output);
        return PatchLines.Take(output.Text, output.IsCut, mostLines);
    }

    // Folders, too: Plans beside plans is one folder on many systems.
    private IEnumerable<SourceEntry> Twins(string commit, string path)
    {
        var parts = (Prefix + path).Split('/');
        for (var i = 0; i < parts.Length; i++)
        {
            var parent = string.Concat(parts.Take(i).Select(p => p + "/"));
            List<string> arguments = ["ls-tree", "-z", "--full-tree", commit];
            if (parent.Length > 0)
                arguments.AddRange(["--", parent]);
            foreach (var entry in Entries(arguments, hasSize: false, inPrefix: false))
            {
                var name = entry.Path.Substring(parent.Length);
                if (name != parts[i] && string.Equals(name, parts[i], StringComparison.OrdinalIgnoreCase))
                    yield return new SourceEntry(Below(entry.Path), SourceEntryKind.File, entry.ContentId);
            }
        }
    }

    private List<SourceEntry> Entries(List<string> arguments, bool hasSize, bool inPrefix = true)
    {
        var output = _git.Run(MostListBytes, null, [.. arguments]);
        if (output.IsCut)
            throw TooMuch($"more than {NumberText.Plain(MostListBytes / (1024 * 1024))} MiB of names");
        return
        [
            .. Required(output)
                .Split(['\0'], StringSplitOptions.RemoveEmptyEntries)
                .Select(line =>
                    Entry(line, hasSize, inPrefix) ?? throw Refusal("git lists files in a form that is not known", "Update Git")
                ),
        ];
    }

    // <mode> SP <type> SP <object> [SP <size>] TAB <path>: git-ls-tree(1), Output format.
    private SourceEntry? Entry(string line, bool hasSize, bool inPrefix)
    {
        var tab = line.IndexOf('\t');
        var parts = tab < 0 ? [] : line.Substring(0, tab).Split([' '], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != (hasSize ? 4 : 3) || !IsId(parts[2]))
            return null;
        var size = hasSize && long.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : 0;
        var path = line.Substring(tab + 1);
        return new SourceEntry(inPrefix ? Below(path) : path, KindOf(parts[0]), parts[2], size);
    }

    private string Below(string path) => path.StartsWith(Prefix, StringComparison.Ordinal) ? path.Substring(Prefix.Length) : path;

    private static SourceEntryKind KindOf(string mode) =>
        mode switch
        {
            "100644" => SourceEntryKind.File,
            "100755" => SourceEntryKind.Executable,
            "120000" => SourceEntryKind.Link,
            "160000" => SourceEntryKind.Submodule,
            _ => SourceEntryKind.Other,
        };

    private string Text(params string[] arguments) => Required(_git.Run(MostTextBytes, null, arguments));

    private static string Required(GitOutput output)
    {
        if (GitTool.FindProblem(output.Result) is { } trouble)
            throw Refusal(trouble.Problem, trouble.Fix);
        return output.IsCut ? throw TooMuch("more than is read") : output.Text;
    }

    private static string FirstLine(GitOutput output) => output.Error.Length == 0 ? "git says nothing" : output.Result.FirstErrorLine;

    private static bool IsId(string text) => text.Length is 40 or 64 && text.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'));

    private static SloValidationException TooMuch(string what) =>
        Refusal($"A commit has {what}", "Look what was committed; plans and manifests of thousands of services are far below that");

    private static SloValidationException Refusal(string message, string fix) => new("RepositoryPath", message, fix);
}
