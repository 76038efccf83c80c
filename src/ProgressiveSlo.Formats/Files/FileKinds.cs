using System.Runtime.InteropServices;
using System.Text;

namespace ProgressiveSlo.Formats.Files;

/// <summary>What is at a path when every link is followed. Nothing is opened: a pipe would keep its reader waiting for ever.</summary>
public static class FileKinds
{
    private const int ModeOffset = 4;
    private const int TypeMask = 0xF000;
    private const int Missing = 0;
    private const int RegularFile = 0x8000;
    private const int FolderType = 0x4000;

    // More than the runtime's own structure has in any version; the mode is its second field in all of them.
    private const int StatusBytes = 256;

    /// <summary>
    /// Whether something is there that is neither a file nor a folder: a pipe, a socket or a device. Windows has none of these in folders.
    /// </summary>
    /// <param name="path">Full path.</param>
    public static bool IsSpecial(string path) => Type(path) is not (null or Missing or RegularFile or FolderType);

    /// <summary>Whether a file is there that can be read from its start to its end.</summary>
    /// <param name="path">Full path.</param>
    public static bool IsFile(string path) => Type(path) is { } type ? type == RegularFile : File.Exists(path);

    /// <summary>Whether the path is a link that leads to nothing, as an editor leaves it beside a file that it has open.</summary>
    /// <param name="path">Full path.</param>
    public static bool IsDangling(string path) =>
        FileSystemCompat.IsLink(path)
        && FileSystemCompat.Target(path) is var target
        && (target == path || (!File.Exists(target) && !Directory.Exists(target)));

    /// <summary>Whether the path is a link; what it leads to belongs to whoever made the link.</summary>
    /// <param name="path">Full path.</param>
    public static bool IsLink(string path) => FileSystemCompat.IsLink(path);

    // File.Exists is true for a link that leads to nothing, and for a pipe. Null where the system is not asked.
    private static int? Type(string path)
    {
        if (Path.DirectorySeparatorChar != '/')
            return null;
        try
        {
            var status = new byte[StatusBytes];
            return Stat(Encoding.UTF8.GetBytes(path + "\0"), status) == 0 ? BitConverter.ToInt32(status, ModeOffset) & TypeMask : Missing;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // A runtime without this library tells only what is there at all.
            return null;
        }
    }

    // The runtime's own way to ask: the layout of the system's structure differs from system to system.
    [DllImport("libSystem.Native", EntryPoint = "SystemNative_Stat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int Stat(byte[] path, byte[] status);
}

/// <summary>One name for a file, however its path is spelled.</summary>
internal static class FileIdentity
{
    private const int MostLinks = 40;

    /// <summary>
    /// The path with every link in it followed, and without case: two spellings of one file give one name. Two files that differ in case
    /// alone, or in how a letter is composed, share a name, which makes one wait for the other and does no harm.
    /// </summary>
    /// <param name="path">Full path; the file need not exist.</param>
    public static string NameOf(string path) => Resolve(Path.GetFullPath(path), 0).Normalize(NormalizationForm.FormC).ToUpperInvariant();

    private static string Resolve(string path, int links)
    {
        var root = Path.GetPathRoot(path) ?? "";
        var current = root;
        foreach (var part in path.Substring(root.Length).Split([Path.DirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(current, part);
            var target = links < MostLinks && FileSystemCompat.IsLink(next) ? FileSystemCompat.Target(next) : next;

            // The target may itself lie behind links.
            current = target == next ? next : Resolve(Path.GetFullPath(target), links + 1);
        }

        return current;
    }
}
