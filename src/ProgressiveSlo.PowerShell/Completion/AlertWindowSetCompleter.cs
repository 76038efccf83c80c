using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using ProgressiveSlo.Formats.Manifests.AlertWindows;

namespace ProgressiveSlo.PowerShell.Completion;

/// <summary>Completes names of built-in alert-window sets, and of files.</summary>
internal sealed class AlertWindowSetCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Words.Complete(wordToComplete, AlertWindowSets.Names).Concat(CompletionCompleters.CompleteFilename(wordToComplete));
}
