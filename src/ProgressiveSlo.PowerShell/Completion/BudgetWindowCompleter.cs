using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace ProgressiveSlo.PowerShell.Completion;

/// <summary>Completes periods of error budgets: usual rolling windows, and the calendar month.</summary>
internal sealed class BudgetWindowCompleter : IArgumentCompleter
{
    private static readonly string[] _windows = ["30d", "28d", "7d", "90d", "month"];

    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Words.Complete(wordToComplete, _windows);
}
