using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.PowerShell.Completion;

/// <summary>Completes names of phases: of the plan or profile that is bound already, otherwise of the default profile.</summary>
internal sealed class PhaseCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var phases = Bound(fakeBoundParameters, "Plan") is SloPlan plan
            ? plan.GetProfile().Phases
            : Profile(Bound(fakeBoundParameters, "Profile"))?.Phases ?? [];
        return Words.Complete(wordToComplete, phases.Select(p => new KeyValuePair<string, string>(p.Name, p.Description)));
    }

    private static PhaseProfile? Profile(object? bound) => bound switch
    {
        PhaseProfile profile => profile,
        string name => BuiltInProfiles.Find(name) ?? FromFile(name),
        _ => BuiltInProfiles.Find(BuiltInProfiles.DefaultName),
    };

    // Completion never fails: a file that is not there, or is no profile, offers nothing.
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
