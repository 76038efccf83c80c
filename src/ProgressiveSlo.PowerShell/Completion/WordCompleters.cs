using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ProgressiveSlo.Formats;
using ProgressiveSlo.Formats.Manifests.AlertWindows;
using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Formats.Profiles;
using ProgressiveSlo.Formats.Repositories;
using ProgressiveSlo.PowerShell.Output;

namespace ProgressiveSlo.PowerShell.Completion;

/// <summary>Makes completions of words that begin with what was typed; quotes them where they need it.</summary>
internal static class CompletionWords
{
    public static IEnumerable<CompletionResult> Complete(string typed, IEnumerable<KeyValuePair<string, string>> words)
    {
        var start = typed.Trim('\'', '"');
        return words
            .Where(w => w.Key.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            .Select(w => new CompletionResult(
                Quote(w.Key),
                w.Key,
                CompletionResultType.ParameterValue,
                w.Value.Length == 0 ? w.Key : w.Value
            ));
    }

    public static IEnumerable<CompletionResult> Complete(string typed, IEnumerable<string> words) =>
        Complete(typed, words.Select(w => new KeyValuePair<string, string>(w, "")));

    private static string Quote(string word) =>
        word.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.') ? word : "'" + word.Replace("'", "''") + "'";
}

/// <summary>Completes names of built-in alert-window sets, and of files.</summary>
internal sealed class AlertWindowSetCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    ) => CompletionWords.Complete(wordToComplete, AlertWindowSets.Names).Concat(CompletionCompleters.CompleteFilename(wordToComplete));
}

/// <summary>Completes periods of error budgets: usual rolling windows, and the calendar month.</summary>
internal sealed class BudgetWindowCompleter : IArgumentCompleter
{
    private static readonly string[] Windows = ["30d", "28d", "7d", "90d", "month"];

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    ) => CompletionWords.Complete(wordToComplete, Windows);
}

/// <summary>Completes the name of the built-in checklist, then names of files.</summary>
internal sealed class ChecklistCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    ) =>
        CompletionWords
            .Complete(wordToComplete, [BuiltInChecklists.DefaultName])
            .Concat(CompletionCompleters.CompleteFilename(wordToComplete));
}

/// <summary>
/// Completes names of manifest formats: those that can be read where manifests are read, otherwise those that can be written.
/// </summary>
internal sealed class ManifestFormatCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    ) =>
        CompletionWords.Complete(
            wordToComplete,
            commandName.StartsWith("Import", StringComparison.OrdinalIgnoreCase)
                ? ManifestFormats.ReadableNames
                : ManifestFormats.WritableNames
        );
}

/// <summary>Completes names of built-in profiles, then names of files.</summary>
internal sealed class ProfileCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    )
    {
        var names = CompletionWords.Complete(
            wordToComplete,
            BuiltInProfiles.All.Select(p => new KeyValuePair<string, string>(p.Name, p.Description))
        );
        return parameterName == "Profile" ? names.Concat(CompletionCompleters.CompleteFilename(wordToComplete)) : names;
    }
}

/// <summary>Completes names of report formats.</summary>
internal sealed class ReportFormatCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    ) => CompletionWords.Complete(wordToComplete, ReportRegistry.FormatNames);
}

/// <summary>Completes the pipelines that a repository can be laid out for.</summary>
internal sealed class RepositoryPipelineCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    ) => CompletionWords.Complete(wordToComplete, RepositoryLayout.Pipelines);
}
