using System.Text.RegularExpressions;

namespace ProgressiveSlo.Formats.Files;

/// <summary>
/// Removes what runs that were killed have left beside the files that they wrote: files with a name of ours that no process holds. Whoever
/// writes such a file keeps it locked until it is in its place, and the system frees the lock of a process that is gone.
/// </summary>
public sealed class StaleFiles
{
    // Windows renames no file that is held, so there the lock is let go shortly before.
    private static readonly TimeSpan _youngest = TimeSpan.FromMinutes(1);
    private static readonly Regex _name = new(@"^\.[0-9a-f]{32}\.slo\.tmp$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private readonly HashSet<string> _swept = new(StringComparer.Ordinal);

    /// <summary>Sweeps the folder that a file is about to be written in; each folder once.</summary>
    /// <param name="path">Full path of the file; a link is followed, as by writing.</param>
    public void SweepBeside(string path)
    {
        if (path is null)
            throw new ArgumentNullException(nameof(path));
        var folder = Path.GetDirectoryName(FileSystemCompat.Target(path));
        if (folder is null || !_swept.Add(folder) || !Directory.Exists(folder))
            return;
        try
        {
            foreach (var file in Directory.EnumerateFiles(folder, ".*.slo.tmp"))
            {
                if (_name.IsMatch(Path.GetFileName(file)) && !FileKinds.IsLink(file) && FileKinds.IsFile(file) && IsOld(file))
                    Remove(file);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What cannot be listed cannot be swept; writing says what is wrong with the folder.
        }
    }

    private static bool IsOld(string file) =>
        Path.DirectorySeparatorChar == '/' || DateTime.UtcNow - File.GetLastWriteTimeUtc(file) > _youngest;

    private static void Remove(string file)
    {
        try
        {
            using var held = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody is writing it, or another run has swept it.
        }
    }
}
