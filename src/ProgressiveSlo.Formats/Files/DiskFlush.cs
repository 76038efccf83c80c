using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace ProgressiveSlo.Formats.Files;

/// <summary>
/// Waits until the disk has the content of files. Linux can do so for a whole file system in one call, which takes hardly longer than
/// for one file; elsewhere, and where that call is not to be had, it is done file by file.
/// </summary>
internal static class DiskFlush
{
    /// <summary>Waits for the content of all files.</summary>
    public static void Flush(IReadOnlyList<StagedFile> files)
    {
        foreach (var folder in files.GroupBy(f => f.Folder, StringComparer.Ordinal))
        {
            var members = folder.ToArray();
            if (members.Length > 1 && FlushFileSystem(members[0].Temporary))
                continue;
            foreach (var file in members)
                FlushFile(file.Temporary);
        }
    }

    private static void FlushFile(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None);
        stream.Flush(flushToDisk: true);
    }

    private static bool FlushFileSystem(string path)
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
            return false;
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return SyncFileSystem(stream.SafeFileHandle) == 0;
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "syncfs")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SyncFileSystem(Microsoft.Win32.SafeHandles.SafeFileHandle file);
}
