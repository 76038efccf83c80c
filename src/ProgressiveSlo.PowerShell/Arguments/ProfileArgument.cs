using System.IO;
using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Plans;
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

        var path = text.Length == 0 ? "" : FileSystemPath.Of(text, paths);
        return File.Exists(path)
            ? ProfileReader.ReadFile(path, text)
            : throw new SloValidationException(
                "Profile",
                $"There is no built-in profile and no file '{Planning.ServiceName.Printable(text)}'",
                "Give one of " + string.Join(", ", BuiltInProfiles.Names) + ", or the path of a profile file");
    }
}
