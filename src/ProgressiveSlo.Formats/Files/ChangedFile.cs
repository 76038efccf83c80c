using System;
using System.IO;

namespace ProgressiveSlo.Formats.Files;

/// <summary>Changes a file in place: reads, changes and replaces it, with no other process in between.</summary>
internal static class ChangedFile
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    /// <summary>Changes a file.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="read">Reads what it holds.</param>
    /// <param name="change">Makes the new content of the one in the file; null leaves the file as it is.</param>
    /// <param name="write">Writes the new content.</param>
    /// <returns>The new content, or null.</returns>
    /// <exception cref="IOException">The file cannot be written, or another process keeps it; the file is as it was.</exception>
    public static T? Change<T>(string path, Func<T> read, Func<T, T?> change, Action<T, TextWriter> write)
        where T : class
    {
        T? changed = null;
        FileLock.Run(path, _patience, () =>
        {
            changed = change(read());
            if (changed is not null)
                AtomicFile.Write(path, overwrite: true, output => write(changed, output));
        });
        return changed;
    }
}
