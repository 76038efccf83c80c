using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace ProgressiveSlo.Formats.Files;

/// <summary>A file that is written beside its place, to be put there whole.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private const int MostAttempts = 10;

    // The writer has a buffer. What a second one holds could fail to be written when the file is closed, and the file would stay.
    private const int Unbuffered = 1;

    private readonly string _path;
    private readonly bool _overwrite;

    // Held, and so locked, until just before the file goes to its place: whoever sweeps up after a killed run leaves it alone.
    private FileStream? _held;
    private string _temporary = "";

    private TemporaryFile(string path, bool overwrite)
    {
        _path = path;
        _overwrite = overwrite;
    }

    /// <summary>The folder of the file.</summary>
    public string Folder => Path.GetDirectoryName(_path)!;

    /// <summary>The file with the content, until <see cref="Commit"/>.</summary>
    public FileStream Held => _held ?? throw new InvalidOperationException("The file is in its place, or was discarded.");

    /// <summary>
    /// Writes the content to a temporary file in the same folder. Errors and what may be replaced are as for
    /// <see cref="AtomicFile.Write"/>.
    /// </summary>
    /// <param name="path">Full path of the file; its folder exists.</param>
    /// <param name="overwrite">Whether a file that is there already may be replaced.</param>
    /// <param name="flush">Whether to wait until the disk has the content.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="most">The most bytes that the content may have.</param>
    /// <param name="packed">Whether to pack it by gzip.</param>
    public static TemporaryFile Write(
        string path,
        bool overwrite,
        bool flush,
        Action<TextWriter> write,
        long most = long.MaxValue,
        bool packed = false
    )
    {
        var named = path;
        path = FileSystemCompat.Target(path);
        if (FileSystemCompat.IsDevice(path) || FileSystemCompat.IsDevice(named))
            throw new IOException($"'{named}' is a device and not a file; pipe the output instead.");
        if (Directory.Exists(path))
            throw new IOException($"'{path}' is a folder.");
        if (FileKinds.IsSpecial(path))
            throw new IOException($"'{named}' is a pipe, a socket or a device and not a file. Remove it, or give another path.");
        if (FileKinds.IsDangling(named))
            throw new IOException($"'{named}' is a link to '{path}', which is not there. Remove the link, or make what it leads to.");
        if (!overwrite && File.Exists(path))
            throw new IOException($"The file '{path}' is already there.");

        var file = new TemporaryFile(path, overwrite);
        file.Try(() =>
        {
            file.Create();
            using (var packer = packed ? new GZipStream(file.Held, CompressionLevel.Optimal, leaveOpen: true) : null)
            using (var writer = new StreamWriter((Stream?)packer ?? file.Held, _utf8, 8192, leaveOpen: true) { NewLine = "\n" })
                write(writer);
            if (file.Held.Length > most)
                throw TooLarge(named, file.Held.Length, most);
            file.Held.Flush(flushToDisk: flush);
        });
        return file;
    }

    private static IOException TooLarge(string path, long bytes, long most) =>
        new(
            FormattableString.Invariant(
                $"'{path}' would have {bytes / 1048576.0:0.0} MiB, and a file of more than {most / 1048576} MiB is not read again. "
            ) + "Nothing was written. Split it."
        );

    /// <summary>Puts the file in its place.</summary>
    public void Commit() =>
        Try(() =>
        {
            LetGo();
            if (_overwrite)
                Overwrite();
            else
                File.Move(_temporary, _path);
        });

    // Replace is one rename on Unix and ReplaceFile on Windows, and wants a file that is there; Move never overwrites, so that without
    // permission to replace, a file that appeared meanwhile survives. Other processes may put a file there, or take it away, in between.
    private void Overwrite()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (!File.Exists(_path))
                {
                    File.Move(_temporary, _path);
                    return;
                }

                FileSystemCompat.CopyMode(_path, _temporary);
                File.Replace(_temporary, _path, destinationBackupFileName: null);
                return;
            }
            catch (IOException) when (attempt < MostAttempts && File.Exists(_temporary)) { }
        }
    }

    private void Create()
    {
        for (var attempt = 1; ; attempt++)
        {
            _temporary = Path.Combine(Folder, "." + Guid.NewGuid().ToString("N") + ".slo.tmp");
            try
            {
                _held = new FileStream(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, Unbuffered);
                return;
            }
            catch (IOException) when (attempt < MostAttempts && Directory.Exists(Folder))
            {
                // Another process took it for one that nobody holds, in the moment before it was locked; it removes it.
            }
        }
    }

    // From here to the rename only the file's age keeps a sweeper from it, and a member of a large batch may have been written long ago.
    // Windows does not touch a file that is held.
    private void LetGo()
    {
        if (Path.DirectorySeparatorChar == '\\')
            Release();
        File.SetLastWriteTimeUtc(_temporary, DateTime.UtcNow);
        Release();
    }

    private void Release()
    {
        _held?.Dispose();
        _held = null;
    }

    /// <summary>Removes what was written and is not in its place; that stays as it was.</summary>
    public void Dispose()
    {
        try
        {
            Release();
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
            Dispose();

            // Whoever reads the error knows the file by its own name.
            if (_temporary.Length == 0)
                throw;
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
    public static void Flush(IReadOnlyList<TemporaryFile> files)
    {
        foreach (var folder in files.GroupBy(f => f.Folder, StringComparer.Ordinal))
        {
            var members = folder.ToArray();
            if (members.Length > 1 && FlushFileSystem(members[0].Held))
                continue;
            foreach (var file in members)
                file.Held.Flush(flushToDisk: true);
        }
    }

    private static bool FlushFileSystem(FileStream file)
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
            return false;
        try
        {
            return SyncFileSystem(file.SafeFileHandle) == 0;
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
