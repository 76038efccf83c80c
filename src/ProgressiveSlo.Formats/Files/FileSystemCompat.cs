using System.Reflection;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Files;

/// <summary>
/// What newer runtimes know of files and netstandard2.0 does not name: where a link leads, and a file's permissions. Looked
/// up once by name; on .NET Framework they are not there, and Windows rarely has either.
/// </summary>
internal static class FileSystemCompat
{
    private static readonly MethodInfo? _resolveLink = typeof(File).GetMethod("ResolveLinkTarget", [typeof(string), typeof(bool)]);
    private static readonly MethodInfo? _resolveFolderLink = typeof(Directory).GetMethod(
        "ResolveLinkTarget",
        [typeof(string), typeof(bool)]
    );
    private static readonly PropertyInfo? _linkTarget = typeof(FileSystemInfo).GetProperty("LinkTarget");
    private static readonly MethodInfo? _getMode = typeof(File).GetMethod("GetUnixFileMode", [typeof(string)]);
    private static readonly MethodInfo? _setMode = _getMode is null
        ? null
        : typeof(File).GetMethod("SetUnixFileMode", [typeof(string), _getMode.ReturnType]);

    /// <summary>The file that a path leads to when every link is followed; the path itself when it is not a link.</summary>
    public static string Target(string path)
    {
        try
        {
            var resolve = Directory.Exists(path) ? _resolveFolderLink : _resolveLink;
            return (resolve?.Invoke(null, [path, true]) as FileSystemInfo)?.FullName ?? path;
        }
        catch (TargetInvocationException e) when (e.InnerException is IOException or UnauthorizedAccessException)
        {
            return path;
        }
    }

    /// <summary>Whether the path itself is a link, be there something where it leads or not.</summary>
    public static bool IsLink(string path)
    {
        try
        {
            var entry = Directory.Exists(path) ? (FileSystemInfo)new DirectoryInfo(path) : new FileInfo(path);
            return _linkTarget is null
                ? (File.GetAttributes(path) & FileAttributes.ReparsePoint) != 0
                : _linkTarget.GetValue(entry) is not null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TargetInvocationException)
        {
            return false;
        }
    }

    /// <summary>Gives one file the permissions of another, where the system has such permissions.</summary>
    public static void CopyMode(string from, string to)
    {
        if (_getMode is null || _setMode is null || Path.DirectorySeparatorChar == '\\')
            return;
        try
        {
            _setMode.Invoke(null, [to, _getMode.Invoke(null, [from])]);
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
        return IsReserved(slug) ? slug + "-service" : slug;
    }

    /// <summary>
    /// The slug of what is in a namespace: <c>checkout</c>, and <c>checkout.staging</c> outside of the usual one. A slug has no dot, so
    /// this is never that of another name.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="namespace">Its namespace; null for none.</param>
    public static string Create(string name, string? @namespace) =>
        Create(name) + (ServiceName.OtherNamespace(@namespace) is { } other ? "." + ServiceName.Slug(other) : "");

    /// <summary>The name of a folder: the name itself where every system takes it, otherwise its slug.</summary>
    /// <param name="name">The name, such as that of a phase.</param>
    /// <param name="ending">What a name gets that Windows keeps for a device.</param>
    public static string Folder(string name, string ending)
    {
        var folder = name.All(c => AsciiChars.IsWord(c) || c == '-') ? name : ServiceName.Slug(name);
        return IsReserved(folder) ? folder + ending : folder;
    }

    // Windows has no files and folders of these names, whatever their case.
    private static bool IsReserved(string name)
    {
        var lower = name.ToLowerInvariant();
        return lower is "con" or "prn" or "aux" or "nul"
            || (
                lower.Length == 4
                && (lower.StartsWith("com", StringComparison.Ordinal) || lower.StartsWith("lpt", StringComparison.Ordinal))
                && AsciiChars.IsDigit(lower[3])
            );
    }
}
