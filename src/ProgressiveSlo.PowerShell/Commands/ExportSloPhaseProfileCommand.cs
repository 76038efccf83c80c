using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Profiles;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Phases;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.Completion;
using ProgressiveSlo.PowerShell.ErrorRecords;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Writes the files of built-in profiles, to begin one's own with.</summary>
[Cmdlet(VerbsData.Export, "SloPhaseProfile", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(FileInfo))]
public sealed class ExportSloPhaseProfileCommand : ExportCmdlet
{
    private ExportFiles? _files;

    /// <summary>Names of built-in profiles, or built-in profiles.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(BuiltInProfileCompleter))]
    [ValidateNotNullOrEmpty]
    public object[] Profile { get; set; } = [BuiltInProfiles.DefaultName];

    private protected override ErrorArea Errors => ProfileErrors.Export;

    /// <inheritdoc/>
    protected override void BeginProcessing() =>
        _files = Target(path => new ExportFiles(path, "profile", file => ProfileReader.ReadFile(file, file).Name));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var item in Profile)
        {
            if (IsStopped)
                return;
            if (TryGet(ProfileErrors.Argument, item, () => NameOf(item.Unwrap()!)) is { } name)
                WriteDocument(item, () => _files!.PathOf(name), "Write profile", output => output.Write(BuiltInProfiles.Text(name)));
        }
    }

    private static string NameOf(object item) =>
        item is PhaseProfile { Source: { } source } other
            ? throw new SloValidationException(
                nameof(Profile),
                $"The profile '{ServiceName.Printable(other.Name)}' is not built in: it is in "
                    + ServiceName.Printable(System.IO.Path.GetFileName(source)),
                "Copy that file, or give one of " + string.Join(", ", BuiltInProfiles.Names)
            )
            : BuiltInProfiles.Find((item as PhaseProfile)?.Name ?? item.ToString()!)?.Name
                ?? throw new SloValidationException(
                    nameof(Profile),
                    $"There is no built-in profile '{ServiceName.Printable(item.ToString()!)}'",
                    "Give one of " + string.Join(", ", BuiltInProfiles.Names)
                );
}
