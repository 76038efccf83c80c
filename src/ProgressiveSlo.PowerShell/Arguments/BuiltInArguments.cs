using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests.AlertWindows;
using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Formats.Profiles;
using ProgressiveSlo.Migration.Checklist;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>What <c>-Profile</c> takes: the name of a built-in profile, the path of a profile file, or a profile object.</summary>
internal static class ProfileArgument
{
    /// <summary>The profile that was asked for; the built-in default when none was.</summary>
    /// <param name="argument">The parameter's value.</param>
    /// <param name="paths">Resolves a relative path.</param>
    /// <exception cref="SloDocumentException">The file is not a sound profile.</exception>
    /// <exception cref="SloValidationException">No built-in profile and no file has that name.</exception>
    public static PhaseProfile Resolve(object? argument, PathIntrinsics paths)
    {
        argument = (argument as PSObject)?.BaseObject ?? argument;
        if (argument is PhaseProfile profile)
            return profile;
        var text = argument switch
        {
            null => BuiltInProfiles.DefaultName,
            FileSystemInfo file => file.FullName,
            _ => argument.ToString() ?? "",
        };
        if (BuiltInProfiles.Find(text) is { } builtIn)
            return builtIn;

        var path = text.Length == 0 ? "" : FileSystemPath.Resolve(text, paths);
        return File.Exists(path)
            ? ProfileReader.ReadFile(path, text)
            : throw new SloValidationException(
                "Profile",
                $"There is no built-in profile and no file '{ProgressiveSlo.Naming.ServiceName.Printable(text)}'",
                "Give one of " + string.Join(", ", BuiltInProfiles.Names) + ", or the path of a profile file"
            );
    }
}

/// <summary>What <c>-AlertWindowSet</c> takes: the name of a built-in set, the path of a file, or a set.</summary>
internal static class AlertWindowSetArgument
{
    /// <summary>The set that was asked for.</summary>
    /// <param name="argument">The parameter's value.</param>
    /// <param name="paths">Resolves a relative path.</param>
    /// <exception cref="SloDocumentException">The file is not a sound set.</exception>
    /// <exception cref="SloValidationException">No built-in set and no file has that name.</exception>
    public static AlertWindowSet Resolve(object argument, PathIntrinsics paths)
    {
        argument = (argument as PSObject)?.BaseObject ?? argument;
        if (argument is AlertWindowSet set)
            return set;
        var text = argument is FileSystemInfo file ? file.FullName : argument.ToString() ?? "";
        if (AlertWindowSets.Find(text) is { } builtIn)
            return builtIn;
        var path = text.Length == 0 ? "" : FileSystemPath.Resolve(text, paths);
        return File.Exists(path)
            ? AlertWindowSets.ReadFile(path, text)
            : throw new SloValidationException(
                "AlertWindowSet",
                $"There is no built-in alert-window set and no file '{ServiceName.Printable(text)}'",
                "Give one of " + string.Join(", ", AlertWindowSets.Names) + ", or the path of a file of kind AlertWindows"
            );
    }
}

/// <summary>What <c>-Checklist</c> takes: the name of the built-in checklist, the path of a file, or a checklist.</summary>
internal static class ChecklistArgument
{
    /// <summary>The checklist that was asked for; the built-in one when none was.</summary>
    /// <param name="argument">The parameter's value.</param>
    /// <param name="paths">Resolves a relative path.</param>
    /// <exception cref="SloDocumentException">The file is not a sound checklist.</exception>
    /// <exception cref="SloValidationException">No file has that name.</exception>
    public static MigrationChecklist Resolve(object? argument, PathIntrinsics paths)
    {
        argument = (argument as PSObject)?.BaseObject ?? argument;
        if (argument is MigrationChecklist checklist)
            return checklist;
        var text = argument switch
        {
            null => BuiltInChecklists.DefaultName,
            FileSystemInfo file => file.FullName,
            _ => argument.ToString() ?? "",
        };
        if (string.Equals(text, BuiltInChecklists.DefaultName, StringComparison.OrdinalIgnoreCase))
            return BuiltInChecklists.Default;
        var path = text.Length == 0 ? "" : FileSystemPath.Resolve(text, paths);
        return File.Exists(path)
            ? ChecklistReader.ReadFile(path, text)
            : throw new SloValidationException(
                "Checklist",
                $"There is no checklist file '{ServiceName.Printable(text)}'",
                $"Give {BuiltInChecklists.DefaultName}, or the path of a checklist file"
            );
    }
}
