using System;
using System.IO;
using System.Linq;
using System.Threading;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Prometheus.Prerequisites.Repository;

/// <summary>Whether the repository has the definition of a pipeline.</summary>
internal sealed class PipelineProbe(string? folder) : PrerequisiteProbe("PipelineDefined", PrerequisiteArea.Pipeline)
{
    public override SloPrerequisite Probe(CancellationToken token)
    {
        if (folder is null)
            return Skipped("there is no repository", "Give -RepositoryPath, or go to a folder in it");
        try
        {
            var files = PipelineFiles.In(RepositoryRoot.Find(folder) ?? folder);
            return files.Count == 0
                ? Fail("The repository defines no pipeline", "New-SloRepository lays one out; it is looked for in azure-pipelines.yml, .azure-pipelines/, .github/workflows/, .gitlab-ci.yml and Jenkinsfile")
                : Pass($"{Count(files.Count, "pipeline is", "pipelines are")} defined: {string.Join(", ", files.Take(5).Select(PrintableText.Escape))}", PrintableText.Escape(files[0]));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.SecurityException)
        {
            return Unknown("The folder cannot be read: " + PrintableText.Escape(e.Message).TrimEnd('.'), "Give yourself the right to read it");
        }
    }
}
