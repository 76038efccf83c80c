using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.PowerShell.Completion;

/// <summary>Completes success criteria: those of the plan that is given, otherwise those of the built-in profile.</summary>
internal sealed class CriterionCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var phase = fakeBoundParameters["Phase"] as string;
        var given = fakeBoundParameters["Plan"];
        var plan = (given is PSObject wrapped ? wrapped.BaseObject : given) as SloPlan;
        var criteria = plan is null ? OfProfile(phase) : plan.Find(phase ?? plan.CurrentPhase)?.SuccessCriteria ?? [];
        return Words.Complete(wordToComplete, criteria.Where(c => !c.Completed).Select(c => c.Text));
    }

    private static IReadOnlyList<SuccessCriterion> OfProfile(string? phase)
    {
        var profile = BuiltInProfiles.Find(BuiltInProfiles.DefaultName)!;
        return phase is null ? profile.Phases.SelectMany(p => p.SuccessCriteria).ToArray() : profile.Find(phase)?.SuccessCriteria ?? [];
    }
}
