using System.Threading;

namespace ProgressiveSlo.Build;

/// <summary>
/// Makes a folder hold exactly the given files. A file is replaced in one step, so that a session that imports the
/// module meanwhile sees the old or the new one; a file that is right already is not touched, since a loaded assembly
/// cannot be replaced on Windows.
/// </summary>
internal static class StagedFolder
{
    public static void Write(string folder, IReadOnlyDictionary<string, Func<byte[]>> files)
    {
        Directory.CreateDirectory(folder);
        foreach ((var path, var content) in files)
            WriteFile(Path.Combine(folder, path), content());
        RemoveStale(folder, files.Keys);
    }

    private static void WriteFile(string target, byte[] content)
    {
        if (File.Exists(target) && File.ReadAllBytes(target).AsSpan().SequenceEqual(content))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var temporary = $"{target}.{Environment.ProcessId}.tmp";
        File.WriteAllBytes(temporary, content);
        File.Move(temporary, target, overwrite: true);
    }

    private static void RemoveStale(string folder, IEnumerable<string> expected)
    {
        var keep = expected.Select(p => Path.GetFullPath(Path.Combine(folder, p))).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (!keep.Contains(Path.GetFullPath(file)))
                File.Delete(file);
        }
        // The deepest first, so that a folder of empty folders goes too.
        foreach (var directory in Directory.GetDirectories(folder, "*", SearchOption.AllDirectories).OrderByDescending(d => d.Length))
        {
            if (!Directory.EnumerateFileSystemEntries(directory).Any())
                Directory.Delete(directory);
        }
    }
}

/// <summary>
/// Tells the build that the staged folder is up to date. Each configuration has its own stamp and all share the folder,
/// so the stamps of the others become void.
/// </summary>
internal static class StageStamp
{
    public static void Write(string stamp)
    {
        var folder = Path.GetDirectoryName(stamp)!;
        foreach (var other in Directory.GetFiles(folder, "*.stamp"))
        {
            if (!Path.GetFileName(other).Equals(Path.GetFileName(stamp), StringComparison.OrdinalIgnoreCase))
                File.Delete(other);
        }
        File.WriteAllText(stamp, "");
        File.SetLastWriteTimeUtc(stamp, DateTime.UtcNow);
    }
}

/// <summary>Two builds of one tree stage one after the other.</summary>
internal static class StagingLock
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    /// <summary>Waits for the other build. Disposing the result lets the next one in; so does the end of the process.</summary>
    public static IDisposable Acquire(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var start = Environment.TickCount64;
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Environment.TickCount64 - start < _patience.TotalMilliseconds)
            {
                Thread.Sleep(50);
            }
        }
    }
}
