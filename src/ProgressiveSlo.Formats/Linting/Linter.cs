using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Linting;

/// <summary>Checks manifests and definitions.</summary>
public static class Linter
{
    /// <summary>Checks files, and definitions from elsewhere, as one set: duplicates and references are looked up in all of it.</summary>
    /// <param name="files">Full paths, with the paths as the user knows them. A file that is given twice is read once.</param>
    /// <param name="definitions">Definitions that were not read from these files.</param>
    /// <param name="options">What the lint knows besides.</param>
    /// <returns>The findings in the order of the files and lines; those of definitions without a document come last.</returns>
    public static IReadOnlyList<SloFinding> Lint(IEnumerable<(string Full, string Display)> files, IReadOnlyList<SloDefinition> definitions, LintOptions options)
    {
        if (files is null)
            throw new ArgumentNullException(nameof(files));
        if (definitions is null)
            throw new ArgumentNullException(nameof(definitions));
        var known = new HashSet<string>(StringComparer.Ordinal);
        var given = files.Where(f => known.Add(f.Full)).ToArray();
        return Lint((importer, result) => Array.ForEach(given, f => importer.ReadFile(f.Full, f.Display, result)), definitions, given.Select(f => f.Display).ToArray(), options);
    }

    /// <summary>Checks a text.</summary>
    /// <param name="text">YAML or JSON, one document or several.</param>
    /// <param name="options">What the lint knows besides.</param>
    public static IReadOnlyList<SloFinding> LintText(string text, LintOptions options) =>
        Lint((importer, result) => importer.Read(text, "", result), [], [""], options);

    private static IReadOnlyList<SloFinding> Lint(Action<ManifestImporter, ManifestReadResult> read, IReadOnlyList<SloDefinition> others, IReadOnlyList<string> paths, LintOptions options)
    {
        if (options is null)
            throw new ArgumentNullException(nameof(options));
        if (options.Phases.Count == 0)
            options = options with { Phases = BuiltInProfiles.Find(BuiltInProfiles.DefaultName)!.Phases.Select(p => p.Name).ToArray() };

        var findings = new FindingList(options);
        var result = new ManifestReadResult();
        var importer = new ManifestImporter(document => findings.AddRange(DocumentLint.Run(document)));
        read(importer, result);
        importer.Complete(result);
        findings.AddRange(result.Problems);

        IReadOnlyList<SloDefinition> definitions = [.. result.Definitions, .. others];
        foreach (var definition in definitions)
        {
            foreach (var loss in definition.Losses)
                findings.Add(definition, loss);
        }

        foreach (var remark in DefinitionLint.Run(definitions, options))
            findings.Add(remark);
        return findings.InOrder(paths);
    }
}
