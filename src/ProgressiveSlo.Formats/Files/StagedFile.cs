using System.Runtime.InteropServices;
using System.Text;

namespace ProgressiveSlo.Formats.Files;

/// <summary>A file that is written beside its place, to be put there whole.</summary>
internal sealed class StagedFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _path;
    private readonly string _temporary;
    private readonly bool _overwrite;

    private StagedFile(string path, bool overwrite)
    {
        _path = path;
        _overwrite = overwrite;
        _temporary = Path.Combine(Path.GetDirectoryName(path)!, "." + Guid.NewGuid().ToString("N") + ".slo.tmp");
    }

    /// <summary>The folder of the file.</summary>
    public string Folder => Path.GetDirectoryName(_path)!;

    /// <summary>Where the content stands until <see cref="Commit"/>.</summary>
    public string Temporary => _temporary;

    /// <summary>
    /// Writes the content to a temporary file in the same folder. Errors and what may be replaced are as for
    /// <see cref="AtomicFile.Write"/>.
    /// </summary>
    /// <param name="path">Full path of the file; its folder exists.</param>
    /// <param name="overwrite">Whether a file that is there already may be replaced.</param>
    /// <param name="flush">Whether to wait until the disk has the content.</param>
    /// <param name="write">Writes the content.</param>
    public static StagedFile Write(string path, bool overwrite, bool flush, Action<TextWriter> write)
    {
        var named = path;
        path = FileSystemCompat.Target(path);
        if (FileSystemCompat.IsDevice(path) || FileSystemCompat.IsDevice(named))
            throw new IOException($"'{named}' is a device and not a file; pipe the output instead.");
        if (!overwrite && File.Exists(path))
            throw new IOException($"The file '{path}' is already there.");
        if (Directory.Exists(path))
            throw new IOException($"'{path}' is a folder.");

        var file = new StagedFile(path, overwrite);
        file.Try(() =>
        {
            using var stream = new FileStream(file._temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            using (var writer = new StreamWriter(stream, Utf8, 8192, leaveOpen: true) { NewLine = "\n" })
                write(writer);
            if (flush)
                stream.Flush(flushToDisk: true);
        });
        return file;
    }

    /// <summary>Puts the file in its place.</summary>
    public void Commit() =>
        Try(() =>
        {
            // Replace is one rename on Unix and ReplaceFile on Windows; Move never overwrites, so that without permission to
            // replace, a file that appeared meanwhile survives.
            if (_overwrite && File.Exists(_path))
            {
                FileSystemCompat.CopyMode(_path, _temporary);
                File.Replace(_temporary, _path, destinationBackupFileName: null);
            }
            else
            {
                File.Move(_temporary, _path);
            }
        });

    /// <summary>Removes what was written; the place stays as it was.</summary>
    public void Discard()
    {
        try
        {
            File.Delete(_temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first error is the one to report.
        }
    }

    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e)
        {
            Discard();

            // Whoever reads the error knows the file by its own name.
            if (e is IOException && e.Message.Contains(_temporary))
                throw new IOException(e.Message.Replace(_temporary, _path), e);
            if (e is UnauthorizedAccessException && e.Message.Contains(_temporary))
                throw new UnauthorizedAccessException(e.Message.Replace(_temporary, _path), e);
            throw;
        }
    }
}

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
