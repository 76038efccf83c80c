using System.Reflection;
using ProgressiveSlo.Naming;

namespace ProgressiveSlo.Formats.Files;

/// <summary>
/// What newer runtimes know of files and netstandard2.0 does not name: where a link leads, and a file's permissions. Looked
/// up once by name; on .NET Framework they are not there, and Windows rarely has either.
/// </summary>
internal static class FileSystemCompat
{
    private static readonly MethodInfo? ResolveLink = typeof(File).GetMethod("ResolveLinkTarget", [typeof(string), typeof(bool)]);
    private static readonly MethodInfo? GetMode = typeof(File).GetMethod("GetUnixFileMode", [typeof(string)]);
    private static readonly MethodInfo? SetMode = GetMode is null
        ? null
        : typeof(File).GetMethod("SetUnixFileMode", [typeof(string), GetMode.ReturnType]);

    /// <summary>The file that a path leads to when every link is followed; the path itself when it is not a link.</summary>
    public static string Target(string path)
    {
        try
        {
            return (ResolveLink?.Invoke(null, [path, true]) as FileSystemInfo)?.FullName ?? path;
        }
        catch (TargetInvocationException e) when (e.InnerException is IOException or UnauthorizedAccessException)
        {
            return path;
        }
    }

    /// <summary>Gives one file the permissions of another, where the system has such permissions.</summary>
    public static void CopyMode(string from, string to)
    {
        if (GetMode is null || SetMode is null || Path.DirectorySeparatorChar == '\\')
            return;
        try
        {
            SetMode.Invoke(null, [to, GetMode.Invoke(null, [from])]);
        }
        catch (TargetInvocationException e) when (e.InnerException is IOException or UnauthorizedAccessException)
        {
            // Some file systems have none; the content is what matters.
        }
    }

    /// <summary>Whether the path is a device or the like: something to write to, and never to replace.</summary>
    public static bool IsDevice(string path) =>
        Path.DirectorySeparatorChar == '/'
        && (
            path.StartsWith("/dev/", StringComparison.Ordinal)
            || path.StartsWith("/proc/", StringComparison.Ordinal)
            || path.StartsWith("/sys/", StringComparison.Ordinal)
        )
        && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);
}

/// <summary>Names of files, safe on every system.</summary>
internal static class FileSlug
{
    /// <summary>The slug of a name; names that Windows keeps for devices get an ending.</summary>
    public static string Create(string name)
    {
        var slug = ServiceName.Slug(name);
        var reserved =
            slug is "con" or "prn" or "aux" or "nul"
            || (
                slug.Length == 4
                && (slug.StartsWith("com", System.StringComparison.Ordinal) || slug.StartsWith("lpt", System.StringComparison.Ordinal))
                && slug[3] is >= '0' and <= '9'
            );
        return reserved ? slug + "-service" : slug;
    }
}
