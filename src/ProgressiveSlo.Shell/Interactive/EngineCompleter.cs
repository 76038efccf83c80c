using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ProgressiveSlo.Shell.Interactive;

/// <summary>Completion as pwsh offers it: commands, parameters, and the module's own argument completers.</summary>
internal sealed class EngineCompleter(Runspace runspace) : ILineCompleter
{
    public LineCompletions Complete(string text, int cursor)
    {
        try
        {
            using var shell = PowerShell.Create(runspace);
            CommandCompletion found = CommandCompletion.CompleteInput(text, cursor, options: null, shell);
            return new LineCompletions(
                found.ReplacementIndex,
                found.ReplacementLength,
                [.. found.CompletionMatches.Select(match => match.CompletionText)]
            );
        }
        catch (RuntimeException)
        {
            // A completer that fails must not take the line away that somebody is typing.
            return new LineCompletions(cursor, 0, []);
        }
    }
}
