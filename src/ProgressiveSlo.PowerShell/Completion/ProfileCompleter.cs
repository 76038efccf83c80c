using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using ProgressiveSlo.Formats.Plans;

namespace ProgressiveSlo.PowerShell.Completion;

/// <summary>Completes names of built-in profiles, then names of files.</summary>
internal sealed class ProfileCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var names = Words.Complete(wordToComplete, BuiltInProfiles.All.Select(p => new KeyValuePair<string, string>(p.Name, p.Description)));
        return parameterName == "Profile" ? names.Concat(CompletionCompleters.CompleteFilename(wordToComplete)) : names;
    }
}
