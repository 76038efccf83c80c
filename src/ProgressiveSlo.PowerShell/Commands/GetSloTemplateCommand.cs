using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Templates;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.Completion;
using ProgressiveSlo.Templates;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Gets SLO templates: built-in ones, or those of files and folders.</summary>
[Cmdlet(VerbsCommon.Get, "SloTemplate", DefaultParameterSetName = PathSet)]
[OutputType(typeof(SloTemplate))]
public sealed class GetSloTemplateCommand : SloCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

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

    /// <summary>Template files and folders; wildcard characters are only characters.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var literal = ParameterSetName == LiteralPathSet;
        var paths = literal ? LiteralPath : Path;
        var templates = paths is null ? BuiltInTemplates.All : paths.SelectMany(p => OfPath(p, literal)).ToArray();
        foreach (var name in Name)
        {
            if (Pattern(name) is not { } pattern)
                continue;
            var matches = templates.Where(t => pattern.IsMatch(t.Name)).ToArray();
            WriteObject(matches, enumerateCollection: true);
            if (matches.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                var known = templates.Count == 0 ? "Give a path that holds templates" : "Give one of " + string.Join(", ", templates.Select(t => t.Name)) + (paths is null ? ", or use -Path for your own" : "");
                WriteItemError(new SloValidationException("Name", $"There is no {(paths is null ? "built-in " : "")}template '{Planning.ServiceName.Printable(name)}'{(paths is null ? "" : " there")}", known), "SloTemplateNotFound", ErrorCategory.ObjectNotFound, name);
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
                var template = IsFound(path, literal, isFile: false) ? TemplateReader.ReadOneOfMany(full, display) : TemplateReader.ReadFile(full, display);
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

    private WildcardPattern? Pattern(string name)
    {
        try
        {
            return NamePattern.Of(name, nameof(Name));
        }
        catch (SloValidationException e)
        {
            WriteItemError(e, "SloTemplateInvalidName", ErrorCategory.InvalidArgument, name);
            return null;
        }
    }
}
