using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Templates;
using ProgressiveSlo.PowerShell.Completion;
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
        foreach (var name in Name)
        {
            if (PatternOrError(name, "SloTemplateInvalidName") is not { } pattern)
                continue;
            var matches = templates.Where(t => pattern.IsMatch(t.Name)).ToArray();
            WriteObject(matches, enumerateCollection: true);
            if (matches.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                var known =
                    templates.Count == 0
                        ? "Give a path that holds templates"
                        : "Give one of "
                            + string.Join(", ", templates.Select(t => t.Name))
                            + (isBuiltIn ? ", or use -Path for your own" : "");
                WriteItemError(
                    new SloValidationException(
                        "Name",
                        $"There is no {(isBuiltIn ? "built-in " : "")}template "
                            + $"'{ProgressiveSlo.Naming.ServiceName.Printable(name)}'{(isBuiltIn ? "" : " there")}",
                        known
                    ),
                    "SloTemplateNotFound",
                    ErrorCategory.ObjectNotFound,
                    name
                );
            }
        }
    }

    private List<SloTemplate> OfPath(string path, bool literal)
    {
        var templates = new List<SloTemplate>();
        foreach (var (full, display) in FilesOrError(path, literal, "SloTemplateNotFound"))
        {
            try
            {
                // A file that somebody names must be a template; a folder may hold other things.
                var template = IsFromSearch(path, literal, isFile: false)
                    ? TemplateReader.ReadOneOfMany(full, display)
                    : TemplateReader.ReadFile(full, display);
                if (template is not null)
                    templates.Add(template);
            }
            catch (SloDocumentException e)
            {
                WriteItemError(e, "SloTemplateInvalid", ErrorCategory.InvalidData, display);
            }
        }

        return templates;
    }
}
