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
