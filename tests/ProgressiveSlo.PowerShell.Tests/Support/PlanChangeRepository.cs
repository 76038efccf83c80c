using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Support;

/// <summary>
/// A real Git repository as New-SloRepository lays it out, with two services on main: checkout in baseline, and search in improvement,
/// moved there once. Branches are made of it and compared with it.
/// </summary>
public sealed class PlanChangeRepository : IDisposable
{
    /// <summary>A digest as the gate writes it.</summary>
    public const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private const string Manifests =
        "Import-SloPlan $plans | Get-SloPhase -Current | "
        + "Export-SloManifest $repo/manifests/PrometheusRule -Format PrometheusRule -Prune";

    private readonly Engine _engine = Engine.Create();

    public PlanChangeRepository()
    {
        Script("New-SloRepository $repo None");
        Script("New-SloPlan checkout, search -StartDate 2024-01-01 | Export-SloPlan $repo/plans/");
        Move("search");
        WriteFile("manifests/own/hand.yaml", "groups: []\n");
        Export();
        Git("init", "-q", "-b", "main");
        Git("config", "user.name", "kim");
        Git("config", "user.email", "kim@example.com");
        Git("config", "commit.gpgsign", "false");
        Git("config", "core.autocrlf", "false");
        Git("config", "advice.detachedHead", "false");
        Commit();
    }

    public string Folder => _engine.PathOf("repo");

    public void Dispose()
    {
        // Objects are read-only, which Windows takes seriously.
        foreach (var file in new DirectoryInfo(Folder).EnumerateFiles("*", SearchOption.AllDirectories).Where(f => f.IsReadOnly))
            file.IsReadOnly = false;
        _engine.Dispose();
    }

    /// <summary>Begins a branch, whatever the branch before left behind.</summary>
    public void Branch(string name, string from = "main")
    {
        Git("checkout", "-q", "-f", "-B", name, from);
        Git("reset", "-q", "--hard", from);
        Git("clean", "-ffdxq");
    }

    public void Commit(string message = "change")
    {
        Git("add", "-A");
        CommitIndex(message);
    }

    public void CommitIndex(string message = "change") => Git("commit", "-q", "--allow-empty", "-m", message);

    public string ReadFile(string path) => File.ReadAllText(Path.Combine(Folder, path));

    /// <summary>Writes a file; a plan whose history was changed gets digests that fit, as from somebody who can compute them.</summary>
    public void WriteFile(string path, string text) => WriteByHand(path, IsPlan(path) ? PlanFileText.Relink(text) : text);

    /// <summary>Writes a file as it is given.</summary>
    public void WriteByHand(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Folder, path))!);
        File.WriteAllText(Path.Combine(Folder, path), text);
    }

    public void DeleteFile(string path) => File.Delete(Path.Combine(Folder, path));

    /// <summary>Replaces a text that is there.</summary>
    public void Edit(string path, string old, string @new)
    {
        var text = ReadFile(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        WriteFile(path, text.Replace(old, @new, StringComparison.Ordinal));
    }

    /// <summary>Adds to the end of a plan file, where its history is.</summary>
    public void Append(string path, string text) => WriteFile(path, ReadFile(path) + text);

    /// <summary>Moves a plan on as often as wanted, with a reason.</summary>
    public void Move(string service, int times = 1, string more = "-Force -Reason 'Launch of the shop'")
    {
        for (var i = 0; i < times; i++)
            Script($"Step-SloPlan $repo/plans/{service}.yaml -By kim {more}");
    }

    /// <summary>Writes proof into the history in the place of each reason.</summary>
    public void Prove(string path, string verdict = "Ready", string digest = Digest)
    {
        var number = 0;
        WriteFile(
            path,
            Regex.Replace(
                ReadFile(path),
                "(?<=  at: (?<at>.*)\n  by: kim\n)  reason: Launch of the shop\n",
                match =>
                    $"  verdict: {verdict}\n  basis: Counts\n"
                    + (digest.Length == 0 ? "" : $"  evidenceDigest: {digest[..^1]}{number++}\n")
                    + $"  evaluatedAt: {match.Groups["at"].Value}\n"
            )
        );
    }

    /// <summary>
    /// Writes the manifests of the plans as they are. Import-SloPlan refuses those that contradict themselves, so it gets copies that do
    /// not; whoever goes around the gate has other ways to write them.
    /// </summary>
    public void Export()
    {
        var copies = _engine.PathOf("copies");
        if (Directory.Exists(copies))
            Directory.Delete(copies, recursive: true);
        Directory.CreateDirectory(copies);
        foreach (var file in Directory.GetFiles(Path.Combine(Folder, "plans")).Where(IsPlan))
            File.WriteAllText(Path.Combine(copies, Path.GetFileName(file)), PlanFileText.Consistent(File.ReadAllText(file)));
        Assert.Empty(_engine.Run(Manifests, ("repo", Folder), ("plans", copies)).Errors);
    }

    /// <summary>Puts an entry into the index that no file system has to hold.</summary>
    public void Plant(string mode, string path, string content = "x\n")
    {
        var id =
            mode == "160000"
                ? Git("rev-parse", "HEAD").Trim()
                : Git(Encoding.UTF8.GetBytes(content), "hash-object", "-w", "--stdin").Trim();
        Git(Encoding.Latin1.GetBytes($"{mode} {id}\t{path}\0"), "update-index", "-z", "--add", "--index-info");
    }

    /// <summary>Puts many links into the index.</summary>
    public void PlantLinks(int count)
    {
        var id = Git("x"u8.ToArray(), "hash-object", "-w", "--stdin").Trim();
        var lines = string.Concat(Enumerable.Range(0, count).Select(i => $"120000 {id}\tmanifests/own/{i}\0"));
        Git(Encoding.ASCII.GetBytes(lines), "update-index", "-z", "--add", "--index-info");
    }

    /// <summary>Compares a branch with another one.</summary>
    public PlanChangeOutcome Compare(string arguments)
    {
        var result = _engine.Run(
            $$"""
            Compare-SloPlanChange -RepositoryPath $repo {{arguments}} | ForEach-Object {
              if ($_ -is [string]) { $_; return }
              "$($_.Allowed) $($_.Kind) $_"
              $_.Findings | ForEach-Object { "- $($_.Severity) $($_.Code) $($_.Path): $($_.Field): $($_.Message). $($_.Guidance)." }
              $_.Readiness | ForEach-Object { "+ $_" }
            }
            """,
            ("repo", Folder)
        );
        return new PlanChangeOutcome(
            [.. result.Strings.Select(s => s!)],
            [.. result.Errors.Select(e => $"{e.FullyQualifiedErrorId.Split(',')[0]}: {e.Exception.Message}")]
        );
    }

    /// <summary>What the cmdlet prints on a screen.</summary>
    public string Screen(string script)
    {
        var result = _engine.Run(script, ("repo", Folder));
        Assert.Empty(result.Errors);
        return result.Text;
    }

    private static bool IsPlan(string path) =>
        path.Contains("plans", StringComparison.Ordinal)
        && (path.EndsWith(".yaml", StringComparison.Ordinal) || path.EndsWith(".yml", StringComparison.Ordinal));

    public void Script(string script) => Assert.Empty(_engine.Run(script, ("repo", Folder)).Errors);

    public string Git(params string[] arguments) => Git([], arguments);

    public string Git(byte[] input, params string[] arguments) => GitProcess.Run(Folder, input, arguments);
}

/// <summary>What a comparison gave, as text.</summary>
/// <param name="Lines">A line for each change, then those of its findings (<c>- </c>) and gates (<c>+ </c>).</param>
/// <param name="Errors">Errors with their ids.</param>
public sealed record PlanChangeOutcome(IReadOnlyList<string> Lines, IReadOnlyList<string> Errors)
{
    /// <summary>Codes of what stands against merging.</summary>
    public IEnumerable<string> Refusals => Codes("- Error ");

    /// <summary>Codes of what is shown.</summary>
    public IEnumerable<string> Remarks => Codes("- Warning ").Concat(Codes("- Information "));

    public string Text => string.Join('\n', Lines);

    private IEnumerable<string> Codes(string start) =>
        Lines.Where(l => l.StartsWith(start, StringComparison.Ordinal)).Select(l => l[start.Length..].Split(' ')[0]).Distinct();
}
