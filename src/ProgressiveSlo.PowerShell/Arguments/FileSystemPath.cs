using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>Resolves a path through its provider and insists that this is the file system: other drives hold no files.</summary>
internal static class FileSystemPath
{
    /// <summary>The full path in the file system; nothing has to be there.</summary>
    /// <exception cref="SloValidationException">The path is on another provider.</exception>
    public static string Of(string path, PathIntrinsics paths)
    {
        try
        {
            var full = paths.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            Check(provider, path);
            return full.IndexOf('\0') < 0 ? full : throw new SloValidationException("Path", $"'{ServiceName.Printable(path)}' is not a path", "Leave the NUL character out");
        }
        catch (SessionStateException e)
        {
            throw new SloValidationException("Path", e.Message.TrimEnd('.'), "Give a path on a drive that is there");
        }
    }

    /// <summary>Refuses a provider that is not the file system.</summary>
    /// <exception cref="SloValidationException">It is not.</exception>
    public static void Check(ProviderInfo provider, string path)
    {
        if (provider.Name != "FileSystem")
            throw new SloValidationException("Path", $"'{ServiceName.Printable(path)}' is on the provider {provider.Name}", "Give a path in the file system");
    }
}
