using ProgressiveSlo.Errors;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Linting;

/// <summary>
/// Findings that are known: a file of kind FindingBaseline. An entry is a code, a file, what the finding is about and its message, and no
/// line, so that it is found again when lines are added above it.
/// </summary>
public sealed class FindingBaseline
{
    /// <summary>The kind that such a file names.</summary>
    public const string Kind = "FindingBaseline";

    // A baseline does not know itself.
    private const string Gone = "BaselineUnused";

    private readonly string _displayPath;
    private readonly List<Entry> _entries = [];

    private FindingBaseline(string displayPath) => _displayPath = displayPath;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="displayPath">The path as the user knows it.</param>
    /// <exception cref="SloDocumentException">The file cannot be read, or is not sound.</exception>
    public static FindingBaseline ReadFile(string path, string displayPath) =>
        Read(DocumentFile.Read(path, displayPath, DocumentLimits.Default), displayPath);

    /// <summary>Reads a text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="displayPath">Name for errors and findings.</param>
    /// <exception cref="SloDocumentException">The text is not sound.</exception>
    public static FindingBaseline Read(string text, string displayPath)
    {
        var problems = new ProblemList(displayPath);
        var baseline = new FindingBaseline(displayPath);
        if (MapReader.Open(SingleDocument.Load(text, displayPath, Kind), "", problems) is { } map && DocumentHead.Check(map, Kind))
        {
            foreach (var (node, field) in map.Items("findings", required: true))
            {
                if (MapReader.Open(node, field, problems) is not { } item)
                    continue;
                var key = new Key(
                    item.OptionalText("path") ?? "",
                    item.RequiredText("code"),
                    item.OptionalText("about") ?? "",
                    FindingIdentity.Message(item.RequiredText("message"))
                );
                var count = item.OptionalInteger("count") ?? 1;
                if (count < 1)
                    item.Problem(node, "count", "The count is less than 1", "Write how many there are, or remove the entry");
                item.ReportUnknownKeys();
                baseline._entries.Add(new Entry(key, count, node.Line, node.Column));
            }

            map.ReportUnknownKeys();
        }

        problems.ThrowIfAny();
        return baseline;
    }

    /// <summary>
    /// Writes a baseline of findings: sorted, each kind once with its count, so that a change of one finding is a change of one entry.
    /// </summary>
    /// <param name="findings">Findings, with their files relative to the folder of the baseline; '/' is between folders. What keeps a tool
    /// from loading a file is left out, and so is what a comment ignores.</param>
    /// <param name="output">Where to.</param>
    public static void Write(IEnumerable<(SloFinding Finding, string Path)> findings, TextWriter output)
    {
        if (findings is null)
            throw new ArgumentNullException(nameof(findings));
        var yaml = new YamlWriter(output ?? throw new ArgumentNullException(nameof(output)));
        yaml.Comment(
            "Findings that are known: Test-SloManifest -Baseline shows the others alone.",
            "Written by Export-SloFindingBaseline. Remove an entry to see its finding again."
        );
        yaml.BeginDocument();
        yaml.Pair("apiVersion", DocumentHead.ApiVersion);
        yaml.Pair("kind", Kind);
        yaml.Key("findings");
        yaml.BeginList();
        var groups = findings
            .Where(f => Takes(f.Finding))
            .GroupBy(f => KeyOf(f.Finding, f.Path))
            .OrderBy(g => g.Key.Path, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Code, StringComparer.Ordinal)
            .ThenBy(g => g.Key.About, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Message, StringComparer.Ordinal);
        foreach (var group in groups)
        {
            yaml.BeginMap();
            yaml.OptionalPair("path", group.Key.Path.Length == 0 ? null : group.Key.Path);
            yaml.Pair("code", group.Key.Code);
            yaml.OptionalPair("about", group.Key.About.Length == 0 ? null : group.Key.About);
            yaml.Pair("message", group.Key.Message);
            if (group.Count() > 1)
                yaml.Pair("count", (decimal)group.Count());
            yaml.EndMap();
        }

        yaml.EndList();
        yaml.EndDocument();
    }

    /// <summary>Whether a tool does not load the file for it, so that no baseline may have it.</summary>
    /// <param name="finding">The finding.</param>
    public static bool IsRefusal(SloFinding finding) => finding is { IsRefusal: true };

    /// <summary>The findings, marked where the baseline has them. Of an entry with a count, that many are known.</summary>
    /// <param name="findings">Findings, with their files relative to the folder of the baseline.</param>
    public IReadOnlyList<SloFinding> Apply(IEnumerable<(SloFinding Finding, string Path)> findings)
    {
        var left = _entries.GroupBy(e => e.Key).ToDictionary(g => g.Key, g => g.Sum(e => e.Count));
        return
        [
            .. (findings ?? throw new ArgumentNullException(nameof(findings))).Select(f =>
            {
                var key = KeyOf(f.Finding, f.Path);
                if (!Takes(f.Finding) || !left.TryGetValue(key, out var count) || count == 0)
                    return f.Finding;
                left[key] = count - 1;
                return f.Finding with { IgnoredBy = FindingIgnore.Baseline, IgnoreReason = "Known: " + _displayPath };
            }),
        ];
    }

    /// <summary>A finding for each entry whose finding is not there any more.</summary>
    /// <param name="findings">As of <see cref="Apply"/>.</param>
    /// <param name="isChecked">Whether a file of an entry was checked or is gone, so that its findings would have been seen.</param>
    public IReadOnlyList<SloFinding> Unused(IEnumerable<(SloFinding Finding, string Path)> findings, Func<string, bool> isChecked)
    {
        if (isChecked is null)
            throw new ArgumentNullException(nameof(isChecked));
        var there = (findings ?? throw new ArgumentNullException(nameof(findings)))
            .Where(f => Takes(f.Finding))
            .GroupBy(f => KeyOf(f.Finding, f.Path))
            .ToDictionary(g => g.Key, g => g.Count());
        var unused = new List<SloFinding>();
        foreach (var entry in _entries.Where(e => isChecked(e.Key.Path) && !NeedsContext(e.Key.Code)))
        {
            there.TryGetValue(entry.Key, out var count);
            there[entry.Key] = Math.Max(0, count - entry.Count);
            if (count >= entry.Count)
                continue;
            var what = $"{entry.Key.Code} in {(entry.Key.Path.Length == 0 ? "definitions" : entry.Key.Path)}";
            unused.Add(
                new SloFinding(
                    Gone,
                    FindingSeverity.Information,
                    PrintableText.Escape(
                        count == 0
                            ? $"The baseline knows {what}, which is not found any more"
                            : $"The baseline knows {CountText.Whole(entry.Count)} of {what}, and there are {CountText.Whole(count)}"
                    ),
                    _displayPath,
                    entry.Line,
                    "",
                    "Write the baseline again, or change the entry"
                )
                {
                    Column = entry.Column,
                    HelpUri = HelpPages.Baselines,
                }
            );
        }

        return unused;
    }

    private static bool Takes(SloFinding finding) => finding is { IsRefusal: false, IgnoredBy: not FindingIgnore.Comment, Code: not Gone };

    private static bool NeedsContext(string code) => LintCatalog.Rules.TryGetValue(code, out var rule) && rule.NeedsContext;

    private static Key KeyOf(SloFinding finding, string path) =>
        new(path, finding.Code, FindingIdentity.About(finding), FindingIdentity.Message(finding.Message));

    private sealed record Key(string Path, string Code, string About, string Message);

    private sealed record Entry(Key Key, int Count, int Line, int Column);
}
