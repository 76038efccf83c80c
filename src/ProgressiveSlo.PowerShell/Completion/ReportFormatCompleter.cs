using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Language;
using ProgressiveSlo.PowerShell.Output;

namespace ProgressiveSlo.PowerShell.Completion;

/// <summary>Completes names of report formats.</summary>
internal sealed class ReportFormatCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Words.Complete(wordToComplete, Reports.FormatNames);
}
