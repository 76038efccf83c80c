using System;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>What <c>-By</c> stands for when it is not given: who started the pipeline, otherwise who is logged in.</summary>
internal static class PersonArgument
{
    // Azure Pipelines, GitHub Actions, GitLab CI.
    private static readonly string[] _pipelines = ["BUILD_REQUESTEDFOR", "GITHUB_ACTOR", "GITLAB_USER_LOGIN"];

    public static string Resolve(string? given)
    {
        if (given is not null)
            return given;
        foreach (var name in _pipelines)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } person)
                return person;
        }

        return Environment.UserName;
    }
}
