using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Language;
using ProgressiveSlo.Formats.Manifests;

namespace ProgressiveSlo.PowerShell.Completion;

/// <summary>Completes names of manifest formats: those that can be read where manifests are read, otherwise those that can be written.</summary>
internal sealed class ManifestFormatCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Words.Complete(wordToComplete, commandName.StartsWith("Import", StringComparison.OrdinalIgnoreCase) ? ManifestFormats.ReadableNames : ManifestFormats.WritableNames);
}
