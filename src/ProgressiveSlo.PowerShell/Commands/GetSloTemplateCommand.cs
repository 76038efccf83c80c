using System.Management.Automation;
using ProgressiveSlo.Formats.Templates;
using ProgressiveSlo.PowerShell.Completion;
using ProgressiveSlo.PowerShell.ErrorRecords;
using ProgressiveSlo.Templates;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Gets SLO templates: built-in ones, or those of files and folders.</summary>
[Cmdlet(VerbsCommon.Get, "SloTemplate", DefaultParameterSetName = PathSet)]
[OutputType(typeof(SloTemplate))]
public sealed class GetSloTemplateCommand : PathCmdlet
{
    /// <summary>Names of templates.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TemplateCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Template files and folders; built-in templates without it.</summary>
    [Parameter(ParameterSetName = PathSet, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var isBuiltIn = Path is null && ParameterSetName == PathSet;
        var templates = isBuiltIn ? BuiltInTemplates.All : Given(Path ?? []).SelectMany(p => OfPath(p.Path, p.IsLiteral)).ToArray();
        WriteNamed(Name, templates, t => t.Name, "template", isBuiltIn, TemplateErrors.InvalidName, TemplateErrors.NotFound);
    }

    private List<SloTemplate> OfPath(string path, bool literal)
    {
        var templates = new List<SloTemplate>();
        foreach (var (full, display) in FilesOrError(path, literal, TemplateErrors.NotFound))
        {
            // A file that somebody names must be a template; a folder may hold other things.
            var isOneOfMany = IsFromSearch(path, literal, isFile: false);
            var template = TryGet(
                FileErrors.Document(TemplateErrors.Invalid),
                display,
                () => isOneOfMany ? TemplateReader.ReadOneOfMany(full, display) : TemplateReader.ReadFile(full, display)
            );
            if (template is not null)
                templates.Add(template);
        }

        return templates;
    }
}
