using ProgressiveSlo.Findings;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Linting;

/// <summary>Two definitions with one identity write the same series.</summary>
internal sealed class SloDuplicateCheck : ILintCheck
{
    private static readonly char[] _separators = ['/', '\\', '.', '-', '_', ' '];

    // One repository holds the same SLOs for several of these.
    private static readonly HashSet<string> _environments = new(
        (
            "dev devel development test testing int integration qa uat stage staging stg preprod preproduction prod production prd "
            + "live canary"
        ).Split(' '),
        StringComparer.OrdinalIgnoreCase
    );

    public string Code => "SloDuplicate";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (subject.Scope.EarlierDuplicate(subject.Definition) is not { } twin)
            yield break;
        var where = twin.Source is { } source ? " at " + source : "";
        // Where one server loads both, tools whose ids have no namespace mix their series; stage and prod seldom share one.
        var isElsewhere =
            ServiceName.OtherNamespace(subject.Definition.Namespace) != ServiceName.OtherNamespace(twin.Namespace)
            || IsElsewhere(subject.Definition.Source?.Path ?? "", twin.Source?.Path ?? "");
        yield return subject.Report(
            Code,
            "name",
            $"The SLO '{subject.Definition.Id}'{(twin.Phase is { } phase ? $" of the phase {phase}" : "")} is "
                + $"duplicated; the other one is{(where.Length == 0 ? " in the same input" : where)}",
            isElsewhere ? "Nothing, where no server loads both files; otherwise give one of them another name or namespace" : null
        ) with
        {
            MaximumSeverity = isElsewhere ? FindingSeverity.Information : null,
        };
    }

    // Files of several folders, or of stage and prod, are loaded by several servers.
    private static bool IsElsewhere(string one, string other)
    {
        if (one.Length == 0 || other.Length == 0 || one == other)
            return false;
        return Folder(one) != Folder(other) || !Environments(one).SetEquals(Environments(other));
    }

    private static string Folder(string path) => path.Substring(0, path.LastIndexOfAny(['/', '\\']) + 1);

    private static HashSet<string> Environments(string path) =>
        new(path.Split(_separators).Where(_environments.Contains), StringComparer.OrdinalIgnoreCase);
}
