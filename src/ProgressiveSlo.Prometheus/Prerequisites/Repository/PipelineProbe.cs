using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Prometheus.Prerequisites.Repository;

/// <summary>Whether the repository has the definition of a pipeline.</summary>
internal sealed class PipelineProbe(string? folder) : PipelineFileProbe(folder, "PipelineDefined", required: true)
{
    private protected override SloPrerequisite Look(string root, IReadOnlyList<string> files) => files.Count == 0
        ? Fail("The repository defines no pipeline", "New-SloRepository lays one out; it is looked for in azure-pipelines.yml, .azure-pipelines/, .github/workflows/, .gitlab-ci.yml and Jenkinsfile")
        : Pass($"{Count(files.Count, "pipeline is", "pipelines are")} defined: {string.Join(", ", files.Take(5).Select(PrintableText.Escape))}", PrintableText.Escape(files[0]));
}
