using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Language;
using ProgressiveSlo.Formats.Manifests;

namespace ProgressiveSlo.PowerShell.Completion;

/// <summary>Completes names of manifest formats.</summary>
internal sealed class ManifestFormatCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Words.Complete(wordToComplete, ManifestFormats.WritableNames);
}
