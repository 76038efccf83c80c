using System.Threading;
using ProgressiveSlo.Migration;

namespace ProgressiveSlo.Prometheus.Prerequisites.Repository;

/// <summary>What the probes of the repository share.</summary>
internal abstract class GitProbe(GitTool git, string name) : PrerequisiteProbe(name, PrerequisiteArea.Repository)
{
    private protected GitTool Git => git;

    public sealed override SloPrerequisite Probe(CancellationToken token) =>
        git.Folder is null ? SkippedRepository() : Look(token);

    private protected abstract SloPrerequisite Look(CancellationToken token);
}
