using System;
using System.IO;
using System.Threading;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Files;

/// <summary>
/// Keeps other processes of this machine from changing a file meanwhile, so that what was read is what is replaced. A named mutex of the
/// system and no file: nothing is left behind in a folder that is kept in Git, and it is free again when its holder is killed.
/// </summary>
internal static class FileLock
{
    /// <summary>Runs an action that no other process runs on the same file at the same time.</summary>
    /// <param name="path">Full path of the file; it need not exist.</param>
    /// <param name="patience">How long to wait for others.</param>
    /// <param name="action">The action; it stays on this thread.</param>
    /// <exception cref="IOException">Others kept the file for longer than that, or the system has no such mutexes.</exception>
    public static void Run(string path, TimeSpan patience, Action action)
    {
        using var mutex = Open(path);
        var held = false;
        try
        {
            try
            {
                held = mutex.WaitOne(patience);
            }
            catch (AbandonedMutexException)
            {
                // Its holder was killed. Files are replaced whole, so nothing is half done.
                held = true;
            }

            if (!held)
                throw new IOException($"Another process has been changing '{path}' for {patience.TotalSeconds:0} s. Try again.");
            action();
        }
        finally
        {
            if (held)
                mutex.ReleaseMutex();
        }
    }

    private static Mutex Open(string path)
    {
        try
        {
            return new Mutex(initiallyOwned: false, "Global\\ProgressiveSlo-" + Digest.Hex(FileFacts.Target(path)));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or WaitHandleCannotBeOpenedException or NotSupportedException)
        {
            throw new IOException($"'{path}' cannot be kept from other processes: {e.Message}", e);
        }
    }
}
