using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Templates;
using ProgressiveSlo.Naming;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.Completion;
using ProgressiveSlo.PowerShell.ErrorRecords;
using ProgressiveSlo.Templates;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Writes the files of built-in templates, to begin one's own with.</summary>
[Cmdlet(VerbsData.Export, "SloTemplate", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(FileInfo))]
public sealed class ExportSloTemplateCommand : ExportCmdlet
{
    private ExportFiles? _files;

    /// <summary>Names of built-in templates, or built-in templates.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(BuiltInTemplateCompleter))]
    [ValidateNotNullOrEmpty]
    public object[] Template { get; set; } = [];

    private protected override ErrorArea Errors => TemplateErrors.Export;

    /// <inheritdoc/>
    protected override void BeginProcessing() =>
        _files = Target(path => new ExportFiles(path, "template", file => TemplateReader.ReadFile(file, file).Name));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var item in Template)
        {
            if (IsStopped)
                return;
            if (TryGet(TemplateErrors.Argument, item, () => NameOf(item.Unwrap()!)) is { } name)
                WriteDocument(item, () => _files!.PathOf(name), "Write template", output => output.Write(BuiltInTemplates.Text(name)));
        }
    }

    private static string NameOf(object item) =>
        item is SloTemplate { Source: { } source } other
            ? throw new SloValidationException(
                nameof(Template),
                $"The template '{ServiceName.Printable(other.Name)}' is not built in: it is in "
                    + ServiceName.Printable(System.IO.Path.GetFileName(source)),
                "Copy that file, or give one of " + string.Join(", ", BuiltInTemplates.Names)
            )
            : BuiltInTemplates.Find((item as SloTemplate)?.Name ?? item.ToString()!)?.Name
                ?? throw new SloValidationException(
                    nameof(Template),
                    $"There is no built-in template '{ServiceName.Printable(item.ToString()!)}'",
                    "Give one of " + string.Join(", ", BuiltInTemplates.Names)
                );
}
