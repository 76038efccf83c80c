using System;
using System.IO;

namespace ProgressiveSlo.Formats.Files;

/// <summary>Writes files whole or not at all: to a temporary file in the same folder, flushed to the disk, then renamed.</summary>
public static class AtomicFile
{
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
        StagedFile.Write(path, overwrite, flush: true, write).Commit();
    }
}
