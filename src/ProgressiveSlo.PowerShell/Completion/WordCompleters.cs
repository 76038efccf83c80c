using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats;
using ProgressiveSlo.Formats.Manifests.AlertWindows;
using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Formats.Profiles;
using ProgressiveSlo.Formats.Repositories;
using ProgressiveSlo.Formats.Templates;
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

/// <summary>Reads files that are bound to a parameter while a word is completed.</summary>
internal static class CompletionFiles
{
    /// <summary>What is in a file. Completion never fails: a file that is not there, or is not sound, gives nothing.</summary>
    /// <param name="path">The path as given; it is resolved in the runspace that completes.</param>
    /// <param name="read">Reads the file by its full path.</param>
    public static T? Read<T>(string path, Func<string, T> read)
        where T : class
    {
        try
        {
            using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
            shell.AddScript("$ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($args[0])").AddArgument(path);
            return shell.Invoke<string>().FirstOrDefault() is { } full ? read(full) : null;
        }
        catch (Exception e) when (e is SloDocumentException or RuntimeException)
        {
            return null;
        }
    }
}

/// <summary>Completes words of a list that does not depend on what is bound already.</summary>
internal abstract class WordCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    )
    {
        var words = CompletionWords.Complete(wordToComplete, Words(commandName));
        return HasFiles(parameterName) ? words.Concat(CompletionCompleters.CompleteFilename(wordToComplete)) : words;
    }

    /// <summary>The words, each with what it means, or nothing.</summary>
    protected abstract IEnumerable<KeyValuePair<string, string>> Words(string commandName);

    /// <summary>Whether the parameter takes files, too.</summary>
    protected virtual bool HasFiles(string parameterName) => false;

    /// <summary>Words that explain themselves.</summary>
    protected static IEnumerable<KeyValuePair<string, string>> Plain(IEnumerable<string> words) =>
        words.Select(w => new KeyValuePair<string, string>(w, ""));
}

/// <summary>Completes names of built-in alert-window sets, and of files.</summary>
internal sealed class AlertWindowSetCompleter : WordCompleter
{
    protected override IEnumerable<KeyValuePair<string, string>> Words(string commandName) => Plain(AlertWindowSets.Names);

    protected override bool HasFiles(string parameterName) => true;
}

/// <summary>Completes periods of error budgets: usual rolling windows, and the calendar month.</summary>
internal sealed class BudgetWindowCompleter : WordCompleter
{
    protected override IEnumerable<KeyValuePair<string, string>> Words(string commandName) => Plain(["30d", "28d", "7d", "90d", "month"]);
}

/// <summary>Completes the name of the built-in checklist, then names of files.</summary>
internal sealed class ChecklistCompleter : WordCompleter
{
    protected override IEnumerable<KeyValuePair<string, string>> Words(string commandName) => Plain([BuiltInChecklists.DefaultName]);

    protected override bool HasFiles(string parameterName) => true;
}

/// <summary>
/// Completes names of manifest formats: those that can be read where manifests are read, otherwise those that can be written.
/// </summary>
internal sealed class ManifestFormatCompleter : WordCompleter
{
    protected override IEnumerable<KeyValuePair<string, string>> Words(string commandName) =>
        Plain(
            commandName.StartsWith("Import", StringComparison.OrdinalIgnoreCase)
                ? ManifestFormats.ReadableNames
                : ManifestFormats.WritableNames
        );
}

/// <summary>Completes names of built-in profiles, then names of files where a profile may come from one.</summary>
internal sealed class ProfileCompleter : WordCompleter
{
    protected override IEnumerable<KeyValuePair<string, string>> Words(string commandName) =>
        BuiltInProfiles.All.Select(p => new KeyValuePair<string, string>(p.Name, p.Description));

    protected override bool HasFiles(string parameterName) => parameterName == "Profile";
}

/// <summary>Completes names of built-in profiles alone.</summary>
internal sealed class BuiltInProfileCompleter : WordCompleter
{
    protected override IEnumerable<KeyValuePair<string, string>> Words(string commandName) =>
        BuiltInProfiles.All.Select(p => new KeyValuePair<string, string>(p.Name, p.Description));
}

/// <summary>Completes names of built-in templates alone.</summary>
internal sealed class BuiltInTemplateCompleter : WordCompleter
{
    protected override IEnumerable<KeyValuePair<string, string>> Words(string commandName) =>
        BuiltInTemplates.All.Select(t => new KeyValuePair<string, string>(t.Name, t.Title));
}

/// <summary>Completes names of report formats.</summary>
internal sealed class ReportFormatCompleter : WordCompleter
{
    protected override IEnumerable<KeyValuePair<string, string>> Words(string commandName) => Plain(ReportRegistry.FormatNames);
}

/// <summary>Completes the pipelines that a repository can be laid out for.</summary>
internal sealed class RepositoryPipelineCompleter : WordCompleter
{
    protected override IEnumerable<KeyValuePair<string, string>> Words(string commandName) => Plain(RepositoryLayout.Pipelines);
}
