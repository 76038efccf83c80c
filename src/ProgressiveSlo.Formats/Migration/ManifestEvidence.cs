using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Migration;

namespace ProgressiveSlo.Formats.Migration;

/// <summary>Reads manifests as evidence for the steps of a migration: definitions with their rules, and what the lint finds.</summary>
public static class ManifestEvidence
{
    /// <summary>The evidence with what the manifests say.</summary>
    /// <param name="files">Full paths, with the paths as the user knows them.</param>
    /// <param name="evidence">Other evidence.</param>
    /// <param name="cancellation">Ends the lint early.</param>
    public static MigrationEvidence Add(IReadOnlyList<(string Full, string Display)> files, MigrationEvidence evidence, CancellationToken cancellation)
    {
        if (evidence is null)
            throw new ArgumentNullException(nameof(evidence));
        var linter = new Linter(LintOptions.Default);
        foreach (var (full, display) in files ?? throw new ArgumentNullException(nameof(files)))
            linter.AddFile(full, display);
        return evidence with
        {
            Definitions = ManifestImporter.ReadFiles(files.Distinct()).Definitions.Select(DefinedRules.Of).ToArray(),
            Findings = linter.Complete(cancellation),
        };
    }
}
