using System.Text;

namespace ProgressiveSlo.Changes;

/// <summary>
/// The files that judge a change: scripts of the gate, the module, evidence, pipelines, and who owns what. A list by kind, whatever system
/// runs the pipeline. Names are compared without case: many systems read <c>Metrics.csv</c> where <c>metrics.csv</c> is meant.
/// </summary>
public static class JudgeFiles
{
    // Below the folder of the layout. A folder stands for all files in it; * is any text without '/'.
    private static readonly string[] _ofLayout =
    [
        "*.ps1",
        "*.psm1",
        "*.psd1",
        "*.sh",
        "metrics.csv",
        "evidence",
        "modules",
        ".gitattributes",
    ];

    // Below the root of the repository.
    private static readonly string[] _ofRepository =
    [
        // GitHub, Gitea, Forgejo
        ".github",
        ".gitea",
        ".forgejo",
        // Azure DevOps
        ".azure-pipelines",
        ".azuredevops",
        "azure-pipelines*.yml",
        "azure-pipelines*.yaml",
        // GitLab
        ".gitlab",
        ".gitlab-ci*.yml",
        ".gitlab-ci*.yaml",
        // Bitbucket
        ".bitbucket",
        "bitbucket-pipelines.yml",
        // Jenkins
        "*Jenkinsfile*",
        // others
        ".buildkite",
        ".circleci",
        ".drone.yml",
        ".drone.yaml",
        ".drone.star",
        ".semaphore",
        ".teamcity",
        ".tekton",
        ".travis.yml",
        ".woodpecker",
        ".woodpecker*.yml",
        ".woodpecker*.yaml",
        "appveyor.yml",
        ".appveyor.yml",
        "buildspec*.yml",
        "buildspec*.yaml",
        "cloudbuild*.yml",
        "cloudbuild*.yaml",
        "codefresh.yml",
        // who reviews what, and what a checkout makes of files
        "CODEOWNERS",
        "docs/CODEOWNERS",
        ".gitattributes",
        ".gitmodules",
    ];

    // Anywhere. A pipeline may run them, which its own file says alone.
    private static readonly string[] _programs =
    [
        "*.ps1",
        "*.psm1",
        "*.sh",
        "*.bash",
        "*.cmd",
        "*.bat",
        "*makefile",
        "*.mk",
        "justfile",
        "taskfile.y*ml",
        "*dockerfile*",
        "*containerfile",
        ".husky",
        "hooks",
        ".githooks",
        ".pre-commit-config.y*ml",
        "lefthook.y*ml",
        ".devcontainer",
        "*template*.y*ml",
        "*pipeline*.y*ml",
        "action.y*ml",
    ];

    // Folders in which any YAML may be a part of a pipeline.
    private static readonly string[] _pipelineFolders = ["build", "ci", "cicd", "eng", "pipelines", "templates", ".ci", ".pipelines"];

    /// <summary>Whether a pipeline may run a file, or be made of it: scripts, hooks, build files and templates, wherever they lie.</summary>
    /// <param name="path">Path below the root of the repository, with <c>/</c>.</param>
    public static bool MayRun(string path)
    {
        if (path is null)
            throw new ArgumentNullException(nameof(path));
        var parts = Fold(path).Split('/');
        var isYaml = Fits(parts[parts.Length - 1], "*.YML") || Fits(parts[parts.Length - 1], "*.YAML");
        return parts.Any(part => _programs.Any(p => Fits(part, Fold(p))))
            || (isYaml && parts.Take(parts.Length - 1).Any(part => _pipelineFolders.Any(f => part == Fold(f))));
    }

    /// <summary>Whether a file judges the branch.</summary>
    /// <param name="path">Path below the root of the repository, with <c>/</c>.</param>
    /// <param name="layout">Folder of the layout in it, with <c>/</c> at its end; empty for the root.</param>
    public static bool Has(string path, string layout)
    {
        if (path is null)
            throw new ArgumentNullException(nameof(path));
        var name = Fold(path);
        var folder = Fold(layout ?? "");
        return _ofRepository.Any(p => IsIn(name, Fold(p)))
            || (name.StartsWith(folder, StringComparison.Ordinal) && _ofLayout.Any(p => IsIn(name.Substring(folder.Length), Fold(p))));
    }

    // Part by part, so that * never goes over a '/'; what lies below a folder of the list belongs to it.
    private static bool IsIn(string path, string pattern)
    {
        var parts = path.Split('/');
        var patterns = pattern.Split('/');
        return parts.Length >= patterns.Length && patterns.Zip(parts, (p, part) => Fits(part, p)).All(fits => fits);
    }

    private static bool Fits(string text, string pattern)
    {
        var pieces = pattern.Split('*');
        if (pieces.Length == 1)
            return text == pattern;
        var at = pieces[0].Length;
        if (!text.StartsWith(pieces[0], StringComparison.Ordinal))
            return false;
        foreach (var piece in pieces.Skip(1).Take(pieces.Length - 2))
        {
            var found = text.IndexOf(piece, at, StringComparison.Ordinal);
            if (found < 0)
                return false;
            at = found + piece.Length;
        }

        var last = pieces[pieces.Length - 1];
        return text.Length - at >= last.Length && text.EndsWith(last, StringComparison.Ordinal);
    }

    // As the names of a folder are compared by systems that have no two that differ in case, or in the spelling of an accent.
    private static string Fold(string name) => name.Normalize(NormalizationForm.FormC).ToUpperInvariant();
}
