using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Profiles;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.PowerShell.Completion;

/// <summary>Completes names of phases: of the plan or profile that is bound already, otherwise of the default profile.</summary>
internal sealed class PhaseCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    )
    {
        var phases = Bound(fakeBoundParameters, "Plan") is SloPlan plan
            ? plan.GetProfile().Phases
            : Profile(Bound(fakeBoundParameters, "Profile"))?.Phases ?? [];
        return CompletionWords.Complete(wordToComplete, phases.Select(p => new KeyValuePair<string, string>(p.Name, p.Description)));
    }

    private static PhaseProfile? Profile(object? bound) =>
        bound switch
        {
            PhaseProfile profile => profile,
            string name => BuiltInProfiles.Find(name) ?? FromFile(name),
            _ => BuiltInProfiles.Find(BuiltInProfiles.DefaultName),
        };

    // Completion never fails: a file that is not there, or is not a profile, offers nothing.
    private static PhaseProfile? FromFile(string path)
    {
        try
        {
            using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
            shell.AddScript("$ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($args[0])").AddArgument(path);
            return shell.Invoke<string>().FirstOrDefault() is { } full ? ProfileReader.ReadFile(full, path) : null;
        }
        catch (Exception e) when (e is SloDocumentException or RuntimeException)
        {
            return null;
        }
    }

    private static object? Bound(IDictionary parameters, string name)
    {
        var value = parameters.Contains(name) ? parameters[name] : null;
        value = value is PSObject wrapped ? wrapped.BaseObject : value;
        return value is object[] { Length: > 0 } several ? several[0] : value;
    }
}

/// <summary>Completes success criteria: those of the plan that is given, otherwise those of the built-in profile.</summary>
internal sealed class CriterionCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    )
    {
        var phase = fakeBoundParameters["Phase"] as string;
        var given = fakeBoundParameters["Plan"];
        var plan = (given is PSObject wrapped ? wrapped.BaseObject : given) as SloPlan;
        var criteria = plan is null ? FromProfile(phase) : plan.Find(phase ?? plan.CurrentPhase)?.SuccessCriteria ?? [];
        return CompletionWords.Complete(wordToComplete, criteria.Where(c => !c.Completed).Select(c => c.Text));
    }

    private static IReadOnlyList<SuccessCriterion> FromProfile(string? phase)
    {
        var profile = BuiltInProfiles.Find(BuiltInProfiles.DefaultName)!;
        return phase is null ? profile.Phases.SelectMany(p => p.SuccessCriteria).ToArray() : profile.Find(phase)?.SuccessCriteria ?? [];
    }
}
