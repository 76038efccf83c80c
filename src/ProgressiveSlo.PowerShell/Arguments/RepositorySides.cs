using System.Threading;
using ProgressiveSlo.Changes;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats;
using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Formats.Manifests.Export;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Probes;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>Reads the sides of a change out of a repository: entries, plans, and which manifests do not fit them.</summary>
internal sealed class RepositorySides(GitObjects git, SourceLayout layout)
{
    private const int MostNames = 20;
    private const int MostFindings = 1000;

    // Most files are the same on all sides.
    private readonly Dictionary<string, SloPlan> _plans = new(StringComparer.Ordinal);

    /// <summary>What a commit has.</summary>
    /// <param name="commit">Id of the commit.</param>
    /// <exception cref="SloValidationException">It has more than is read.</exception>
    public SourceSide Read(string commit)
    {
        var entries = git.List(commit, [layout.PlanFolder, layout.ManifestFolder]);
        var files = entries.Where(e => IsFile(e) && layout.IsPlan(e.Path)).ToArray();
        var contents = git.Read(files.Where(f => !_plans.ContainsKey(f.ContentId)));
        return new SourceSide(entries, [.. files.Select(f => Plan(f, contents))]);
    }

    /// <summary>The folders of manifests that do not fit the plans of a side; none while a plan cannot be read.</summary>
    /// <param name="before">The target branch: a format that it has is not left out by a branch that has no file of it.</param>
    /// <param name="after">The branch.</param>
    public IReadOnlyList<ManifestMisfit> Misfits(SourceSide before, SourceSide after)
    {
        if (after.Plans.Any(p => p.Plan is null))
            return [];
        var plans = after.Plans.Select(p => p.Plan!).ToArray();
        return
        [
            .. before
                .Entries.Concat(after.Entries)
                .Select(e => FormatFolder(e.Path))
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .OrderBy(f => f, StringComparer.Ordinal)
                .Select(f => Misfit(f, plans, after))
                .OfType<ManifestMisfit>(),
        ];
    }

    /// <summary>What the lint finds in the current phases of the plans, and in the manifests, as they are committed.</summary>
    /// <param name="side">The branch.</param>
    /// <param name="today">The day, UTC, for what is ignored up to a day.</param>
    /// <param name="token">Ends the checks early.</param>
    public IReadOnlyList<SloFinding> Lint(SourceSide side, DateTime today, CancellationToken token)
    {
        var options = LintOptions.Default with { Today = today };
        var definitions = new Linter(options);
        foreach (var plan in side.Plans.Select(f => f.Plan).OfType<SloPlan>())
        {
            foreach (var definition in plan.Find(plan.CurrentPhase)!.Definitions)
                definitions.Add(definition);
        }

        var manifests = new Linter(options);
        var files = side.Entries.Where(e => IsFile(e) && SourceLayout.IsIn(e.Path, layout.ManifestFolder) && IsLinted(e.Path)).ToArray();
        var contents = git.Read(files);
        foreach (var file in files)
            manifests.AddContent(contents[file.ContentId], file.Path, isFound: true);
        return Bounded([.. definitions.Complete(token), .. manifests.Complete(token)]);
    }

    private PlanFile Plan(SourceEntry entry, IReadOnlyDictionary<string, byte[]> contents)
    {
        if (_plans.TryGetValue(entry.ContentId, out var known))
            return new PlanFile(entry, known, []);
        try
        {
            var plan = PlanReader.Read(contents[entry.ContentId], entry.Path);
            _plans.Add(entry.ContentId, plan);
            return new PlanFile(entry, plan, []);
        }
        catch (SloDocumentException e)
        {
            return new PlanFile(entry, null, e.Problems);
        }
    }

    // The folder of a format below that of the manifests, however its name is spelled.
    private string? FormatFolder(string path)
    {
        if (!SourceLayout.IsIn(path, layout.ManifestFolder))
            return null;
        var end = path.IndexOf('/', layout.ManifestFolder.Length + 1);
        if (end < 0)
            return null;
        var folder = path.Substring(0, end);
        return ManifestFormats.FindWriter(folder.Substring(layout.ManifestFolder.Length + 1)) is null ? null : folder;
    }

    private ManifestMisfit? Misfit(string folder, SloPlan[] plans, SourceSide after)
    {
        var writer = ManifestFormats.FindWriter(folder.Substring(layout.ManifestFolder.Length + 1))!;
        var files = after
            .Entries.Where(e => IsFile(e) && SourceLayout.IsIn(e.Path, folder) && e.Path.IndexOf('/', folder.Length + 1) < 0)
            .Where(e => ManifestFit.Compares(e.Path))
            .ToArray();
        var contents = git.Read(files);
        var run =
            $"Run: Import-SloPlan {layout.PlanFolder} | Get-SloPhase -Current | Export-SloManifest {folder} -Format {writer.Format} -Prune";
        try
        {
            var names = ManifestFit.Misfits(
                writer,
                plans,
                files
                    .GroupBy(f => f.Path.Substring(folder.Length + 1), StringComparer.Ordinal)
                    .ToDictionary(g => g.Key, g => contents[g.First().ContentId], StringComparer.Ordinal)
            );
            return names.Count == 0
                ? null
                : new ManifestMisfit(
                    folder,
                    $"The manifests do not fit the plans: {Shown(names)}",
                    plans.Length > 0 ? run : "No plan is left: remove these files"
                );
        }
        catch (SloValidationException e)
        {
            return new ManifestMisfit(folder, e.Problem.Message, e.Problem.Fix);
        }
        catch (ManifestNotWritableException e)
        {
            return new ManifestMisfit(folder, e.Problem.Message, e.Problem.Fix);
        }
    }

    // The gravest first, so that a file of a million remarks hides no error.
    private static SloFinding[] Bounded(SloFinding[] findings)
    {
        if (findings.Length <= MostFindings)
            return findings;
        SloFinding[] ordered = [.. findings.OrderByDescending(f => f.Severity)];
        var more = ordered[MostFindings];
        return
        [
            .. ordered.Take(MostFindings),
            new SloFinding(
                "FindingsMany",
                more.Severity,
                $"There are {NumberText.Plain(findings.Length - MostFindings)} more findings",
                more.Path,
                0,
                "",
                "Fix the ones that are shown first"
            ),
        ];
    }

    private static string Shown(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNames))
        + (names.Count > MostNames ? $" and {NumberText.Plain(names.Count - MostNames)} more" : "");

    private static bool IsLinted(string path) =>
        InputPaths.Yaml.Any(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase)) && path.IndexOf("/.", StringComparison.Ordinal) < 0;

    private static bool IsFile(SourceEntry entry) => entry.Kind is SourceEntryKind.File or SourceEntryKind.Executable;
}
