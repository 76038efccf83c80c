using System.Management.Automation;
using ProgressiveSlo.Formats.Profiles;
using ProgressiveSlo.Phases;
using ProgressiveSlo.PowerShell.Completion;
using ProgressiveSlo.PowerShell.ErrorRecords;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Gets phase profiles: built-in ones, or those of files and folders.</summary>
[Cmdlet(VerbsCommon.Get, "SloPhaseProfile", DefaultParameterSetName = PathSet)]
[OutputType(typeof(PhaseProfile))]
public sealed class GetSloPhaseProfileCommand : PathCmdlet
{
    /// <summary>Names of profiles.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Profile files and folders; built-in profiles without it.</summary>
    [Parameter(ParameterSetName = PathSet, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var isBuiltIn = Path is null && ParameterSetName == PathSet;
        var profiles = isBuiltIn
            ? BuiltInProfiles.All
            : ReadFiles(Path ?? [], ProfileErrors.NotFound, ProfileErrors.Invalid, ProfileReader.ReadFile).ToArray();
        WriteNamed(Name, profiles, p => p.Name, "profile", isBuiltIn, ProfileErrors.InvalidName, ProfileErrors.NotFound);
    }
}
