using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.ErrorRecords;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Writes findings to a baseline, so that new ones alone are shown.</summary>
[Cmdlet(VerbsData.Export, "SloFindingBaseline", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(FileInfo))]
public sealed class ExportSloFindingBaselineCommand : ExportCmdlet
{
    private readonly List<SloFinding> _findings = [];
    private string _path = "";
    private int _refused;

    /// <summary>Findings of Test-SloManifest.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public SloFinding[] Finding { get; set; } = [];

    private protected override ErrorArea Errors => ManifestErrors.BaselineExport;

    /// <inheritdoc/>
    protected override void BeginProcessing() =>
        _path = Target(path =>
            InputPaths.Yaml.Any(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase))
                ? path
                : throw new SloValidationException(
                    nameof(Path),
                    $"'{PrintableText.Escape(System.IO.Path.GetFileName(path))}' is not the name of a YAML file",
                    "Give a file whose name ends in .yaml"
                )
        );

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var finding in Finding)
        {
            _findings.Add(finding);
            _refused += FindingBaseline.IsRefusal(finding) ? 1 : 0;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_refused > 0)
            WriteWarning(
                $"{CountText.Of(_refused, "finding")} left out: with such a mistake a tool does not load the file, and it stays an error."
            );
        var folder = System.IO.Path.GetDirectoryName(_path)!;
        WriteDocument(
            _path,
            () => _path,
            "Write baseline",
            output => FindingBaseline.Write(_findings.Select(f => (f, RelativePath.Of(f.Path, folder, SessionState))), output)
        );
    }
}
