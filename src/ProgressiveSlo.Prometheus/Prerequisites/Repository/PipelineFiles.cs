using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ProgressiveSlo.Prometheus.Prerequisites.Repository;

/// <summary>The definitions of pipelines in a repository, where each system looks for them.</summary>
internal static class PipelineFiles
{
    private static readonly (string Folder, string Pattern)[] _places =
    [
        ("", "azure-pipelines*.yml"), ("", "azure-pipelines*.yaml"), (".azure-pipelines", "*.yml"), (".azure-pipelines", "*.yaml"), (".azuredevops", "*.yml"),
        (".github/workflows", "*.yml"), (".github/workflows", "*.yaml"), ("", ".gitlab-ci.yml"), ("", "Jenkinsfile"),
        ("", "bitbucket-pipelines.yml"), (".circleci", "config.yml"),
    ];

    /// <summary>Paths below the root, with <c>/</c>, in the order of their names; empty files are none.</summary>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static IReadOnlyList<string> In(string root) =>
        [.. _places.SelectMany(p => Files(root, p.Folder, p.Pattern)).Distinct(StringComparer.Ordinal).OrderBy(f => f, StringComparer.Ordinal)];

    private static IEnumerable<string> Files(string root, string folder, string pattern)
    {
        var full = Path.Combine(root, folder);
        return !Directory.Exists(full) ? [] : new DirectoryInfo(full).GetFiles(pattern).Where(f => f.Length > 0).Select(f => folder.Length == 0 ? f.Name : folder + "/" + f.Name);
    }
}
