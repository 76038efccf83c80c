using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Language;
using ProgressiveSlo.Formats.Repositories;

namespace ProgressiveSlo.PowerShell.Completion;

/// <summary>Completes the pipelines that a repository can be laid out for.</summary>
internal sealed class RepositoryPipelineCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Words.Complete(wordToComplete, RepositoryLayout.Pipelines);
}
