using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Profiles;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PowerShell.Arguments;

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
        var phases = fakeBoundParameters.Bound("Plan") is SloPlan plan
            ? plan.GetProfile().Phases
            : Profile(fakeBoundParameters.Bound("Profile"))?.Phases ?? [];
        return CompletionWords.Complete(wordToComplete, phases.Select(p => new KeyValuePair<string, string>(p.Name, p.Description)));
    }

    private static PhaseProfile? Profile(object? bound) =>
        bound switch
        {
            PhaseProfile profile => profile,
            string name => BuiltInProfiles.Find(name) ?? FromFile(name),
            _ => BuiltInProfiles.Find(BuiltInProfiles.DefaultName),
        };

    private static PhaseProfile? FromFile(string path) => CompletionFiles.Read(path, full => ProfileReader.ReadFile(full, path));
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
        var phase = fakeBoundParameters.Bound("Phase") as string;
        var criteria = fakeBoundParameters.Bound("Plan") is SloPlan plan
            ? plan.Find(phase ?? plan.CurrentPhase)?.SuccessCriteria ?? []
            : FromProfile(phase);
        return CompletionWords.Complete(wordToComplete, criteria.Where(c => !c.Completed).Select(c => c.Text));
    }

    private static IReadOnlyList<SuccessCriterion> FromProfile(string? phase)
    {
        var profile = BuiltInProfiles.Find(BuiltInProfiles.DefaultName)!;
        return phase is null ? profile.Phases.SelectMany(p => p.SuccessCriteria).ToArray() : profile.Find(phase)?.SuccessCriteria ?? [];
    }
}
