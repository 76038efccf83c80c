using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using ProgressiveSlo.Formats.Migration;

namespace ProgressiveSlo.PowerShell.Completion;

/// <summary>Completes the name of the built-in checklist, then names of files.</summary>
internal sealed class ChecklistCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Words.Complete(wordToComplete, [BuiltInChecklists.DefaultName]).Concat(CompletionCompleters.CompleteFilename(wordToComplete));
}
