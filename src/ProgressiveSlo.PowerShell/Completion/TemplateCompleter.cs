using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ProgressiveSlo.Formats.Templates;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.Templates;

namespace ProgressiveSlo.PowerShell.Completion;

/// <summary>Completes names of templates: those of the folder that is bound already, then built-in ones, then names of files.</summary>
internal sealed class TemplateCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    )
    {
        var isTemplate = parameterName == "Template";
        var folder = fakeBoundParameters.Bound(isTemplate ? "TemplatePath" : "Path")?.ToString();
        var own = folder is null ? [] : FromFolder(folder);

        // Get-SloTemplate -Path has the templates of that path alone.
        var all =
            isTemplate
                ? own.Concat(
                    BuiltInTemplates.All.Where(b => own.All(o => !string.Equals(o.Name, b.Name, StringComparison.OrdinalIgnoreCase)))
                )
            : folder is null ? BuiltInTemplates.All
            : own;
        var names = CompletionWords.Complete(wordToComplete, all.Select(t => new KeyValuePair<string, string>(t.Name, t.Title)));
        return isTemplate ? names.Concat(CompletionCompleters.CompleteFilename(wordToComplete)) : names;
    }

    // Completion never fails: a folder that is not there, or a file that is not a template, offers nothing.
    private static SloTemplate[] FromFolder(string folder)
    {
        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        try
        {
            return shell
                .AddScript("Get-SloTemplate -Path $args[0] -ErrorAction Ignore")
                .AddArgument(folder)
                .Invoke<SloTemplate>()
                .ToArray();
        }
        catch (RuntimeException)
        {
            return [];
        }
    }
}
