using System;
using System.IO;
using System.Text;

namespace ProgressiveSlo.Formats.Files;

/// <summary>Writes files whole or not at all: to a temporary file in the same folder, flushed to the disk, then renamed.</summary>
public static class AtomicFile
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes a text file, UTF-8 without byte order mark, lines as the writer makes them.</summary>
    /// <param name="path">Full path of the file; its folder exists. A link is followed: what it leads to is written, and the link stays.</param>
    /// <param name="overwrite">Whether a file that is there already may be replaced; its permissions are kept.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The file is there and may not be replaced, the disk is full, ...; whatever was there before is untouched.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static void Write(string path, bool overwrite, Action<TextWriter> write)
    {
        if (write is null)
            throw new ArgumentNullException(nameof(write));
        var named = path;
        path = FileFacts.Target(path);
        if (FileFacts.IsDevice(path) || FileFacts.IsDevice(named))
            throw new IOException($"'{named}' is a device and not a file; pipe the output instead.");
        if (!overwrite && File.Exists(path))
            throw new IOException($"The file '{path}' is already there.");
        if (Directory.Exists(path))
            throw new IOException($"'{path}' is a folder.");

        var temporary = Path.Combine(Path.GetDirectoryName(path)!, "." + Guid.NewGuid().ToString("N") + ".slo.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                using (var writer = new StreamWriter(stream, _utf8, 8192, leaveOpen: true) { NewLine = "\n" })
                    write(writer);
                stream.Flush(flushToDisk: true);
            }

            if (overwrite && File.Exists(path))
                FileFacts.CopyMode(path, temporary);
            Rename(temporary, path, overwrite);
        }
        catch (Exception e)
        {
            TryDelete(temporary);

            // Whoever reads the error knows the file by its own name.
            if (e is IOException && e.Message.Contains(temporary))
                throw new IOException(e.Message.Replace(temporary, path), e);
            if (e is UnauthorizedAccessException && e.Message.Contains(temporary))
                throw new UnauthorizedAccessException(e.Message.Replace(temporary, path), e);
            throw;
        }
    }

    private static void Rename(string temporary, string path, bool overwrite)
    {
        // Replace is one rename on Unix and ReplaceFile on Windows; Move never overwrites, so that without
        // permission to replace, a file that appeared meanwhile survives.
        if (overwrite && File.Exists(path))
            File.Replace(temporary, path, destinationBackupFileName: null);
        else
            File.Move(temporary, path);
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first error is the one to report.
        }
    }
}
