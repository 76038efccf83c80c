using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Profiles;
using ProgressiveSlo.Phases;
using ProgressiveSlo.PowerShell.Completion;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Gets phase profiles: built-in ones, or one from a file.</summary>
[Cmdlet(VerbsCommon.Get, "SloPhaseProfile", DefaultParameterSetName = NameSet)]
[OutputType(typeof(PhaseProfile))]
public sealed class GetSloPhaseProfileCommand : PathCmdlet
{
    private const string NameSet = "Name";

    /// <summary>Names of built-in profiles.</summary>
    [Parameter(Position = 0, ParameterSetName = NameSet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Profile files.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == NameSet)
            WriteBuiltIn();
        else
            WriteFiles(Path, "SloProfileNotFound", "SloProfileInvalid", ProfileReader.ReadFile);
    }

    private void WriteBuiltIn()
    {
        foreach (var name in Name ?? ["*"])
        {
            if (PatternOrError(name, "SloProfileInvalidName") is not { } pattern)
                continue;
            var matches = BuiltInProfiles.All.Where(p => pattern.IsMatch(p.Name)).ToArray();
            WriteObject(matches, enumerateCollection: true);
            if (matches.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                var error = new SloValidationException(
                    "Name",
                    $"There is no built-in profile '{ProgressiveSlo.Naming.ServiceName.Printable(name)}'",
                    "Give one of " + string.Join(", ", BuiltInProfiles.Names) + ", or use -Path for a file"
                );
                WriteItemError(error, "SloProfileNotFound", ErrorCategory.ObjectNotFound, name);
            }
        }
    }
}
