using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Prometheus.Prerequisites.Repository;

/// <summary>What the probes of pipelines share: they look into the files of a repository.</summary>
internal abstract class PipelineFileProbe(string? folder, string name, bool required) : PrerequisiteProbe(name, PrerequisiteArea.Pipeline, required)
{
    public sealed override SloPrerequisite Probe(CancellationToken token)
    {
        if (folder is null)
            return SkippedRepository();
        try
        {
            var root = RepositoryRoot.Find(folder) ?? folder;
            return Look(root, PipelineFiles.In(root));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.SecurityException)
        {
            return Unknown("The folder cannot be read: " + PrintableText.Escape(e.Message).TrimEnd('.'), "Give yourself the right to read it");
        }
    }

    /// <param name="root">The folder where the repository begins.</param>
    /// <param name="files">The definitions of pipelines, as paths below it.</param>
    private protected abstract SloPrerequisite Look(string root, IReadOnlyList<string> files);
}
