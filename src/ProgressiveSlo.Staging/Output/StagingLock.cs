using System;
using System.IO;
using System.Threading;

namespace ProgressiveSlo.Staging.Output;

/// <summary>Two builds of one tree stage one after the other.</summary>
internal static class StagingLock
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    /// <summary>Waits for the other build. Disposing the result lets the next one in; so does the end of the process.</summary>
    public static IDisposable Take(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        long start = Environment.TickCount64;
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
