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

    private static readonly string[] _namespaces = ["refs/tags/", "refs/heads/", "refs/remotes/"];

    private readonly GitCommand _git = new(folder, timeout, token);
    private readonly Dictionary<string, TreeEntry[]> _levels = new(StringComparer.Ordinal);
    private string? _prefix;

    /// <summary>Where the folder lies in the repository: empty, or a path with <c>/</c> at its end.</summary>
    public string Prefix => _prefix ??= Text("rev-parse", "--show-prefix").TrimEnd('\n', '\r');

    /// <summary>The id of the commit that a revision names.</summary>
    /// <param name="revision">A branch, a tag or an id.</param>
    /// <param name="parameter">Name of the parameter, for the error.</param>
    /// <exception cref="SloValidationException">There is no such commit here, or more than one, or no repository.</exception>
    public string Commit(string revision, string parameter)
    {
        if (revision is null)
            throw new ArgumentNullException(nameof(revision));
        _ = Prefix;
        var id =
            Find(revision)
            ?? throw new SloValidationException(
                parameter,
                $"'{PrintableText.Escape(revision)}' is not the name of a branch, tag or commit here",
                $"Give -{parameter}, and let the pipeline fetch it: a shallow clone does not have it"
            );

        // A tag origin/main, which whoever may push can make, is found before the branch of that name.
        return _namespaces.Select(n => Find(n + revision)).All(other => other is null || other == id)
            ? id
            : throw new SloValidationException(
                parameter,
                $"'{PrintableText.Escape(revision)}' names more than one commit here, a branch and a tag for example",
                "Give the whole name, such as refs/remotes/origin/main, and remove what has its name"
            );
    }

    private string? Find(string revision)
    {
        var found = _git.Run(MostTextBytes, null, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}");
        var id = found.Text.Trim();
        return found.ExitCode == 0 && IsId(id) ? id : null;
    }

    /// <summary>The commit that two commits have in common.</summary>
    /// <param name="one">A commit.</param>
    /// <param name="other">Another one.</param>
    /// <exception cref="SloValidationException">There is none here, or more than one.</exception>
    public string MergeBase(string one, string other)
    {
        // Where parents are cut off, another commit may look like the common one, and a branch can arrange that.
        if (Text("rev-parse", "--is-shallow-repository").Trim() != "false")
            throw Refusal(
                "The clone is shallow: which commit both branches have in common cannot be known",
                "Let the pipeline fetch all of it (fetchDepth: 0, or fetch-depth: 0)"
            );
        var found = _git.Run(MostTextBytes, null, "merge-base", "--all", one, other);
        var ids = found.Text.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (found.ExitCode == 0 && ids.Length == 1 && IsId(ids[0]))
            return ids[0];
        throw ids.Length > 1
            ? new SloValidationException(
                "TargetBranch",
                "The branch and its target have more than one merge base",
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
        var entries = new List<SourceEntry>();
        var beside = new Dictionary<string, SourceEntry>(StringComparer.Ordinal);
        foreach (var folder in folders)
            entries.AddRange(Walk(commit, folder, beside));
        if (entries.Count > MostFiles)
            throw TooMuch($"more than {NumberText.Plain(MostFiles)} files");
        return [.. entries, .. beside.Values];
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

    /// <summary>The files that two commits differ in, below the root of the repository.</summary>
    /// <param name="from">A commit.</param>
    /// <param name="to">Another one.</param>
    public IReadOnlyList<string> Changed(string from, string to) =>
        Required(_git.Run(MostListBytes, null, "diff-tree", "-r", "-z", "--name-only", "--no-renames", from, to, "--"))
            .Split(['\0'], StringSplitOptions.RemoveEmptyEntries);

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

    // Each folder on the way is listed as a whole. By a path, git looks for it in the order that it writes names in, and a commit that was
    // made by hand hides entries behind that.
    private List<SourceEntry> Walk(string commit, string folder, Dictionary<string, SourceEntry> beside)
    {
        var tree = commit;
        var path = "";
        foreach (var part in (Prefix + folder).Split('/'))
        {
            TreeEntry? next = null;
            foreach (var entry in Level(tree))
            {
                if (entry.Path == part)
                    next = entry;
                else if (IsTwin(entry.Path, part))
                    beside[path + entry.Path] = new SourceEntry(Below(path + entry.Path), SourceEntryKind.File, entry.Id);
            }

            path += part;
            if (next is null)
                return [];
            if (!next.IsTree)
                return [new SourceEntry(Below(path), next.Kind, next.Id, next.Size)];
            tree = next.Id;
            path += "/";
        }

        return [.. Entries("-r", tree).Select(e => new SourceEntry(Below(path + e.Path), e.Kind, e.Id, e.Size))];
    }

    // Plans beside plans is one folder on many systems, and Windows takes dots and spaces off the end.
    private static bool IsTwin(string name, string part) => string.Equals(name.TrimEnd('.', ' '), part, StringComparison.OrdinalIgnoreCase);

    private TreeEntry[] Level(string tree)
    {
        if (_levels.TryGetValue(tree, out var known))
            return known;
        var entries = Entries("-t", tree).ToArray();

        // A checkout takes a/b for the file b in the folder a, and of two entries the last one.
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (entries.FirstOrDefault(e => e.Path.IndexOf('/') >= 0 || !names.Add(e.Path)) is { } odd)
            throw Refusal(
                $"A folder of the commit has an entry that git itself never writes: '{PrintableText.Escape(odd.Path)}'",
                "Make the commit again with git add, and look at who made it"
            );
        return _levels[tree] = entries;
    }

    private IEnumerable<TreeEntry> Entries(string how, string tree)
    {
        var output = _git.Run(MostListBytes, null, "ls-tree", how, "-z", "-l", "--full-tree", tree);
        if (output.IsCut)
            throw TooMuch($"more than {NumberText.Plain(MostListBytes / (1024 * 1024))} MiB of names");
        return Required(output)
            .Split(['\0'], StringSplitOptions.RemoveEmptyEntries)
            .Select(line => TreeEntry.Parse(line) ?? throw Refusal("git lists files in a form that is not known", "Update Git"));
    }

    private string Below(string path) => path.StartsWith(Prefix, StringComparison.Ordinal) ? path.Substring(Prefix.Length) : path;

    private string Text(params string[] arguments) => Required(_git.Run(MostTextBytes, null, arguments));

    private static string Required(GitOutput output)
    {
        // Git is ended when it says more than is read, and then its exit code says nothing.
        if (output.IsCut)
            throw TooMuch("more text than is read");
        return GitTool.FindProblem(output.Result) is { } trouble ? throw Refusal(trouble.Problem, trouble.Fix) : output.Text;
    }

    private static string FirstLine(GitOutput output) => output.Error.Length == 0 ? "git says nothing" : output.Result.FirstErrorLine;

    private static bool IsId(string text) => TreeEntry.IsId(text);

    private static SloValidationException TooMuch(string what) =>
        Refusal($"A commit has {what}", "Look what was committed; plans and manifests of thousands of services are far below that");

    private static SloValidationException Refusal(string message, string fix) => new("RepositoryPath", message, fix);
}
